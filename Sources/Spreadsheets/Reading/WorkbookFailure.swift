/// Why a workbook, or a part of it, cannot be read.
public enum WorkbookFailure: Error, Hashable, Sendable {
  /// It is no workbook, but something else.
  case foreign(ForeignFile)
  /// The archive, or a part of it by its name.
  case archive(ZipArchive.Failure, part: String?)
  /// What another part names is not there.
  case missing(String)
  /// A part in no encoding that is known.
  case encoding(String)
  /// A part that brings a grammar of its own.
  case grammar(String)
  case tooDeep(String)
  /// A part that is no XML, or ends before its end.
  case malformed(String)
  /// A cell that says what no cell can say, or stands where none can.
  case cell(String, part: String)
}

/// What a file is that is no workbook of the form that is read, by its first bytes and the names in it.
public enum ForeignFile: Hashable, Sendable, CaseIterable {
  case empty, encrypted, oldBinary, newBinary, openDocument, numbers, otherDocument, otherArchive, text, unknown

  /// Of a file that is no archive.
  init(_ bytes: [UInt8]) {
    if bytes.isEmpty {
      self = .empty
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      // The streams in it are called so.
      let name: [UInt8] = "EncryptedPackage".utf8.reduce(into: []) { $0 += [$1, 0] }
      self = bytes.firstRange(of: name) == nil ? .oldBinary : .encrypted
    } else {
      let start = bytes.prefix(1 << 12)
      self = start.contains(0) ? .unknown : .text
    }
  }

  /// Of an archive in which no workbook is.
  init(_ archive: ZipArchive) {
    let names = archive.names.map { $0.lowercased() }
    if names.contains("xl/workbook.bin") {
      self = .newBinary
    } else if names.contains("mimetype"), names.contains("content.xml") {
      self = .openDocument
    } else if names.contains(where: { $0.hasSuffix(".iwa") }) {
      self = .numbers
    } else {
      self = names.contains("[content_types].xml") ? .otherDocument : .otherArchive
    }
  }
}
