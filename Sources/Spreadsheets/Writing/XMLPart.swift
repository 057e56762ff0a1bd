/// What the parts of a workbook have in common.
enum XMLPart {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let documentRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// A whole part.
  static func file(_ name: String, _ content: String) -> ZipWriter.File {
    ZipWriter.File(name, Array((head + content).utf8))
  }

  /// A part that says how others are called.
  ///
  /// - Parameter targets: the kind of each and its path; they are called `rId1` and so on.
  static func relations(_ name: String, _ targets: [(kind: String, path: String)]) -> ZipWriter.File {
    let parts = targets.enumerated().map { place, target in
      "<Relationship Id=\"rId\(place + 1)\" Type=\"\(documentRelations)/\(target.kind)\" Target=\"\(target.path)\"/>"
    }
    return file(name, "<Relationships xmlns=\"\(packageRelations)\">\(parts.joined())</Relationships>")
  }
}
