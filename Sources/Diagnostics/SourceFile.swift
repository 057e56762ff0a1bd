/// A text with a name, as it was read: what places in it are shown against.
///
/// Offsets count UTF-8 bytes from ``base``, so that the places in several files read together never collide: see
/// ``SourceMap``.
public struct SourceFile: Hashable, Sendable {
  /// As messages show it: a path, or a word for text that came from elsewhere.
  public let name: String
  /// The whole text, line ends as they were.
  public let text: String
  /// The offset of the first byte.
  public let base: Int
  /// Bytes from the start of the text to the first byte of each line.
  private let lineStarts: [Int]

  /// - Parameter base: 0 for a file by itself, ``SourceMap/end`` for a further one of a standard.
  public init(name: String, text: String, base: Int = 0) {
    self.name = name
    self.text = text
    self.base = base
    var text = text
    lineStarts = text.withUTF8(Self.lineStarts)
  }

  private static func lineStarts(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var starts = [0]
    for place in bytes.indices where bytes[place] < 0x20 {
      guard bytes[place] == UInt8(ascii: "\n") || bytes[place] == UInt8(ascii: "\r") else { continue }
      // CRLF ends one line, not two.
      let endsBefore = bytes[place] == UInt8(ascii: "\n") && place > 0 && bytes[place - 1] == UInt8(ascii: "\r")
      if endsBefore { starts[starts.count - 1] = place + 1 } else { starts.append(place + 1) }
    }
    return starts
  }

  /// The offset behind the last byte.
  public var end: Int { base + text.utf8.count }

  func contains(_ range: SourceRange) -> Bool { base <= range.lower && range.lower <= end }

  /// Line of an offset, counted from 0.
  public func line(at offset: Int) -> Int {
    let offset = offset - base
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its line end.
  private func bytes(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : text.utf8.count
    let bytes = text.utf8
    while end > start {
      let byte = bytes[bytes.index(bytes.startIndex, offsetBy: end - 1)]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { break }
      end -= 1
    }
    return start..<end
  }

  /// The part of a line within some hundred bytes of an offset: a line may be as long as the file.
  func window(ofLine line: Int, around offset: Int) -> Range<Int> {
    let offset = offset - base
    let whole = bytes(ofLine: line)
    var lower = max(whole.lowerBound, min(offset, whole.upperBound) - 600)
    var upper = min(whole.upperBound, offset + 600)
    upper = max(upper, lower)
    let bytes = text.utf8
    func isContinuation(_ place: Int) -> Bool {
      place < bytes.count && bytes[bytes.index(bytes.startIndex, offsetBy: place)] & 0xC0 == 0x80
    }
    while lower < upper, isContinuation(lower) { lower += 1 }
    while upper > lower, isContinuation(upper) { upper -= 1 }
    return lower + base..<upper + base
  }

  /// The text between two offsets.
  public func text(in range: Range<Int>) -> String {
    let bytes = text.utf8
    let upper = max(0, min(range.upperBound - base, bytes.count))
    let lower = max(0, min(range.lowerBound - base, upper))
    let part =
      bytes[bytes.index(bytes.startIndex, offsetBy: lower)..<bytes.index(bytes.startIndex, offsetBy: upper)]
    // Whole characters need not be looked through again.
    let whole: String? = String(part)
    return whole ?? String(decoding: part, as: UTF8.self)
  }

  /// Where a line stands, counted from 0, without its line end.
  public func range(ofLine line: Int) -> SourceRange {
    let bytes = bytes(ofLine: line)
    return SourceRange(bytes.lowerBound + base, bytes.upperBound + base)
  }

  /// The same file with another text at a place.
  public func replacing(_ range: SourceRange, with text: String) -> SourceFile {
    let (before, after) = (self.text(in: base..<range.lower), self.text(in: range.upper..<end))
    return SourceFile(name: name, text: before + text + after, base: base)
  }

  /// Line and column of an offset as people count them: from 1, columns in characters.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let line = line(at: offset)
    let start = min(base + lineStarts[line], offset)
    return (line + 1, text(in: start..<offset).count + 1)
  }
}

extension SourceFile: CustomStringConvertible, CustomDebugStringConvertible {
  /// The name alone: the text would drown whatever prints a place.
  public var description: String { name }
  /// As ``description``.
  public var debugDescription: String { name }
}

/// The files that make up one standard: what it inherits stands in further files. An offset tells its file.
public struct SourceMap: Hashable, Sendable {
  /// In the order read; the file asked for first.
  public private(set) var files: [SourceFile]

  /// The main file, so far without others.
  public init(_ file: SourceFile) { files = [file] }

  /// The file asked for.
  public var main: SourceFile { files[0] }

  /// The place before the first character of the main file, for what stands nowhere.
  public var start: SourceRange { SourceRange(main.base, main.base) }

  /// Where the next file is to begin: one past the last, so that even empty places differ.
  public var end: Int { (files.map(\.end).max() ?? -1) + 1 }

  /// - Parameter file: one that begins at ``end`` or beyond.
  public mutating func add(_ file: SourceFile) { files.append(file) }

  /// The file a place is in.
  public func file(of range: SourceRange) -> SourceFile {
    files.first { $0.contains(range) } ?? main
  }

  /// Whether the main file says it itself rather than inherits it.
  public func isInMain(_ range: SourceRange) -> Bool { main.contains(range) }

  /// Whether a place is in one of the files.
  public func contains(_ range: SourceRange) -> Bool { files.contains { $0.contains(range) } }

  /// The text of a place; places in none of the files give an empty text.
  public func text(of range: SourceRange) -> String { file(of: range).text(in: range.lower..<range.upper) }

  /// The place with its file, as diagnostics take it.
  public func place(of range: SourceRange) -> Place { .source(file(of: range), range) }

  /// A line as messages name it beside others: `L12`, or `houma.rules:12` where it is not in the main file.
  public func line(of range: SourceRange) -> String {
    let file = file(of: range)
    let line = file.line(at: range.lower) + 1
    if isInMain(range) { return "L\(line)" }
    // An amendment from outside has no lines worth counting.
    return file.isOneLine ? file.name : "\(file.shortName):\(line)"
  }
}

extension SourceFile {
  /// Whether it has no line feed: what is set from outside is one line, a file hardly ever.
  public var isOneLine: Bool { !text.utf8.contains(UInt8(ascii: "\n")) }

  /// The name without its folders.
  public var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }
}

/// A stretch of a source file, in its offsets.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public var lower: Int
  /// The offset behind the last byte; that of the first for an empty stretch, which points between two characters.
  public var upper: Int

  /// An upper end before the lower one makes the stretch empty.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// From the start of this to the end of `other`.
  public func through(_ other: SourceRange) -> SourceRange { SourceRange(lower, other.upper) }
}
