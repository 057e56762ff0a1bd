import Diagnostics
import Quantities

/// A panel with shapes: from the top down title, keys, labels of rules, lanes, axis and notes.
struct SVGPanel {
  private(set) var shapes: [String] = []
  /// How far down it has come.
  private(set) var bottom: Double

  private let panel: Panel
  /// What is written in lanes: no line goes through it.
  private var labels: [String] = []
  private let left: Double
  private let right: Double

  private static let labelSize = 12.0
  private static let smallSize = 11.0
  private static let leftRoom = 210.0
  private static let rightRoom = 170.0
  private static let muted = 0.4

  init(_ panel: Panel, top: Double) {
    self.panel = panel
    bottom = top
    let labels =
      (panel.lanes.map(\.label) + [panel.laneHeading])
      .map { SVGText.width(DisplayWidth.printable($0), size: Self.labelSize) }.max() ?? 0
    let values =
      (panel.lanes.map(\.value) + [panel.valueHeading])
      .map { SVGText.width(DisplayWidth.printable($0), size: Self.smallSize) }.max() ?? 0
    left = SVGDrawing.margin + max(24, min(Self.leftRoom, labels)) + 8
    right = SVGDrawing.width - SVGDrawing.margin - (values > 0 ? min(Self.rightRoom, values) + 10 : 8)
  }

  private func x(_ share: Double) -> Double { left + share * (right - left) }

  mutating func draw() {
    write(panel.title, size: 13, height: 18, isBold: true)
    if !panel.lanes.isEmpty {
      drawKeys()
      let placed = ruleLabels
      let hasHeadings = !panel.laneHeading.isEmpty || !panel.valueHeading.isEmpty
      bottom += Double(max(placed.height, hasHeadings ? 1 : 0)) * 14 + 6
      let top = bottom
      drawHeadings()
      let end = top + panel.lanes.map(height).reduce(0, +)
      drawBehind(top, end)
      for lane in panel.lanes { draw(lane) }
      bottom = end
      drawRules(placed, top, end)
      shapes += labels
      drawAxis()
    }
    for note in panel.notes { write(note, size: Self.smallSize, height: 15, isBold: false) }
  }

  private mutating func write(_ text: String, size: Double, height: Double, isBold: Bool) {
    if text.isEmpty { return }
    let room = SVGDrawing.width - 2 * SVGDrawing.margin
    for line in SVGText.lines(DisplayWidth.printable(text), width: room, size: size) {
      bottom += height
      shapes.append(
        SVGShape.text(
          SVGDrawing.margin, bottom, line, size: size, color: isBold ? "#222222" : "#555555", isBold: isBold))
    }
  }

  // MARK: Keys

  private mutating func drawKeys() {
    guard !panel.keys.isEmpty else { return }
    bottom += 18
    var x = SVGDrawing.margin
    let edge = SVGDrawing.width - SVGDrawing.margin
    for key in panel.keys {
      let words = SVGText.cut(
        DisplayWidth.printable(key.words), to: edge - SVGDrawing.margin - 24, size: Self.smallSize)
      let width = 22 + SVGText.width(words, size: Self.smallSize)
      if x > SVGDrawing.margin, x + width > edge {
        x = SVGDrawing.margin
        bottom += 17
      }
      draw(key.symbol, at: x)
      if !words.isEmpty { shapes.append(SVGShape.text(x + 22, bottom, words, size: Self.smallSize)) }
      x += width + 14
    }
    bottom += 4
  }

  private mutating func draw(_ symbol: Key.Symbol, at x: Double) {
    let middle = bottom - 4
    switch symbol {
    case .fill(let style): shapes.append(SVGShape.rectangle(x, middle - 5, 16, 10, style))
    case .point: shapes.append(SVGShape.diamond(x + 8, middle))
    case .range: drawRange(x, x + 16, middle, before: false, after: false)
    case .rule(let kind): shapes.append(line(kind, x + 8, middle - 6, middle + 6))
    }
  }

  private mutating func drawHeadings() {
    func heading(_ x: Double, _ text: String, _ room: Double, _ anchor: SVGShape.Anchor) {
      if text.isEmpty { return }
      let text = SVGText.cut(DisplayWidth.printable(text), to: room, size: Self.smallSize)
      shapes.append(SVGShape.text(x, bottom - 4, text, size: Self.smallSize, anchor: anchor, color: "#555555"))
    }
    heading(left - 8, panel.laneHeading, left - 8 - SVGDrawing.margin, .end)
    heading(right + 10, panel.valueHeading, Self.rightRoom, .start)
  }

