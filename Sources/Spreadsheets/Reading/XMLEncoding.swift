/// In which encoding XML is: parsers must take two, and spreadsheets write no other.
enum XMLEncoding {
  /// The same text in UTF-8; nil where it is in an encoding that is not known, or no text.
  static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes.dropFirst(2), lowFirst: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes.dropFirst(2), lowFirst: false) }
    // Without a mark `<` tells.
    if bytes.starts(with: [0x3C, 0x00]) { return wide(bytes[...], lowFirst: true) }
    if bytes.starts(with: [0x00, 0x3C]) { return wide(bytes[...], lowFirst: false) }
    if let stated = encoding(bytes), !["utf-8", "utf8", "us-ascii", "ascii"].contains(stated) { return nil }
    return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
  }

  /// What `<?xml … encoding="…"?>` says.
  private static func encoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard head.contains("<?xml"), let declaration = head.split(separator: "?>").first,
      let place = declaration.firstRange(of: "encoding")
    else { return nil }
    let rest = declaration[place.upperBound...].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return rest.dropFirst().prefix { $0 != quote }.lowercased()
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, lowFirst: Bool) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
      UInt16(bytes[place]) << (lowFirst ? 0 : 8) | UInt16(bytes[place + 1]) << (lowFirst ? 8 : 0)
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    let failed = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { text.append($0) })
    return failed ? nil : text
  }
}
