import Evaluation
import Model
import Quantities

/// The ranking keys of all sheets as lines over one stretch, and where two of them meet.
struct CrossingLines {
  /// The numbers of a sheet that may be selected: both ends of each key.
  private struct Runner {
    let sheet: Int
    /// Nil where a range goes on without end: nothing is ever level with that.
    let lines: [Line?]
    let sketches: [Line.Sketch?]
    let moves: Bool
    /// Whether a key is a range, so that several orders are possible at once.
    let isRange: Bool
  }

  private let origin: Rational
  private let runners: [Runner]
  private let margin: Double

  /// Nil if no sheet moves, or if nobody gets anything by rank.
  ///
  /// - Parameters:
  ///   - low: where the stretch begins.
  ///   - inside: a value within it.
  init?(_ profiles: [SheetProfile], _ source: SweepSource, from low: Rational, inside: Rational) throws {
    origin = low
    var runners: [Runner] = []
    let standard = try source.setup(at: inside).judging.standard
    let kind = Award.Kind(standard)
    guard kind.places(standard).contains(where: { $0.overall != nil || $0.perGroup != nil }) else { return nil }
    for (sheet, profile) in profiles.enumerated() {
      guard let piece = profile.piece(at: inside), let result = piece.standing.result, result.entrant != .no,
        kind == .selection ? result.selectable != .no : result.eligible != .no
      else { continue }
      // The last two numbers are the total, which counts only as a key.
      let values = try piece.numbers(at: low).dropLast(2)
      let slopes = piece.slopes ?? values.map { _ in .zero }
      let lines = zip(zip(values, slopes), piece.standing.fixed.openEnds).map { line, openEnd in
        openEnd == nil ? Line(line.0, line.1) : nil
      }
      runners.append(
        Runner(
          sheet: sheet, lines: lines, sketches: lines.map { $0?.sketch },
          moves: lines.contains { $0?.slope.isZero == false },
          isRange: result.keys.contains { $0.interval?.isExact == false }))
    }
    guard runners.contains(where: \.moves) else { return nil }
    self.runners = runners
    margin = Line.margin(runners.flatMap(\.lines).compactMap { $0 })
  }

  /// The next place at which two keys meet in a way that may matter.
  func next(
    after place: Rational, before high: Rational, _ state: SweepState, _ domain: SweepDomain
  ) throws -> Rational? {
    var nearest = Crossing(
      start: try place.subtracting(origin), edge: try high.subtracting(origin), margin: margin)
    // Comparing awards would be comparing texts, for every two sheets.
    let (award, isOpen) = (state.awards.numbered().numbers, state.awards.map(\.isUndecided))
    func mayMatter(_ a: Runner, _ b: Runner) -> Bool {
      a.isRange || b.isRange || award[a.sheet] != award[b.sheet] || isOpen[a.sheet] || isOpen[b.sheet]
    }
    for (index, a) in runners.enumerated() {
      for b in runners.dropFirst(index + 1) where (a.moves || b.moves) && mayMatter(a, b) {
        // Keys come in the same order for all; where some are no numbers, lines of different keys may be compared,
        // which only adds places at which nothing happens.
        for (key, own) in a.sketches.enumerated() {
          for other in key / 2 * 2...key / 2 * 2 + 1 where other < b.sketches.count {
            if let own, let opposite = b.sketches[other], nearest.isPossible(own, opposite),
              let line = a.lines[key], let crossed = b.lines[other]
            {
              try nearest.offer(line, crossed)
            }
          }
        }
      }
    }
    guard let distance = nearest.found else { return nil }
    let cuts = try domain.cuts(at: try origin.adding(distance))
    return cuts.filter { place < $0 && $0 < high }.min()
  }
}