  // MARK: Lanes

  /// Many lanes are thin ones.
  private var isDense: Bool { panel.lanes.count > 60 }

  private func height(_ lane: Lane) -> Double { lane.isTall ? 46 : isDense ? 6 : 19 }

  private mutating func drawBehind(_ top: Double, _ end: Double) {
    var spanLabels: [(text: String, x: Double, y: Double)] = []
    for span in panel.spans {
      let (from, to) = (x(panel.axis.share(span.from)), x(panel.axis.share(span.to)))
      let label = DisplayWidth.printable(span.label)
      let room = SVGText.width(label, size: 10) + 6
      let fits = !label.isEmpty && room <= to - from && end - top >= 18
      shapes.append(
        SVGShape.rectangle(
          from, top, min(right - from, max(1.5, to - from)), end - top, span.style, hint: fits ? "" : label))
      spanLabels += fits ? [(label, (from + to) / 2, (top + end) / 2)] : []
    }
    for tick in panel.axis.ticks {
      let place = x(panel.axis.share(tick.place))
      shapes.append(SVGShape.line(place, top, place, end, color: "#eeeeee"))
    }
    for rule in panel.rules where rule.kind == .change {
      shapes.append(line(rule.kind, x(panel.axis.share(rule.place)), top, end))
    }
    for label in spanLabels {
      let width = SVGText.width(label.text, size: 10) + 6
      shapes.append(SVGShape.blank(label.x - width / 2, label.y - 8, width, 16))
      shapes.append(SVGShape.text(label.x, label.y + 3.5, label.text, size: 10, anchor: .middle))
    }
  }

  private mutating func draw(_ lane: Lane) {
    let (top, height) = (bottom, height(lane))
    bottom += height
    let baseline = lane.isTall ? bottom - 6 : top + height / 2 + 4
    if !isDense {
      let color = lane.isMuted ? "#888888" : "#222222"
      let label = SVGText.cut(DisplayWidth.printable(lane.label), to: Self.leftRoom, size: Self.labelSize)
      if !label.isEmpty {
        shapes.append(SVGShape.text(left - 8, baseline, label, size: Self.labelSize, anchor: .end, color: color))
      }
      let value = SVGText.cut(DisplayWidth.printable(lane.value), to: Self.rightRoom, size: Self.smallSize)
      if !value.isEmpty {
        shapes.append(SVGShape.text(right + 10, baseline, value, size: Self.smallSize, color: color))
      }
    }
    let inset = isDense ? 0.5 : 2.5
    for mark in lane.marks {
      switch mark {
      case .bar(let from, let to, let style, let label, let share):
        guard let extent = panel.axis.extent(from, to) else { continue }
        let room = height - 2 * inset - (lane.isTall ? 12 : 0)
        let size = lane.isTall ? room * max(0, min(1, share.approximate)) : room
        let (start, end) = (x(extent.from), max(x(extent.to), x(extent.from) + 1.5))
        drawBar(start, end, bottom - inset - size, size, style, label, lane)
        if extent.before { arrow(left, bottom - inset - size / 2, -1) }
        if extent.after { arrow(right, bottom - inset - size / 2, 1) }
      case .range(let from, let to):
        guard let extent = panel.axis.extent(from, to) else { continue }
        drawRange(
          x(extent.from), x(extent.to), top + height / 2, before: extent.before, after: extent.after)
      case .point(let place): labels.append(SVGShape.diamond(x(panel.axis.share(place)), top + height / 2))
      }
    }
  }

  private mutating func drawBar(
    _ start: Double, _ end: Double, _ top: Double, _ size: Double, _ style: Style, _ label: String, _ lane: Lane
  ) {
    let label = DisplayWidth.printable(label)
    let fits = !label.isEmpty && !isDense && SVGText.width(label, size: 10) + 4 <= end - start
    shapes.append(
      SVGShape.rectangle(
        start, top, min(end, right) - start, size, style, hint: fits ? "" : label,
        opacity: lane.isMuted ? Self.muted : 1))
    guard fits else { return }
    let middle = (start + end) / 2
    let width = SVGText.width(label, size: 10) + 2
    func blank(_ top: Double, _ height: Double) -> String {
      SVGShape.blank(middle - width / 2, top, width, height)
    }
    if lane.isTall {
      labels += [blank(top - 11, 10), SVGShape.text(middle, top - 2, label, size: 10, anchor: .middle)]
      return
    }
    if style.pattern != .plain { labels.append(blank(top + 1.5, size - 3)) }
    let color = style.color.isDark && style.pattern == .plain && !lane.isMuted ? "#ffffff" : "#222222"
    labels.append(SVGShape.text(middle, top + size / 2 + 3.5, label, size: 10, anchor: .middle, color: color))
  }

