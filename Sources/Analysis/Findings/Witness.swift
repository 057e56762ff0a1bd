import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// A sheet on which something can be seen, and the others it takes for that: it has been judged.
public struct Witness: Sendable, Hashable {
  /// What is stated of one fact; nil for a fact that is left open on purpose.
  public struct Entry: Sendable, Hashable {
    public let name: String
    public let type: ValueType
    public let value: Value?
  }

  /// In the order of the standard; what is not named has no say.
  public let entries: [Entry]
  /// Further sheets, each with what it states otherwise than the first, and how many there are of it.
  public let others: [Others]

  /// So many sheets that are alike.
  public struct Others: Sendable, Hashable {
    public let count: Int
    public let entries: [Entry]
  }

  init(entries: [Entry], others: [Others]) { (self.entries, self.others) = (entries, others) }

  init(_ trial: Trial, _ standard: Standard) { self.init(trial, standard.facts) }

  /// - Parameter facts: by the places by which the trial names them.
  init(_ trial: Trial, _ facts: [Fact]) {
    func entries(_ cells: [Int: Value?]) -> [Entry] {
      cells.sorted { $0.key < $1.key }.map {
        Entry(name: facts[$0.key].name, type: facts[$0.key].type, value: $0.value)
      }
    }
    self.entries = entries(trial.facts)
    others = trial.others.map { others in
      Others(count: others.count, entries: entries(others.facts.filter { trial.facts[$0.key] != .some($0.value) }))
    }
  }

  /// `率 = 95%，培训 = 优`.
  public func text(_ language: Language) -> String {
    let isChinese = language == .zh
    func list(_ entries: [Entry]) -> String {
      entries.map { entry in
        let value = entry.value?.text(as: entry.type, english: !isChinese)
        return entry.name + " = " + (value.map(Self.short) ?? (isChinese ? "未填" : "not stated"))
      }.joined(separator: isChinese ? "，" : ", ")
    }
    let own = entries.isEmpty ? (isChinese ? "任何一张表" : "any sheet") : list(entries)
    return others.reduce(own) { text, others in
      text
        + (isChinese
          ? "；另有 \(others.count) 个：\(list(others.entries))" : "; \(others.count) others: \(list(others.entries))")
    }
  }

  /// Long texts stand for any of that length.
  private static func short(_ text: String) -> String {
    text.count > 24 ? text.prefix(12) + "…(\(text.count))" : text
  }
}

/// A sheet to be judged, with others beside it.
struct Trial {
  /// Facts that are stated; nil leaves one open.
  var facts: [Int: Value?]
  var others: [(count: Int, facts: [Int: Value?])] = []

  init(_ facts: [Int: Value?]) { self.facts = facts }

  /// The same for a standard whose facts have other places; what it does not know is left out.
  func placed(_ place: (Int) -> Int?) -> Trial {
    func placed(_ facts: [Int: Value?]) -> [Int: Value?] {
      var placed: [Int: Value?] = [:]
      for (fact, value) in facts { if let own = place(fact) { placed[own] = .some(value) } }
      return placed
    }
    var trial = Trial(placed(facts))
    trial.others = others.map { ($0.count, placed($0.facts)) }
    return trial
  }

  /// The sheet first, then the others.
  func table(_ standard: Standard) -> Table {
    var sheets = [Self.sheet(facts, "甲", standard)]
    for others in others {
      for _ in 0..<others.count { sheets.append(Self.sheet(others.facts, "另有 \(sheets.count)", standard)) }
    }
    return Table(schema: Self.schema(standard), sheets: sheets, refused: [])
  }

  private static func sheet(_ cells: [Int: Value?], _ name: String, _ standard: Standard) -> Sheet {
    var all = [Cell](repeating: .missing, count: standard.facts.count)
    for (fact, value) in cells { all[fact] = value.map(Cell.value) ?? .unsettled }
    if let subject = standard.subjects.first, cells[subject] == nil { all[subject] = .value(.text(name)) }
    return Sheet(Identity(name), cells: all, file: "", row: nil)
  }

  private static func schema(_ standard: Standard) -> Schema {
    Schema(
      columns: standard.facts.map {
        Schema.Column(name: $0.name, alias: $0.alias, type: $0.type, lower: $0.lower, upper: $0.upper)
      }, subjects: standard.subjects, units: standard.units)
  }
}
