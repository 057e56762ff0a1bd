/// The parts of a document in an archive, and how one names others.
struct PackageParts {
  /// That one part has with another.
  struct Relationship {
    let id: String
    /// The last word of its type, in either edition of the standard.
    let kind: String
    /// The path in the archive.
    let target: String
  }

  private let archive: ZipArchive

  init(_ archive: ZipArchive) { self.archive = archive }

  /// Reads a part.
  func read(
    _ part: String, _ body: (inout XMLReader) throws(XMLReader.Failure) -> Void
  ) throws(WorkbookFailure) {
    var content: [UInt8]?
    do throws(ZipArchive.Failure) { content = try archive.content(part) } catch { throw .archive(error, part: part) }
    guard let content else { throw .missing(part) }
    guard let text = XMLEncoding.utf8(content) else { throw .encoding(part) }
    var failure: XMLReader.Failure?
    text.withUnsafeBufferPointer { bytes in
      var reader = XMLReader(bytes)
      do throws(XMLReader.Failure) { try body(&reader) } catch { failure = error }
    }
    switch failure {
    case nil: return
    case .grammar: throw .grammar(part)
    case .tooDeep: throw .tooDeep(part)
    case .malformed, .truncated: throw .malformed(part)
    }
  }

  /// Those of a part, or of the document where the part is called by an empty name. Without a list of them there are none.
  func relationships(of part: String) throws(WorkbookFailure) -> [Relationship] {
    let (folder, name) = Self.apart(part)
    let list = folder + "_rels/" + name + ".rels"
    guard archive.contains(list) else { return [] }
    var found: [Relationship] = []
    try read(list) { (reader) throws(XMLReader.Failure) in
      while try reader.nextChild(of: 0) {
        while try reader.nextChild(of: 1) {
          let isOutside = try reader.attribute("TargetMode") == "External"
          if !isOutside, let id = try reader.attribute("Id"), let type = try reader.attribute("Type"),
            let target = try reader.attribute("Target")
          {
            let kind = type.split(separator: "/").last.map(String.init) ?? ""
            found.append(Relationship(id: id, kind: kind, target: Self.path(target, from: folder)))
          }
          try reader.skip()
        }
      }
    }
    return found
  }

  /// `xl/workbook.xml` → `xl/` and `workbook.xml`.
  private static func apart(_ part: String) -> (folder: String, name: String) {
    let name = part.split(separator: "/").last.map(String.init) ?? ""
    return (String(part.dropLast(name.count)), name)
  }

  /// A target as the archive calls it: from its root, or from the folder of the part that names it.
  static func path(_ target: String, from folder: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
