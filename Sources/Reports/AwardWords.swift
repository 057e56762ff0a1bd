import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
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

extension Labels {
  /// How far a total is from other grades: `总分再高 2 分是 A，再低超过 18 分是 C`; nil where that is not known, or no
  /// total brings another one.
  package func gradeDistance(_ result: SheetResult, _ outcome: Outcome, _ totals: Decimals<Rational>) -> String? {
    guard let total = result.total.exact, let steps = outcome.gradeSteps(of: result) else { return nil }
    func words(_ change: TotalSteps<[Int?]>.Change, _ at: (String) -> String, _ beyond: (String) -> String) -> String? {
      guard let gap = Interval.distance(.finite(total), .finite(change.total)) else { return nil }
      let points = totals.text(max(gap, gap.negated))
      return (change.isAtTotal ? at(points) : beyond(points))
        + grades(change.value.isEmpty ? [nil] : change.value, outcome.standard)
    }
    let parts = [
      steps.change(above: total).flatMap {
        words($0, { say("再高 \($0) 分是 ", "\($0) more: ") }, { say("再高超过 \($0) 分是 ", "over \($0) more: ") })
      },
      steps.change(below: total).flatMap {
        words($0, { say("再低 \($0) 分是 ", "\($0) fewer: ") }, { say("再低超过 \($0) 分是 ", "over \($0) fewer: ") })
      },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : say("总分", "Points: ") + parts.joined(separator: say("，", "; ")) + say("。", ".")
  }
}

extension TotalSteps<[Int?]>.Change {
  /// The total at which grades change, and to which.
  func json(_ standard: Standard) -> JSONValue {
    JSONValue.object(of: [
      ("total", .string(total.exactText)), ("atTotal", .bool(isAtTotal)), ("grades", standard.gradeNames(value)),
    ])
  }
}

extension Standard {
  /// The names of grades, null for none.
  func gradeNames(_ grades: [Int?]) -> JSONValue {
    .array((grades.isEmpty ? [nil] : grades).map { $0.map { .string(self.grades[$0].name) } ?? .null })
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
