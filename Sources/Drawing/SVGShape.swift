import Quantities

/// Elements of SVG 1.1: plain shapes and text, no scripts, no fonts of their own.
enum SVGShape {
  enum Anchor: String { case start, middle, end }

  /// Two decimals: finer than a pixel.
  static func number(_ value: Double) -> String {
    guard abs(value) < 1e12, let number = try? Rational(Int((value * 100).rounded()), over: 100) else { return "0" }
    return number.decimal()
  }

  static func text(
    _ x: Double, _ y: Double, _ text: String, size: Double = 12, anchor: Anchor = .start, color: String = "#222222",
    isBold: Bool = false
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" text-anchor=\"\(anchor.rawValue)\" "
      + "fill=\"\(color)\"\(isBold ? " font-weight=\"bold\"" : "")>\(SVGText.escaped(text))</text>"
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String = Style.Color.ink.rawValue,
    width: Double = 1, dashes: String = ""
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" stroke=\"\(color)\" "
      + "stroke-width=\"\(number(width))\"\(dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")/>"
  }

  /// - Parameters:
  ///   - hint: shown where the pointer rests on it; empty for none.
  ///   - opacity: below 1 for what stands back.
  static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: Style, hint: String = "", opacity: Double = 1
  ) -> String {
    let shape =
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
      + "fill=\"\(fill(style))\"\(outline(style))\(opacity < 1 ? " opacity=\"\(number(opacity))\"" : "")"
    return hint.isEmpty ? shape + "/>" : shape + "><title>\(SVGText.escaped(hint))</title></rect>"
  }

  /// Room for a text, whatever is behind it.
  static func blank(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
      + "fill=\"#ffffff\" fill-opacity=\"0.85\"/>"
  }

  static func polygon(_ points: [(x: Double, y: Double)], color: String = Style.Color.ink.rawValue) -> String {
    let places = points.map { number($0.x) + "," + number($0.y) }.joined(separator: " ")
    return "<polygon points=\"\(places)\" fill=\"\(color)\" stroke=\"#ffffff\" stroke-width=\"0.6\"/>"
  }

  static func diamond(_ x: Double, _ y: Double) -> String {
    polygon([(x - 4.5, y), (x, y - 4.5), (x + 4.5, y), (x, y + 4.5)], color: "#000000")
  }

  // MARK: Styles

  /// White has to be seen on white.
  private static func outline(_ style: Style) -> String {
    style.color == .white ? " stroke=\"#999999\" stroke-width=\"0.5\"" : ""
  }

  private static func fill(_ style: Style) -> String {
    style.pattern == .plain ? style.color.rawValue : "url(#\(name(style)))"
  }

  private static func name(_ style: Style) -> String { "\(style.pattern.rawValue)-\(style.color.rawValue.dropFirst())" }

  /// What elements with a style refer to; nil where it is a plain colour.
  static func definition(of style: Style) -> String? {
    let ink = style.color.isDark ? "#ffffff" : style.color.isGrey ? "#a0a0a0" : "#333333"
    func path(_ path: String) -> String { "<path d=\"\(path)\" stroke=\"\(ink)\" stroke-width=\"1\" fill=\"none\"/>" }
    let drawn: String
    switch style.pattern {
    case .plain: return nil
    case .rising: drawn = path("M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2")
    case .falling: drawn = path("M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2")
    case .dots: drawn = "<circle cx=\"3\" cy=\"3\" r=\"1.2\" fill=\"\(ink)\"/>"
    case .level: drawn = path("M0,3 l6,0")
    case .crossed: drawn = path("M0,0 l6,6 M0,6 l6,-6")
    }
    return "<pattern id=\"\(name(style))\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
      + "<rect width=\"6\" height=\"6\" fill=\"\(style.color.rawValue)\"/>\(drawn)</pattern>"
  }
}
