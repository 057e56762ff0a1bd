import Diagnostics
import Quantities
import Syntax

/// The ways in which one thing in an expression may be changed.
struct Variation {
  let sources: SourceMap

  struct Made<Subject> {
    let subject: Subject
    let kind: Mutation.Kind
    let change: Mutation.Change
  }

  /// The expression with one change anywhere in it.
  ///
  /// - Parameter numbers: what its numbers are.
  func all(of expression: Expression, numbers: Mutation.Kind) -> [Made<Expression>] {
    own(expression, numbers: numbers)
      + expression.children.enumerated().flatMap { index, child in
        all(of: child, numbers: Self.kind(ofChild: index, of: expression, numbers)).map { made in
          var place = -1
          let subject = expression.map { old in
            place += 1
            return place == index ? made.subject : old
          }
          return Made(subject: subject, kind: made.kind, change: made.change)
        }
      }
  }

  /// Behind 前 and 后 stands a quota, wherever they stand.
  private static func kind(
    ofChild index: Int, of expression: Expression, _ numbers: Mutation.Kind
  ) -> Mutation.Kind {
    if case .position = expression.kind, index == 1 { return .quota }
    return numbers
  }

  /// The expression with a change at its top; a step up comes before one down.
  func own(_ expression: Expression, numbers: Mutation.Kind) -> [Made<Expression>] {
    func made(
      _ kind: Mutation.Kind, _ new: Expression.Kind, _ range: SourceRange, _ old: String, _ text: String
    ) -> Made<Expression> {
      Made(
        subject: Expression(kind: new, range: expression.range), kind: kind,
        change: Mutation.Change(range: range, old: old, new: text))
    }
    func number(_ new: Expression.Kind, _ text: String) -> Made<Expression> {
      made(numbers, new, expression.range, sources.text(of: expression.range), text)
    }
    func word(_ kind: Mutation.Kind, _ new: Expression.Kind, _ old: String, _ text: String) -> Made<Expression> {
      made(kind, new, expression.range, old, text)
    }
    switch expression.kind {
    case .number(let digits, let unit):
      return Self.stepped(digits).map { digits in
        number(.number(digits, unit: unit), [digits, unit].compactMap { $0 }.joined(separator: " "))
      }
    case .percentage(let digits, let perMille):
      return Self.stepped(digits).map { number(.percentage($0, perMille: perMille), $0 + (perMille ? "‰" : "%")) }
    case .date(let year, let month, let day):
      return Self.stepped(year, month, day).map { date in
        let parts = date.text.split(separator: "-").map(String.init)
        return number(.date(parts[0], parts[1], parts[2]), date.text)
      }
    case .comparison(let comparator, let left, let right):
      let range = SourceRange(left.range.upper, right.range.lower)
      let old = sources.text(of: range).split { $0.isWhitespace || "（）()".contains($0) }.joined(separator: " ")
      return comparator.others.map { made(.comparison, .comparison($0, left, right), range, old, $0.sign) }
    case .membership(let subject, let set, let negated):
      let toggled = word(
        .connective, .membership(subject, set, negated: !negated), Self.spelled(negated ? .notIn : .isIn, isChinese),
        Self.spelled(negated ? .isIn : .notIn, isChinese))
      return [toggled]
        + ends(of: set, SourceRange(subject.range.upper, expression.range.upper)).map {
          Made(
            subject: Expression(kind: .membership(subject, $0.subject, negated: negated), range: expression.range),
            kind: $0.kind, change: $0.change)
        }
    case .contains(let subject, let predicate, let operands):
      guard operands.count > 1, predicate != .contains else { return [] }
      let other: Predicate = predicate == .containsAll ? .containsAny : .containsAll
      return [
        word(
          .connective, .contains(subject, other, operands),
          Self.spelled(predicate == .containsAll ? .containsAll : .containsAny, isChinese),
          Self.spelled(predicate == .containsAll ? .containsAny : .containsAll, isChinese))
      ]
    case .presence(let subject, let known):
      return [
        word(
          .connective, .presence(subject, known: !known), Self.spelled(known ? .isKnown : .isMissing, isChinese),
          Self.spelled(known ? .isMissing : .isKnown, isChinese))
      ]
    case .not(let inner):
      return [word(.connective, inner.kind, Self.spelled(.not, isChinese), "—")]
    case .all(let parts):
      return [word(.connective, .any(parts), Self.spelled(.and, isChinese), Self.spelled(.or, isChinese))]
    case .any(let parts):
      return [word(.connective, .all(parts), Self.spelled(.or, isChinese), Self.spelled(.and, isChinese))]
    case .query(let query):
      guard [.anyRow, .everyRow].contains(query.kind) else { return [] }
      let isAny = query.kind == .anyRow
      return [
        word(
          .connective, .query(query.asking(isAny ? .everyRow : .anyRow)),
          Self.spelled(isAny ? .anyRow : .everyRow, isChinese), Self.spelled(isAny ? .everyRow : .anyRow, isChinese))
      ]
    case .position(let subject, let cohort, let end, let quota, let cutoff):
      return [
        word(
          .comparison, .position(subject, cohort: cohort, end: end.other, quota: quota, cutoff: cutoff),
          end.word(isChinese),
          end.other.word(isChinese))
      ]
    case .call(let function, let operands, let end?):
      return [
        word(.comparison, .call(function, operands, end.other), end.word(isChinese), end.other.word(isChinese))
      ]
    case .text, .truth, .path, .negated, .sum, .product, .conditional, .call, .application, .word: return []
    }
  }

