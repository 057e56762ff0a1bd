import Evaluation
import Model
import Planning
import Quantities

/// What is told of single communities below the table, and what they have in common.
struct Particulars {
  /// Communities by their place in the report, each with why it is not eligible.
  var ineligible: [(place: Int, reasons: String)] = []
  /// Those level with others at the edge of a quota.
  var tied: [SheetResult] = []
  /// A line each: who lacks which facts.
  var missing: [String] = []
  /// Who waits for parameters.
  var waiting: [Missing: Waiting] = [:]
  var failures: [String] = []
  /// What all came to.
  var conclusions: Set<Conclusion> = []

  /// What waits for a parameter, which is missing for everybody.
  struct Waiting {
    var requirements: Set<Int> = []
    var decisions: Set<Decision> = []
    var hasPoints = false
    var sheets = 0

    fileprivate mutating func add(_ other: Waiting) {
      requirements.formUnion(other.requirements)
      decisions.formUnion(other.decisions)
      hasPoints = hasPoints || other.hasPoints
      sheets += other.sheets
    }
  }

  fileprivate mutating func append(_ next: Particulars) {
    ineligible += next.ineligible
    tied += next.tied
    missing += next.missing
    waiting.merge(next.waiting) { waiting, more in
      var waiting = waiting
      waiting.add(more)
      return waiting
    }
    failures += next.failures
    conclusions.formUnion(next.conclusions)
  }
}

/// Looks for what is told of single communities. Of those of whom nothing is open it is read from columns; tests hold that
/// equal to what their results say.
final class ParticularsReader {
  private let outcome: Outcome
  private let labels: Labels
  private let missing: (SheetResult, [MissingInput]) -> String?
  private let obstacles: Obstacles
  private let reader: ResultReader?
  /// The verdicts that say why somebody is not eligible; nil where points may, too.
  private let barriers: [Int]?
  /// By these verdicts.
  private var reasons: [[Int]: String] = [:]
  private static let most = 1 << 14

  /// - Parameter missing: the line of a community that lacks something that decides something; nil for others.
  init(
    _ outcome: Outcome, _ labels: Labels, isSighted: Bool,
    missing: @escaping (SheetResult, _ deciding: [MissingInput]) -> String?
  ) {
    (self.outcome, self.labels, self.missing) = (outcome, labels, missing)
    obstacles = Obstacles(outcome.standard, labels)
    let columns = isSighted && outcome.isLarge ? ResultColumns(outcome, \.nodes) : nil
    reader = columns?.reader()
    barriers = columns.flatMap { columns in
      outcome.standard.hasMinima
        ? nil
        : zip(outcome.standard.requirements, columns.results.requirements).filter { $0.0.kind.bearing != .none }
          .map(\.1.verdict)
    }
  }

  /// What is to be told of the first of a report.
  ///
  /// - Parameter make: gives a reader for each core.
  static func read(_ outcome: Outcome, count: Int, _ make: @escaping () -> ParticularsReader) -> Particulars {
    let pieces = ResultPieces(outcome, count: count) {
      let reader = make()
      return { [reader.read($0)] }
    }
    var all = Particulars()
    for found in pieces.mapPieces({ $0 }).joined() { all.append(found) }
    return all
  }

  private func read(_ places: Range<Int>) -> Particulars {
    var found = Particulars()
    reader?.gather(places)
    for block in places.blocks {
      reader?.read(block)
      let settled = reader?.settled()
      let standing = outcome.standing(at: block)
      for (row, place) in block.enumerated() {
        if let reader, settled?.contains(row) == true {
          look(at: place, row, standing[row], reader, &found)
        } else {
          look(at: reader?.whole(row) ?? outcome.result(at: place).whole, place, &found)
        }
      }
    }
    return found
  }

  /// Somebody of whom nothing is open.
  private func look(
    at place: Int, _ row: Int, _ standing: (entrant: Truth, eligible: Truth, selectable: Truth),
    _ reader: ResultReader, _ found: inout Particulars
  ) {
    let selection = outcome.places.selection(place)
    if selection == .tied { found.tied.append(reader.result(row)) }
    if standing.entrant == .no { return }
    found.conclusions.insert(Conclusion(standing, selection))
    if standing.eligible == .no { found.ineligible.append((place, reasons(row, reader))) }
  }

  private func reasons(_ row: Int, _ reader: ResultReader) -> String {
    guard let barriers else { return said(reader.whole(row)) }
    let verdicts = barriers.map { node in reader.words(node).map { $0[row] } ?? reader.verdict(node, row).place }
    if let known = reasons[verdicts] { return known }
    if reasons.count == Self.most { reasons = [:] }
    let said = said(reader.whole(row))
    reasons[verdicts] = said
    return said
  }

  private func said(_ result: SheetResult) -> String { obstacles.of(result).joined(separator: labels.say("；", "; ")) }

  private func look(at result: SheetResult, _ place: Int, _ found: inout Particulars) {
    if result.selection == .tied { found.tied.append(result) }
    for failure in result.failures {
      found.failures.append(
        "\(outcome.sheet(result).name)  \(labels.place(failure.place, outcome.standard))  \(failure.error.described(labels.language))"
      )
    }
    if result.entrant == .no { return }
    found.conclusions.insert(Conclusion(of: result, outcome.standard))
    if result.eligible == .no { found.ineligible.append((place, said(result))) }
    let deciding = outcome.deciding(result)
    if let line = missing(result, deciding) { found.missing.append(line) }
    for missing in deciding {
      guard case .parameter = missing.input else { continue }
      found.waiting[missing.input, default: Particulars.Waiting()].add(
        Particulars.Waiting(
          requirements: Set(missing.requirements), decisions: Set(missing.decisions),
          hasPoints: missing.points != .zero, sheets: 1))
    }
  }
}

extension Standard {
  /// Whether somebody may be barred for too few points.
  fileprivate var hasMinima: Bool {
    categories.contains { category in
      ([category.limits] + category.groups.map(\.limits) + category.items.map(\.scoring.limits))
        .contains { $0.minimum != nil }
    }
  }
}
