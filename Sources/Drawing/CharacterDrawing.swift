import Diagnostics
import Quantities

/// A picture with characters, for a terminal: lines that fit its width.
public struct CharacterDrawing {
  private let picture: Picture
  private let width: Int

  /// - Parameter width: in columns; at least 40 are used.
  public init(_ picture: Picture, width: Int) {
    self.picture = picture
    self.width = max(40, width)
  }

  /// The panels, a blank line between two; the title of the picture stands above them, where anybody wants it.
  public var lines: [String] {
    picture.panels.enumerated().flatMap { index, panel in
      (index == 0 ? [] : [""]) + CharacterPanel(panel, width).lines
    }
  }
}

/// A panel with characters.
private struct CharacterPanel {
  private let panel: Panel
  private let width: Int
  private let labels: Int
  private let values: Int
  private let plot: Int

  init(_ panel: Panel, _ width: Int) {
    self.panel = panel
    self.width = width
    func widest(_ texts: [String]) -> Int { texts.map { DisplayWidth.of(DisplayWidth.printable($0)) }.max() ?? 0 }
    labels = min(widest(panel.lanes.map(\.label) + [panel.laneHeading]), width / 3)
    values = min(widest(panel.lanes.map(\.value) + [panel.valueHeading]), width / 4)
    plot = width - labels - 2 - (values > 0 ? values + 2 : 0)
  }

  var lines: [String] {
    var lines = wrapped(panel.title)
    if !panel.lanes.isEmpty {
      lines += keys
      if !panel.valueHeading.isEmpty || !panel.laneHeading.isEmpty {
        lines.append(framed(panel.laneHeading, " ", CharacterRow(plot), panel.valueHeading))
      }
      for lane in panel.lanes { lines += draw(lane) }
      lines += axis
    }
    return lines + panel.notes.flatMap(wrapped)
  }

  private func words(_ key: Key) -> String {
    let symbol: Character =
      switch key.symbol {
      // A letter that its words begin with already is not written twice.
      case .fill(let style) where key.words.first == style.glyph: " "
      case .fill(let style): style.glyph
      case .point: "◆"
      case .range: "~"
      case .rule(let kind): mark(kind)
      }
    return trimmed((symbol == " " ? "" : "\(symbol) ") + DisplayWidth.printable(key.words))
  }

  private func mark(_ kind: Rule.Kind) -> Character {
    switch kind {
    case .change: "▲"
    case .cut: "┃"
    case .origin: "│"
    }
  }

  private func wrapped(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    return LineBreaks.lines(DisplayWidth.printable(text), width: Double(width)) { Double(DisplayWidth.of($0)) }
  }