  /// An interval with one end more or less.
  func ends(of set: MemberSet, _ range: SourceRange) -> [Made<MemberSet>] {
    guard case .interval(let lower, let lowerIncluded, let upper, let upperIncluded) = set else { return [] }
    func made(_ lowerIncluded: Bool, _ upperIncluded: Bool, _ old: String, _ new: String) -> Made<MemberSet> {
      Made(
        subject: .interval(
          lower: lower, lowerIncluded: lowerIncluded, upper: upper, upperIncluded: upperIncluded), kind: .comparison,
        change: Mutation.Change(range: range, old: old, new: new))
    }
    var all: [Made<MemberSet>] = []
    if lower != nil {
      all.append(made(!lowerIncluded, upperIncluded, lowerIncluded ? "[" : "(", lowerIncluded ? "(" : "["))
    }
    if upper != nil {
      all.append(made(lowerIncluded, !upperIncluded, upperIncluded ? "]" : ")", upperIncluded ? ")" : "]"))
    }
    return all
  }

  private var isChinese: Bool { Language.isChinese(sources.main.text) }

  private static func spelled(_ keyword: Keyword, _ isChinese: Bool) -> String {
    keyword.spelling(isChinese ? .zh : .en)
  }

  // MARK: Numbers

  /// One more and one less in the last decimal place written, never below zero; nothing for fractions.
  private static func stepped(_ digits: String) -> [String] {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts.joined()) else { return [] }
    let places = parts.count == 2 ? parts[1].count : 0
    return [whole + 1, whole - 1].filter { $0 >= 0 }.map { number in
      if places == 0 { return String(number) }
      let text = String(repeating: "0", count: max(0, places + 1 - String(number).count)) + String(number)
      return text.dropLast(places) + "." + text.suffix(places)
    }
  }

  /// The next day and the one before.
  private static func stepped(_ year: String, _ month: String, _ day: String) -> [CalendarDate] {
    guard let year = Int(year), let month = Int(month), let day = Int(day),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return [] }
    return [1, -1].compactMap { days in
      do throws(ArithmeticError) { return try date.adding(days: days) } catch { return nil }
    }
  }
}

extension Comparator {
  /// With or without the limit itself, and the other way round.
  fileprivate var others: [Comparator] {
    switch self {
    case .atLeast: [.above, .atMost]
    case .above: [.atLeast, .below]
    case .atMost: [.below, .atLeast]
    case .below: [.atMost, .above]
    case .equal: [.different]
    case .different: [.equal]
    }
  }

  fileprivate var sign: String {
    switch self {
    case .atLeast: "≥"
    case .above: ">"
    case .atMost: "≤"
    case .below: "<"
    case .equal: "="
    case .different: "≠"
    }
  }
}

extension End {
  fileprivate var other: End { self == .top ? .bottom : .top }

  fileprivate func word(_ isChinese: Bool) -> String {
    (self == .top ? Keyword.top : .bottom).spelling(isChinese ? .zh : .en)
  }
}