  private mutating func drawRange(_ start: Double, _ end: Double, _ y: Double, before: Bool, after: Bool) {
    shapes.append(SVGShape.line(start, y, end, y, color: "#000000", width: 1.6))
    if before {
      arrow(start, y, -1)
    } else {
      shapes.append(SVGShape.line(start, y - 4, start, y + 4, color: "#000000"))
    }
    if after { arrow(end, y, 1) } else { shapes.append(SVGShape.line(end, y - 4, end, y + 4, color: "#000000")) }
  }

  /// Points to what lies beyond an end of the axis.
  private mutating func arrow(_ x: Double, _ y: Double, _ direction: Double) {
    let back = x - direction * 7
    shapes.append(SVGShape.polygon([(x, y), (back, y - 5), (back, y + 5)]))
  }

  // MARK: Rules

  private var ruleLabels: LabelRows {
    LabelRows(
      labelled.map { rule in
        let width = SVGText.width(DisplayWidth.printable(rule.label), size: Self.smallSize)
        return (x(panel.axis.share(rule.place)), width)
      }, from: left, to: right, rows: 4, gap: 6)
  }

  private var labelled: [Rule] {
    panel.rules.filter { !$0.label.isEmpty }.sorted { $0.place < $1.place }
  }

  private mutating func drawRules(_ labels: LabelRows, _ top: Double, _ end: Double) {
    for rule in panel.rules where rule.kind != .change {
      shapes.append(line(rule.kind, x(panel.axis.share(rule.place)), top, end))
    }
    func height(_ row: Int) -> Double { top - 4 - Double(row) * 14 }
    for placed in labels.placed where placed.row > 0 {
      let place = x(panel.axis.share(labelled[placed.index].place))
      shapes.append(SVGShape.line(place, height(placed.row) + 2, place, top, color: "#dddddd", width: 0.7))
    }
    for placed in labels.placed {
      let rule = labelled[placed.index]
      let y = height(placed.row)
      shapes.append(
        SVGShape.text(
          placed.start, y, DisplayWidth.printable(rule.label), size: Self.smallSize, color: color(rule.kind)))
    }
  }

  private func color(_ kind: Rule.Kind) -> String {
    switch kind {
    case .change, .origin: "#444444"
    case .cut: "#b01030"
    }
  }

  private func line(_ kind: Rule.Kind, _ x: Double, _ top: Double, _ end: Double) -> String {
    switch kind {
    case .change: SVGShape.line(x, top, x, end, color: color(kind), width: 0.8, dashes: "3 3")
    case .cut: SVGShape.line(x, top, x, end, color: color(kind), width: panel.cuts > 3 ? 0.9 : 1.6)
    case .origin: SVGShape.line(x, top, x, end, color: color(kind), width: 1)
    }
  }

  // MARK: The axis

  private mutating func drawAxis() {
    shapes.append(SVGShape.line(left, bottom, right, bottom))
    let labels = LabelRows(
      panel.axis.ticks.map { tick in
        (x(panel.axis.share(tick.place)), SVGText.width(DisplayWidth.printable(tick.label), size: Self.smallSize))
      }, from: left - 20, to: SVGDrawing.width - 2, rows: 1, gap: 8)
    for tick in panel.axis.ticks {
      let place = x(panel.axis.share(tick.place))
      shapes.append(SVGShape.line(place, bottom, place, bottom + 4))
    }
    for placed in labels.placed {
      let label = DisplayWidth.printable(panel.axis.ticks[placed.index].label)
      // Fonts that are less wide keep the middle.
      let middle = placed.start + SVGText.width(label, size: Self.smallSize) / 2
      shapes.append(SVGShape.text(middle, bottom + 16, label, size: Self.smallSize, anchor: .middle))
    }
    let room = right - left
    let name = SVGText.cut(DisplayWidth.printable(panel.axis.name), to: room, size: Self.smallSize)
    if !name.isEmpty {
      shapes.append(SVGShape.text((left + right) / 2, bottom + 32, name, size: Self.smallSize, anchor: .middle))
    }
    bottom += name.isEmpty ? 22 : 38
  }
}
