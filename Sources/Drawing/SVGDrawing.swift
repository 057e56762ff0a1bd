import Diagnostics

/// A picture with shapes: an SVG document that needs nothing else.
public struct SVGDrawing {
  static let width = 800.0
  static let margin = 16.0

  private let picture: Picture

  /// The same picture gives the same bytes.
  public init(_ picture: Picture) { self.picture = picture }

  /// A whole document.
  public var text: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element + "\n" }

  /// The same as a part of another document.
  public var element: String {
    let room = Self.width - 2 * Self.margin
    var (top, shapes) = (14.0, [String]())
    for line in SVGText.lines(DisplayWidth.printable(picture.title), width: room, size: 16).prefix(2)
    where !line.isEmpty {
      top += 20
      shapes.append(SVGShape.text(Self.margin, top, SVGText.cut(line, to: room, size: 16), size: 16, isBold: true))
    }
    for panel in picture.panels {
      var drawing = SVGPanel(panel, top: top + 12)
      drawing.draw()
      shapes += drawing.shapes
      top = drawing.bottom
    }
    let height = SVGShape.number(top + Self.margin)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(SVGShape.number(Self.width)) \(height)" \
      width="\(SVGShape.number(Self.width))" height="\(height)" \
      font-family="'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif">
      <title>\(SVGText.escaped(picture.title))</title>
      \(definitions)<rect width="100%" height="100%" fill="#ffffff"/>
      \(shapes.joined(separator: "\n"))
      </svg>
      """
  }

  private var definitions: String {
    let found = Set(picture.panels.flatMap(\.styles)).compactMap(SVGShape.definition).sorted()
    return found.isEmpty ? "" : "<defs>\n" + found.joined(separator: "\n") + "\n</defs>\n"
  }
}

extension Panel {
  /// Those that occur in it.
  var styles: [Style] {
    let bars = lanes.flatMap(\.marks).compactMap { mark -> Style? in
      switch mark {
      case .bar(_, _, let style, _, _): style
      case .range, .point: nil
      }
    }
    let named = keys.compactMap { key -> Style? in
      switch key.symbol {
      case .fill(let style): style
      case .point, .range, .rule: nil
      }
    }
    return bars + spans.map(\.style) + named
  }
}