  /// As many in a line as there is room for.
  private var keys: [String] {
    var lines: [String] = []
    for key in panel.keys.map(words) {
      if let last = lines.last, DisplayWidth.of(last) + 2 + DisplayWidth.of(key) <= width {
        lines[lines.count - 1] = last + "  " + key
      } else {
        lines += wrapped(key)
      }
    }
    return lines
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  private func cut(_ text: String, to width: Int) -> String {
    let text = DisplayWidth.printable(text)
    return DisplayWidth.of(text) <= width ? text : DisplayWidth.cut(text, to: max(1, width - 1))
  }

  private func framed(_ label: String, _ border: String, _ row: CharacterRow, _ value: String = "") -> String {
    let label = cut(label, to: labels)
    let blanks = String(repeating: " ", count: max(0, labels - DisplayWidth.of(label)))
    return trimmed(blanks + label + " " + border + row.text + "  " + cut(value, to: values))
  }

  // MARK: Places

  /// The columns of a stretch: one at least.
  private func columns(_ from: Double, _ to: Double) -> Range<Int> {
    let start = min(plot - 1, Int((from * Double(plot)).rounded()))
    return start..<max(start + 1, min(plot, Int((to * Double(plot)).rounded())))
  }

  private func column(_ place: Rational) -> Int {
    min(plot - 1, Int((panel.axis.share(place) * Double(plot)).rounded()))
  }

  // MARK: Lanes

  private func draw(_ lane: Lane) -> [String] {
    var row = CharacterRow(plot)
    var above = CharacterRow(plot)
    for span in panel.spans {
      row.fill(columns(panel.axis.share(span.from), panel.axis.share(span.to)), with: span.style.glyph)
    }
    for case .bar(let from, let to, let style, _, let height) in lane.marks {
      drawBar(from, to, style, height, isTall: lane.isTall, &row)
    }
    var end = 0
    for case .bar(let from, let to, let style, let label, _) in lane.marks {
      guard let extent = panel.axis.extent(from, to), label != String(style.glyph) else { continue }
      let (columns, label) = (columns(extent.from, extent.to), DisplayWidth.printable(label))
      let room = DisplayWidth.of(label)
      if room == 0 { continue }
      if lane.isTall, columns.lowerBound >= end, columns.lowerBound + room <= plot {
        above.put(label, at: columns.lowerBound)
        end = columns.lowerBound + room + 1
      } else if !lane.isTall, room + 4 <= columns.count {
        row.put(" " + label + " ", at: columns.lowerBound + (columns.count - room - 2) / 2)
      }
    }
    for case .range(let from, let to) in lane.marks { drawRange(from, to, &row) }
    for rule in panel.rules { drawRule(rule, &row) }
    // A short one would be gone behind a line.
    for case .range(let from, let to) in lane.marks {
      if let extent = panel.axis.extent(from, to), columns(extent.from, extent.to).count == 1 {
        drawRange(from, to, &row)
      }
    }
    for case .point(let place) in lane.marks { row.put("◆", at: column(place)) }
    let line = framed(lane.label, "│", row, lane.value)
    return lane.isTall ? [framed("", "│", above), line] : [line]
  }

  /// Many lines would leave little of the bars.
  private func drawRule(_ rule: Rule, _ row: inout CharacterRow) {
    let column = column(rule.place)
    switch rule.kind {
    case .change: break
    case .origin: if column > 0 { row.put("│", at: column) }
    case .cut: if panel.cuts <= 3 || row[column] == " " { row.put("┃", at: column) }
    }
  }

  private static let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private func drawBar(
    _ from: Rational?, _ to: Rational?, _ style: Style, _ height: Rational, isTall: Bool, _ row: inout CharacterRow
  ) {
    guard let extent = panel.axis.extent(from, to) else { return }
    let columns = columns(extent.from, extent.to)
    let level = Int((min(1, max(0, height.approximate)) * 8).rounded(.up))
    row.fill(columns, with: isTall ? Self.eighths[level] : style.glyph)
    drawEnds(columns, extent.before, extent.after, &row)
  }

  private func drawRange(_ from: Rational?, _ to: Rational?, _ row: inout CharacterRow) {
    guard let extent = panel.axis.extent(from, to) else { return }
    let columns = columns(extent.from, extent.to)
    row.fill(columns, with: "~")
    drawEnds(columns, extent.before, extent.after, &row)
  }

  private func drawEnds(_ columns: Range<Int>, _ before: Bool, _ after: Bool, _ row: inout CharacterRow) {
    if before { row.put("◀", at: columns.lowerBound) }
    if after { row.put("▶", at: columns.upperBound - 1) }
  }

  // MARK: The axis

  private var axis: [String] {
    var line = CharacterRow(plot)
    line.fill(0..<plot, with: "─")
    for tick in panel.axis.ticks { line.put("┴", at: column(tick.place)) }
    var lines: [String] = []
    let rules = panel.rules.filter { $0.kind != .origin }.sorted { $0.place < $1.place }
    for rule in rules { line.put("▲", at: column(rule.place)) }
    lines.append(framed("", "└", line))
    var labels = CharacterRow(plot)
    for placed in rows(panel.axis.ticks.map { ($0.place, $0.label) }, 1).placed {
      labels.put(DisplayWidth.printable(panel.axis.ticks[placed.index].label), at: Int(placed.start))
    }
    lines.append(framed("", " ", labels))
    let named = rules.filter { !$0.label.isEmpty }
    let found = rows(named.map { ($0.place, $0.label) }, 3)
    for row in 0..<found.height {
      var labels = CharacterRow(plot)
      for placed in found.placed where placed.row == row {
        labels.put(DisplayWidth.printable(named[placed.index].label), at: Int(placed.start))
      }
      lines.append(framed("", "▲", labels))
    }
    return lines + (panel.axis.name.isEmpty ? [] : [framed("", " ", middle(panel.axis.name))])
  }

  private func middle(_ text: String) -> CharacterRow {
    var row = CharacterRow(plot)
    let text = cut(text, to: plot)
    row.put(text, at: (plot - DisplayWidth.of(text)) / 2)
    return row
  }

  private func rows(_ labels: [(place: Rational, text: String)], _ count: Int) -> LabelRows {
    LabelRows(
      labels.map { (Double(column($0.place)) + 0.5, Double(DisplayWidth.of(DisplayWidth.printable($0.text)))) },
      from: 0, to: Double(plot), rows: count, gap: 1)
  }
}
