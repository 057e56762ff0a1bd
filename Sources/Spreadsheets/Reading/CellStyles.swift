/// How cells of a workbook are shown, by the number of their style.
struct CellStyles: Sendable {
  private var formats: [NumberFormat] = []
  private var places: [Int] = []

  /// Of a workbook that says nothing of it.
  init() {}

  init(_ reader: inout XMLReader) throws(XMLReader.Failure) {
    var codes: [Int: String] = [:]
    var numbers: [Int] = []
    while try reader.nextChild(of: 0) {
      while try reader.nextChild(of: 1) {
        if reader.isCalled("numFmts") {
          while try reader.nextChild(of: 2) {
            if let number = reader.number("numFmtId"), let code = try reader.attribute("formatCode") {
              guard code.utf8.count <= NumberFormat.longest else { throw .malformed }
              codes[number] = code
            }
            try reader.skip()
          }
        } else if reader.isCalled("cellXfs") {
          while try reader.nextChild(of: 2) {
            numbers.append(reader.number("numFmtId") ?? 0)
            try reader.skip()
          }
        } else {
          try reader.skip()
        }
      }
    }
    var known: [Int: Int] = [:]
    places = numbers.map { number in
      if let place = known[number] { return place }
      let code = codes[number] ?? NumberFormat.known[number]
      formats.append(code.map(NumberFormat.init) ?? .general)
      known[number] = formats.count - 1
      return formats.count - 1
    }
  }

  /// - Parameter style: from 0; nil where a cell states none.
  func format(_ style: Int?) -> NumberFormat {
    guard !places.isEmpty, let place = places.indices.contains(style ?? 0) ? places[style ?? 0] : nil else {
      return .general
    }
    return formats[place]
  }

  /// The format of each style.
  var all: [NumberFormat] { places.map { formats[$0] } }
}
