import Diagnostics
import Drawing
import Quantities
import TestSupport
import Testing

/// Pictures of every make, drawn with shapes and with characters.
@Suite struct DrawingTests {
  private static let words = [
    "", "东", "桐花苑", "97%", "a <b> & \"c\"", "很长很长的小区名称：某某街道某某社区某某新村二期（北区）",
    String(repeating: "长", count: 400), String(repeating: "W", count: 300), "一\n二\t三\u{202E}\u{0}", "𝔘𝔫𝔦 e\u{301}",
  ]

  private struct Maker {
    var random: SeededGenerator

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func word() -> String { DrawingTests.words[number(0...DrawingTests.words.count - 1)] }
    mutating func place() -> Rational { (try? Rational(number(-30...130), over: number(1...7))) ?? .zero }
    mutating func end() -> Rational? { number(0...5) == 0 ? nil : place() }

    mutating func ends() -> (Rational?, Rational?) {
      let (a, b) = (end(), end())
      guard let a, let b else { return (a, b) }
      return (min(a, b), max(a, b))
    }

    mutating func mark() -> Mark {
      let (from, to) = ends()
      switch number(0...2) {
      case 0:
        return .bar(
          from: from, to: to, .series(number(0...60)), label: word(),
          height: (try? Rational(number(0...10), over: 10)) ?? .one)
      case 1: return .range(from: from, to: to)
      default: return .point(at: place())
      }
    }

    mutating func panel() -> Panel {
      let low = Rational(number(-20...20))
      let high = low + Rational(number(0...3) * number(0...40))
      let lanes = (0..<[0, 1, 5, 20, 70][number(0...4)]).map { _ in
        // Bars of one lane lie beside one another.
        Lane(
          word(), value: word(), isTall: number(0...4) == 0, isMuted: number(0...3) == 0,
          number(0...3) == 0 ? [] : [mark()])
      }
      let kinds: [Rule.Kind] = [.change, .cut, .origin]
      return Panel(
        title: word(), axis: Axis(word(), from: low, to: high) { $0.decimal() }, lanes: lanes, laneHeading: word(),
        valueHeading: word(),
        spans: (0..<number(0...1)).map { _ in Span(from: low, to: high, .series(3), label: "") },
        rules: (0..<number(0...6)).map { _ in Rule(kinds[number(0...2)], at: place(), label: word()) },
        keys: [Key(.series(0), word()), .point(word()), .range(word()), .rule(.cut, word())],
        notes: [word(), word()])
    }
  }

  /// Well-formed, nothing outside the page, no text over another, and within the width, whatever is drawn.
  @Test func whateverIsDrawn() {
    for seed in 0..<UInt64(Cases.count(150)) {
      var maker = Maker(random: SeededGenerator(seed: seed))
      let picture = Picture(title: maker.word(), panels: [maker.panel(), maker.panel()])
      let svg = SVGDrawing(picture).text
      let problems = DrawnShapes(svg).problems
      #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(3))")
      #expect(SVGDrawing(picture).text == svg)
      let width = maker.number(40...120)
      for line in CharacterDrawing(picture, width: width).lines {
        #expect(DisplayWidth.of(line) <= width && !line.hasSuffix(" "), "seed \(seed), \(width): \(line)")
        #expect(DisplayWidth.printable(line) == line, "seed \(seed): \(line)")
      }
    }
  }

  /// No two of a series look alike, and there are more than a person can tell apart.
  @Test func coloursDoNotRepeat() {
    let count = Style.seriesCount
    #expect(count == 48)
    let bars = (0..<count).map { Mark.bar(from: Rational($0), to: Rational($0 + 1), .series($0)) }
    let axis = Axis("", from: .zero, to: Rational(count), ticks: [])
    let picture = Picture(title: "", panels: [Panel(title: "", axis: axis, lanes: [Lane("", bars)])])
    let fills = DrawnShapes(SVGDrawing(picture).text).fills
    #expect(fills.count == count && Set(fills).count == count)
    let lines = CharacterDrawing(picture, width: 100).lines
    #expect(Set(lines.first ?? "").subtracting(" │").count == count)
    #expect(Style.series(count) == Style.series(count + 7))
  }

  /// Round numbers, few enough, from end to end.
  @Test(arguments: [(0, 100, 10), (3, 4, 5), (-40, 17, 7), (0, 1, 10), (5, 5, 4), (-3, 100_000, 6)])
  func roundNumbers(_ low: Int, _ high: Int, _ count: Int) {
    let numbers = Axis.roundNumbers(from: Rational(low), to: Rational(high), atMost: count)
    #expect(!numbers.isEmpty && numbers.count <= count + 1)
    for number in numbers { #expect(Rational(low) <= number && number <= Rational(high)) }
    let step = Axis.step(over: Rational(high - low), atMost: count)
    #expect(["1", "2", "5"].contains(step.decimal(places: 9).filter { $0 != "0" && $0 != "." }))
  }

  /// By hand: ten columns from 0 to 10, of which a bar takes four, a single value one, and what goes on ends in an arrow.
  @Test func columns() throws {
    let axis = Axis(
      "数", from: .zero, to: Rational(10), ticks: [Axis.Tick(at: .zero, "0"), Axis.Tick(at: Rational(10), "10")])
    let lanes = [
      Lane("甲", [.bar(from: Rational(2), to: Rational(6), Style(.blue, "█"))]),
      Lane("乙", value: "7", [.bar(from: Rational(5), to: Rational(5), Style(.blue, "█"))]),
      Lane("丙", [.range(from: Rational(4), to: nil)]),
      Lane("丁", [.bar(from: Rational(-4), to: Rational(3), Style(.sky, "░")), .point(at: Rational(8))]),
    ]
    let panel = Panel(
      title: "", axis: axis, lanes: lanes, rules: [Rule(.cut, at: Rational(9), label: "线 9")],
      keys: [Key(Style(.blue, "█"), "有")])
    // Two for the label, two for the border, three for the value: 33 columns are left.
    let lines = CharacterDrawing(Picture(title: "", panels: [panel]), width: 40).lines
    #expect(
      lines == [
        "█ 有",
        "甲 │       █████████████          ┃",
        "乙 │                 █            ┃    7",
        "丙 │             ~~~~~~~~~~~~~~~~~┃~▶",
        "丁 │◀░░░░░░░░░                ◆   ┃",
        "   └┴─────────────────────────────▲─┴",
        "    0                              10",
        "   ▲                            线 9",
        "                   数",
      ], "\(lines.joined(separator: "\n"))")
  }
}
