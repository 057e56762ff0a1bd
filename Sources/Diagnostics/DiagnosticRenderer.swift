/// Draws diagnostics as people read them: code and sentence, the line with the exact stretch underlined, the reason,
/// the remedy.
public struct DiagnosticRenderer: Sendable {
  /// The language of the wordings and of the words around them.
  public let language: Language
  /// Whether labels and underlines carry ANSI escape sequences.
  public let color: Bool

  /// Without colour unless asked for: most output is not a terminal.
  public init(language: Language, color: Bool = false) {
    self.language = language
    self.color = color
  }

  /// Several lines, the last with its line end. Whatever it quotes is printable and cut to a readable length.
  public func render(_ diagnostic: Diagnostic) -> String {
    let wording = diagnostic.problem.wording(language)
    let isError = diagnostic.isError
    let label = isError ? (language == .zh ? "错误" : "error") : (language == .zh ? "提醒" : "warning")
    var lines = [
      paint("\(label) \(diagnostic.problem.code)", isError ? "1;31" : "1;33") + "  " + said(wording.sentence)
    ]
    lines += excerpt(diagnostic.place)
    if let related = diagnostic.related { lines += excerpt(related) }
    if let reason = wording.reason { lines.append("  " + (language == .zh ? "原因：" : "why: ") + said(reason)) }
    if let remedy = wording.remedy { lines.append("  " + (language == .zh ? "改法：" : "fix: ") + said(remedy)) }
    if let replacement = diagnostic.replacement, case .source(let file, let range) = diagnostic.place {
      lines.append(
        "  " + (language == .zh ? "应写作：" : "should read: ") + corrected(file, diagnostic.replaced ?? range, replacement)
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func excerpt(_ place: Place) -> [String] {
    switch place {
    case .file(let name): return ["  --> " + said(name)]
    case .argument(let text): return ["  --> " + said(text)]
    case .cell(let file, let row, let column, let value, let worksheet):
      var parts = [said(file)]
      if let name = worksheet?.name {
        let shown = DisplayWidth.excerpt(name, to: 60)
        parts.append(language == .zh ? "工作表“\(shown)”" : "worksheet “\(shown)”")
      }
      if let cell = worksheet?.cell {
        parts.append(language == .zh ? "\(cell) 格" : "cell \(cell)")
      } else if let row {
        parts.append(language == .zh ? "第 \(row) 行" : "row \(row)")
      }
      if let column {
        let shown = DisplayWidth.excerpt(column, to: 60)
        parts.append(language == .zh ? "列“\(shown)”" : "column “\(shown)”")
      }
      if let value {
        let shown = DisplayWidth.excerpt(value, to: 60)
        parts.append(language == .zh ? "内容“\(shown)”" : "value “\(shown)”")
      }
      return ["  --> " + parts.joined(separator: language == .zh ? "，" : ", ")]
    case .source(let file, let range):
      let position = file.position(at: range.lower)
      let lineRange = file.window(ofLine: position.line - 1, around: range.lower)
      let text = DisplayWidth.printable(file.text(in: lineRange))
      let before = DisplayWidth.printable(file.text(in: lineRange.lowerBound..<min(range.lower, lineRange.upperBound)))
      let upper = min(range.upper, lineRange.upperBound)
      let marked = range.lower < upper ? DisplayWidth.printable(file.text(in: range.lower..<upper)) : ""
      let number = String(position.line)
      let margin = String(repeating: " ", count: number.count)
      // A very long line is shown around the place only.
      let skipped = max(0, DisplayWidth.of(before) - 60)
      let shownBefore = skipped == 0 ? before : "…" + tail(before, width: 59)
      let rest = String(text.dropFirst(before.count))
      let underline = String(
        repeating: "^", count: max(1, min(DisplayWidth.of(marked), 100 - DisplayWidth.of(shownBefore))))
      return [
        "  --> \(said(file.name)):\(position.line):\(position.column)",
        "  \(margin) |",
        "  \(number) | " + DisplayWidth.cut(shownBefore + rest, to: 110),
        "  \(margin) | " + String(repeating: " ", count: DisplayWidth.of(shownBefore)) + paint(underline, "1;31"),
      ]
    }
  }

  /// The whole line as it should read.
  private func corrected(_ file: SourceFile, _ range: SourceRange, _ replacement: String) -> String {
    let line = file.window(ofLine: file.line(at: range.lower), around: range.lower)
    let before = file.text(in: line.lowerBound..<max(line.lowerBound, range.lower))
    let after = range.upper < line.upperBound ? file.text(in: range.upper..<line.upperBound) : ""
    var text = before + replacement + after
    while text.first == " " || text.first == "\u{3000}" || text.first == "\t" { text.removeFirst() }
    return DisplayWidth.printable(text)
  }

  private func tail(_ text: String, width: Int) -> String {
    var result = ""
    var used = 0
    for character in text.reversed() {
      used += DisplayWidth.of(character)
      if used > width { break }
      result.insert(character, at: result.startIndex)
    }
    return result
  }

  /// A part of a message: it may quote what stands in a file.
  private func said(_ text: String) -> String { DisplayWidth.excerpt(text, to: 2_000) }

  private func paint(_ text: String, _ style: String) -> String {
    color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}
