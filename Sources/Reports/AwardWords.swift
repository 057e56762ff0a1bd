import Analysis
import Diagnostics
import Model
import Sheets

/// What communities get, and get instead, in words.
extension Labels {
  /// Grades that are possible: `A`, `A/B` while that is open, `无`, `未参评`.
  func grades(_ grades: [Int?], _ standard: Standard) -> String {
    if grades.isEmpty { return say("未参评", "not taking part") }
    return grades.map { $0.map { titled(standard.grades[$0]) } ?? say("无", "none") }.joined(separator: "/")
  }

  /// `进入：甲；退出：乙；待定：丙、丁`, or `A → B：甲、乙；B → C：丙`.
  func turnover(_ turnover: Turnover, _ standard: Standard) -> [String] {
    let kind = Award.Kind(standard)
    var moves: [(move: String, names: [String])] = []
    for move in turnover.moves {
      let words = grades(move.from, standard) + " → " + grades(move.to, standard)
      if let index = moves.firstIndex(where: { $0.move == words }) {
        moves[index].names.append(move.name)
      } else {
        moves.append((words, [move.name]))
      }
    }
    if kind == .grade { return moves.compactMap { who($0.move, $0.names) } }
    return [
      who(kind == .selection ? say("进入", "in") : say("符合", "eligible"), turnover.enters),
      who(kind == .selection ? say("退出", "out") : say("不再符合", "no longer eligible"), turnover.leaves),
      who(say("待定", "undecided"), turnover.undecided), who(say("不再待定", "no longer undecided"), turnover.dropped),
    ].compactMap { $0 }
  }

  /// Who is meant by a word; nil if nobody is.
  func who(_ word: String, _ names: [String]) -> String? {
    names.isEmpty ? nil : word + say("：", ": ") + self.names(names)
  }
}

/// What communities get instead, for programs.
extension Turnover {
  /// A member `moves` where grades are followed: who, from which grades to which.
  func members(_ standard: Standard) -> [(String, JSONValue)] {
    func names(_ grades: [Int?]) -> JSONValue {
      .array(grades.map { $0.map { .string(standard.grades[$0].name) } ?? .null })
    }
    guard Award.Kind(standard) == .grade else { return [] }
    let list = moves.map { move in
      JSONValue.object(of: [("name", .string(move.name)), ("from", names(move.from)), ("to", names(move.to))])
    }
    return [("moves", .array(list))]
  }
}
