import Model
import Planning
import Quantities

/// The bands or rows of a clause, of which the first that holds counts, with what stands before them.
struct Ladder {
  /// Which band counts.
  enum Outcome: Hashable {
    case first(Int)
    case none
    /// The clause does not apply, or its conditions do not hold.
    case outside
    case failed
  }

  /// What each band asks; nil holds always.
  let formulas: [Formula?]
  let cone: Cone
  private let inapplicable: Int?
  private let conditions: [Int]
  /// By band; nil holds always.
  let whens: [Int?]

  /// - Parameters:
  ///   - scoring: what has to apply first.
  ///   - cuts: results that are taken to be anything.
  init(_ formulas: [Formula?], after scoring: Scoring? = nil, _ inquiry: Inquiry, cuts: [Int: Domain] = [:]) {
    self.formulas = formulas
    let conditions = (scoring?.conditions ?? []).compactMap { inquiry.node(of: $0) }
    let inapplicable = scoring?.inapplicable.flatMap { inquiry.node(of: $0) }
    let whens = formulas.map { $0.flatMap { inquiry.node(of: $0) } }
    let cone = inquiry.cone(
      of: conditions + [inapplicable].compactMap { $0 } + whens.compactMap { $0 }, cuts: cuts)
    self.cone = cone
    self.conditions = conditions.map { cone.place(of: $0) }
    self.inapplicable = inapplicable.map { cone.place(of: $0) }
    self.whens = whens.map { $0.map { cone.place(of: $0) } }
  }

  /// The leaves that the bands themselves ask about.
  var leaves: Set<Int> {
    whens.compactMap { $0 }.reduce(into: []) { $0.formUnion(cone.nodes[$1].leaves) }
  }

  /// Whether a band holds whatever a sheet states: 否则, or a row of nothing but 任意.
  func isForRest(_ band: Int) -> Bool {
    whens[band].map { cone.nodes[$0].fixed?.truth == .yes } ?? true
  }

  // MARK: Questions

  /// What comes of a sheet.
  func first(_ values: [PlanValue]) -> Explorer.Next<Outcome> { before(values) ?? first(of: whens.indices, values) }

  private func first(of bands: Range<Int>, _ values: [PlanValue]) -> Explorer.Next<Outcome> {
    for band in bands {
      guard let when = whens[band] else { return .done(.first(band)) }
      switch Answer(values[when]) {
      case .yes: return .done(.first(band))
      case .no: continue
      case .failed: return .done(.failed)
      case .open: return .decide(when)
      }
    }
    return .done(.none)
  }

  /// Which earlier band takes a sheet that a band would hold for; `outside` where it does not.
  func earlier(than band: Int) -> ([PlanValue]) -> Explorer.Next<Outcome> { { earlier(than: band, $0) } }

  private func earlier(than band: Int, _ values: [PlanValue]) -> Explorer.Next<Outcome> {
    if let next = before(values) { return next }
    guard let when = whens[band] else { return first(of: 0..<band, values) }
    switch Answer(values[when]) {
    case .yes: return first(of: 0..<band, values)
    case .no: return .done(.outside)
    case .failed: return .done(.failed)
    case .open: return .decide(when)
    }
  }

  /// Whether a band that counts, and a later one, hold; nil where neither does, or another counts.
  func both(_ one: Int, _ later: Int) -> ([PlanValue]) -> Explorer.Next<Pair> { { both(one, later, $0) } }

  private func both(_ one: Int, _ later: Int, _ values: [PlanValue]) -> Explorer.Next<Pair> {
    switch before(values) {
    case .done?: return .done(.neither)
    case .decide(let node)?: return .decide(node)
    case .decideOne(let nodes)?: return .decideOne(nodes)
    case nil: break
    }
    guard let a = whens[one], let b = whens[later] else { return .done(.neither) }
    switch (Answer(values[a]), Answer(values[b])) {
    case (.failed, _), (_, .failed), (.no, .no): return .done(.neither)
    case (.open, _): return .decide(a)
    case (_, .open): return .decide(b)
    case (.yes, .no): return .done(.one)
    case (.no, .yes): return .done(.later)
    case (.yes, .yes):
      switch first(of: 0..<one, values) {
      case .done(.none): return .done(.both)
      case .done: return .done(.neither)
      case .decide(let node): return .decide(node)
      case .decideOne(let nodes): return .decideOne(nodes)
      }
    }
  }

  enum Pair: Hashable { case both, one, later, neither }

  /// What comes before any band is looked at; nil where nothing stands in the way.
  private func before(_ values: [PlanValue]) -> Explorer.Next<Outcome>? {
    if let inapplicable {
      switch Answer(values[inapplicable]) {
      case .yes: return .done(.outside)
      case .failed: return .done(.failed)
      case .open: return .decide(inapplicable)
      case .no: break
      }
    }
    for condition in conditions {
      switch Answer(values[condition]) {
      case .yes: continue
      case .no: return .done(.outside)
      case .failed: return .done(.failed)
      case .open: return .decide(condition)
      }
    }
    return nil
  }
}

/// The answer to a condition in a region.
enum Answer {
  case yes, no, failed
  /// Not the same for all sheets of it, or not known.
  case open

  init(_ value: PlanValue) {
    if value.error != nil {
      self = .failed
    } else {
      switch value.truth {
      case .yes: self = .yes
      case .no: self = .no
      case .unknown: self = .open
      }
    }
  }
}
