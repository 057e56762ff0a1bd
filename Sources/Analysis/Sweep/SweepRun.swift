import Diagnostics
import Evaluation
import Quantities
import Sheets

/// The sweep over one parameter: its steps, and the exact places of change between them.
struct SweepRun {
  private(set) var points: [Sweep.Point] = []
  private(set) var tippings: [SweepTipping] = []
  private(set) var stretches: [Sweep.Stretch] = []
  private(set) var limitation: SweepProblem?

  private let axis: SweepAxis
  private let table: Table
  private let amended: AmendedStandard
  private let fewest: Int
  private let most: Int

  /// - Parameters:
  ///   - fewest: from so many sheets on they are judged in columns.
  ///   - most: so many judgements the search for places of change may take.
  init(
    _ axis: SweepAxis, _ table: Table, _ amended: @escaping AmendedStandard, columnsFrom fewest: Int,
    atMost most: Int
  ) {
    self.axis = axis
    (self.fewest, self.most) = (fewest, most)
    self.table = table
    self.amended = amended
  }

  mutating func judge() {
    let places = axis.values.compactMap(axis.coordinate)
    var refusals: [Int: Refusal] = [:]
    var valid: [Int] = []
    for (step, value) in axis.values.enumerated() {
      switch amended([value]) {
      case .success: valid.append(step)
      case .failure(let refusal): refusals[step] = refusal
      }
    }
    guard let first = valid.first, case .success(let model) = amended([axis.values[first]]) else {
      points = axis.values.enumerated().compactMap { step, value in
        refusals[step].map { Sweep.Point(values: [value], result: .failure($0)) }
      }
      return
    }
    let source = SweepSource(axis, table, model, amended, columnsFrom: fewest, atMost: most)
    var searches: [(steps: ClosedRange<Int>, search: TippingSearch)] = []
    do {
      for steps in Self.runs(valid) {
        var search = TippingSearch(source)
        try findTippings(&search, source, steps, places)
        searches.append((steps, search))
      }
    } catch {
      limitation = error as? SweepProblem ?? .overflow
      (tippings, stretches) = ([], [])
    }
    var plain = TippingSearch(source)
    for (step, value) in axis.values.enumerated() {
      if let refusal = refusals[step] {
        points.append(Sweep.Point(values: [value], result: .failure(refusal)))
        continue
      }
      let own = limitation == nil ? searches.firstIndex { $0.steps.contains(step) } : nil
      do {
        let state = try own.map { try searches[$0].search.state(at: places[step]) } ?? plain.state(at: places[step])
        points.append(Sweep.Point(values: [value], result: .success(state.result)))
      } catch {
        limitation = error as? SweepProblem ?? .overflow
      }
      Pulse.beat(step + 1, of: axis.values.count)
    }
  }

  /// Steps in a row at all of which the standard is valid.
  private static func runs(_ steps: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for step in steps {
      if let last = runs.last, last.upperBound == step - 1 {
        runs[runs.count - 1] = last.lowerBound...step
      } else {
        runs.append(step...step)
      }
    }
    return runs
  }

  // MARK: One run of valid steps

  private mutating func findTippings(
    _ search: inout TippingSearch, _ source: SweepSource, _ steps: ClosedRange<Int>, _ places: [Rational]
  ) throws {
    /// As far as the standard is valid beyond the step at one end, and what is told of that.
    func end(_ step: Int, beyond: Int, _ validity: SweepTipping.Validity) throws -> (Rational, [SweepTipping]) {
      guard places.indices.contains(beyond) else { return (places[step], []) }
      let edge = try edge(source, valid: places[step], invalid: places[beyond])
      return (edge.isValid ? edge.place : places[step], [tipping(edge, validity)])
    }
    let (low, begins) = try end(steps.lowerBound, beyond: steps.lowerBound - 1, .begins)
    let (high, ends) = try end(steps.upperBound, beyond: steps.upperBound + 1, .ends)
    let entries = try search.entries(from: low, to: high)
    stretches += entries.map {
      Sweep.Stretch(low: axis.number(at: $0.low), high: axis.number(at: $0.high), result: $0.state.result)
    }
    tippings += begins + changes(entries) + ends
  }

  /// Where the standard stops being valid, between a place at which it is and one at which it is not.
  private func edge(
    _ source: SweepSource, valid: Rational, invalid: Rational
  ) throws -> (place: Rational, isValid: Bool) {
    let domain = SweepDomain(isWhole: axis.isWhole)
    var (good, bad) = (valid, invalid)
    for _ in 0..<80 {
      let middle =
        axis.isWhole
        ? try good.adding(bad).multiplied(by: .half).floor
        : try domain.middle(min(good, bad), max(good, bad)) ?? good
      if middle == good || middle == bad { break }
      if source.isValid(at: middle) { good = middle } else { bad = middle }
    }
    if axis.isWhole { return (good, true) }
    let place = try Rational.simplest(from: min(good, bad), through: max(good, bad))
    return (place, place == good || (place != bad && source.isValid(at: place)))
  }

  private func tipping(
    _ edge: (place: Rational, isValid: Bool), _ validity: SweepTipping.Validity
  ) -> SweepTipping {
    SweepTipping(
      value: axis.value(at: edge.place), kind: edge.isValid == (validity == .begins) ? .at : .above,
      turnover: Turnover(), undecidedAtValue: [], validity: validity, after: nil, isNarrowed: false)
  }

  // MARK: Changes between entries

  private func changes(_ entries: [TippingSearch.Entry]) -> [SweepTipping] {
    var tippings: [SweepTipping] = []
    for (index, entry) in entries.enumerated() {
      let before = index > 0 ? entries[index - 1] : nil
      let after = index + 1 < entries.count ? entries[index + 1] : nil
      if entry.isPlace {
        let changes = before.map { !$0.state.selects(asIn: entry.state) } ?? false
        let changesAbove = after.map { !$0.state.selects(asIn: entry.state) } ?? false
        guard changes || changesAbove else { continue }
        let returns =
          changes && changesAbove && after.map { $0.state.selects(asIn: before?.state ?? $0.state) } ?? false
        let kind: SweepTipping.Kind = returns ? .only : changes ? (changesAbove ? .both : .at) : .above
        let end = returns ? entry : changesAbove ? after ?? entry : entry
        tippings.append(
          tipping(entry.low, kind, before ?? entry, end, at: kind == .both ? entry : nil, entry.isNarrowed))
      } else if let before, !before.isPlace, !before.state.selects(asIn: entry.state) {
        // Whole values only: the first one of the later stretch is where it is different.
        tippings.append(tipping(entry.at, .at, before, entry, at: nil, false))
      }
    }
    return tippings
  }

  private func tipping(
    _ place: Rational, _ kind: SweepTipping.Kind, _ before: TippingSearch.Entry, _ after: TippingSearch.Entry,
    at value: TippingSearch.Entry?, _ isNarrowed: Bool
  ) -> SweepTipping {
    let names = table.sheets.map(\.name)
    let (old, new) = (before.state.awards, after.state.awards)
    return SweepTipping(
      value: axis.value(at: place), kind: kind, turnover: Turnover(old, new, of: names),
      undecidedAtValue: value.map { Turnover(new, $0.state.awards, of: names).undecided } ?? [],
      validity: nil, after: after.state.result, isNarrowed: isNarrowed)
  }
}
