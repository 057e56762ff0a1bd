import Quantities

/// Lists of drop-downs that are too long to stand in a rule: columns of a hidden worksheet.
struct LongOptions {
  private(set) var lists: [[String]] = []

  /// The cells of a list.
  mutating func cells(of list: [String], worksheet: String) -> String {
    let place =
      lists.firstIndex(of: list)
      ?? {
        lists.append(list)
        return lists.count - 1
      }()
    // Above them is a title.
    return Self.cells(worksheet, place, 1..<list.count + 1)
  }

  static func cells(_ worksheet: String, _ column: Int, _ rows: Range<Int>) -> String {
    WorksheetName.quoted(worksheet) + "!" + CellPlace.fixed(column, rows.lowerBound) + ":"
      + CellPlace.fixed(column, rows.upperBound - 1)
  }
}

extension Validation {
  /// As a worksheet has it.
  ///
  /// - Parameters:
  ///   - names: of the worksheets, by their places.
  ///   - options: to which a long list is added.
  func element(names: [String], optionsName: String, _ options: inout LongOptions) -> String {
    let (rule, formulas) = written(names, optionsName, &options)
    var attributes = rule + (isStrict ? "" : " errorStyle=\"warning\"") + " allowBlank=\"1\""
    func words(_ words: Words?, _ kind: String, _ shows: String) -> String {
      guard let words else { return "" }
      return " \(shows)=\"1\" \(kind)Title=\"\(XMLText.attribute(words.title))\" "
        + "\(kind)=\"\(XMLText.attribute(words.text))\""
    }
    attributes += words(hint, "prompt", "showInputMessage")
    if self.rule != .anything { attributes += words(error, "error", "showErrorMessage") }
    attributes +=
      " sqref=\"\(CellPlace.cell(column, rows.lowerBound)):\(CellPlace.cell(column, rows.upperBound - 1))\""
    let parts = formulas.enumerated().map { "<formula\($0 + 1)>\(XMLText.attribute($1))</formula\($0 + 1)>" }
    return "<dataValidation\(attributes)" + (parts.isEmpty ? "/>" : ">\(parts.joined())</dataValidation>")
  }

  private func written(
    _ names: [String], _ optionsName: String, _ options: inout LongOptions
  ) -> (attributes: String, formulas: [String]) {
    switch rule {
    case .anything: return ("", [])
    case .list(let list):
      let isLiteral = Self.isLiteral(list)
      let cells =
        isLiteral ? "\"" + list.joined(separator: ",") + "\"" : options.cells(of: list, worksheet: optionsName)
      return (" type=\"list\"", [cells])
    case .column(let worksheet, let column, let from, let count):
      return (" type=\"list\"", [LongOptions.cells(names[worksheet], column, from..<from + count)])
    case .number(let least, let most, let whole):
      return bounded(whole ? "whole" : "decimal", least, most)
    case .date(let least, let most):
      let least = least.map { max(1, $0.serialNumber ?? 1) } ?? 1
      return bounded("date", String(least), most.map { String(max(1, $0.serialNumber ?? 1)) })
    }
  }

  private func bounded(_ type: String, _ least: String?, _ most: String?) -> (attributes: String, formulas: [String]) {
    let kind = " type=\"\(type)\""
    switch (least, most) {
    case (let least?, nil): return (kind + " operator=\"greaterThanOrEqual\"", [least])
    case (nil, let most?): return (kind + " operator=\"lessThanOrEqual\"", [most])
    case (let least?, let most?): return (kind + " operator=\"between\"", [least, most])
    // Any number that spreadsheets keep.
    case (nil, nil): return (kind + " operator=\"between\"", ["-999999999999999", "999999999999999"])
    }
  }
}
