import Diagnostics
import Model
import Quantities
import Syntax

extension Corrector {
  /// A declaration that should read otherwise, though what is said is said of another line.
  struct Repair {
    /// The line of the message.
    let line: Int
    let declaration: Int
    let text: String
  }

  /// What declarations could say so that their uses are right: a name that is spelt otherwise wherever it is used, a unit or
  /// a percent sign that is missing.
  func repairs(of errors: [Diagnostic], _ file: SourceFile) -> [Repair] {
    let unreadable = Set(errors.filter { $0.problem is SyntaxProblem }.compactMap { Self.line(of: $0, file) })
    let declared = Parser.outline(of: file).outline.clauses.filter {
      $0.action == .declare && ($0.kind == .fact || $0.kind == .parameter || $0.kind == .definition)
        && !unreadable.contains(file.line(at: $0.range.lower))
    }
    if declared.isEmpty || errors.count > Limits.proposals { return [] }
    let words = Token.all(in: file.text).compactMap { token -> String? in
      if case .word(let word, _) = token.kind { word } else { nil }
    }
    var uses: [String: Int] = [:]
    for word in words { uses[word, default: 0] += 1 }
    return errors.flatMap { error -> [Repair] in
      guard let line = Self.line(of: error, file) else { return [] }
      let problem = error.problem as? ModelProblem
      if case .unknownName(let name, _, _)? = problem {
        // It may be declared in a line that cannot be read.
        return unreadable.contains { file.text(of: $0).contains(name) } ? [] : renamed(name, line, declared, uses, file)
      }
      if case .unitMismatch(let left, let right)? = problem, left.isPlain != right.isPlain {
        let unit = left.isPlain ? right : left
        return measured(line, declared, file) { [$0 + " " + unit.text] }
      }
      guard case .typeMismatch(let left, let right)? = problem else { return [] }
      if left == .percentage || right == .percentage { return measured(line, declared, file, asShare) }
      return left == .date || right == .date ? measured(line, declared, file, asDate) : []
    }
  }

  /// A name is wrong where it is declared if all uses, several of them, have it otherwise.
  private func renamed(
    _ name: String, _ line: Int, _ declared: [Clause], _ uses: [String: Int], _ file: SourceFile
  ) -> [Repair] {
    guard uses[name, default: 0] > 1 else { return [] }
    return declared.compactMap { clause in
      guard let own = clause.name, uses[own.text] == 1, NearestName.of(own.text, among: [name]) != nil else {
        return nil
      }
      let place = file.line(at: own.range.lower)
      return Repair(line: line, declaration: place, text: file.replacing(own.range, with: name).text(of: place))
    }
  }

  /// A number without a unit, declared in a line that the words of another line name.
  private func measured(
    _ line: Int, _ declared: [Clause], _ file: SourceFile, _ amounts: (String) -> [String]
  ) -> [Repair] {
    let words = Set(
      Token.all(in: file.text(of: line)).compactMap { token -> String? in
        if case .word(let word, _) = token.kind { word } else { nil }
      })
    return declared.flatMap { clause -> [Repair] in
      guard let name = clause.name, words.contains(name.text) || clause.alias.map({ words.contains($0.text) }) ?? false,
        let (range, texts) = unmeasured(clause, amounts)
      else { return [] }
      let place = file.line(at: range.lower)
      return texts.map {
        Repair(line: line, declaration: place, text: file.replacing(range, with: $0).text(of: place))
      }
    }
  }

  private func unmeasured(_ clause: Clause, _ amounts: (String) -> [String]) -> (SourceRange, [String])? {
    if case .parameter(_, let value?) = clause.body, case .number(let lexeme, nil) = value.kind {
      return (value.range, amounts(lexeme))
    }
    guard case .fact(let type?) = clause.body, type.unit == nil,
      type.keyword == .typeInteger || type.keyword == .typeNumber
    else { return nil }
    let word = Language.isChinese(clause.name?.text ?? "") ? type.keyword.chinese : type.keyword.english
    return (type.range, amounts(word))
  }

  /// 20250801 was meant as 2025-08-01.
  private func asDate(_ text: String) -> [String] {
    guard text.count == 8, text.allSatisfy(\.isNumber) else { return [] }
    return [text.prefix(4) + "-" + text.dropFirst(4).prefix(2) + "-" + text.suffix(2)]
  }

  /// 0.95 was meant as 95%, and 95 too.
  private func asShare(_ text: String) -> [String] {
    guard let value = try? Rational.parse(decimal: text) else { return [] }
    return [value < .one ? Value.number(value).text(as: .percentage) : text + "%"]
  }
}
