/// A text with a name, as it was read: what places in it are shown against.
public struct SourceFile: Hashable, Sendable {
  public let name: String
  public let text: String
  /// UTF-8 offset of the first byte of each line.
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    var starts = [0]
    var offset = 0
    var previous: UInt8 = 0
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") {
        // CRLF ends one line, not two.
        if previous == UInt8(ascii: "\r") { starts[starts.count - 1] = offset } else { starts.append(offset) }
      } else if byte == UInt8(ascii: "\r") {
        starts.append(offset)
      }
      previous = byte
    }
    lineStarts = starts
  }

  /// Line of a UTF-8 offset, counted from 0.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The UTF-8 offsets of a line without its line end.
  func range(ofLine line: Int) -> Range<Int> {
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
    let whole = range(ofLine: line)
    var lower = max(whole.lowerBound, min(offset, whole.upperBound) - 600)
    var upper = min(whole.upperBound, offset + 600)
    upper = max(upper, lower)
    let bytes = text.utf8
    func isContinuation(_ place: Int) -> Bool {
      place < bytes.count && bytes[bytes.index(bytes.startIndex, offsetBy: place)] & 0xC0 == 0x80
    }
    while lower < upper, isContinuation(lower) { lower += 1 }
    while upper > lower, isContinuation(upper) { upper -= 1 }
    return lower..<upper
  }

  /// The text between two UTF-8 offsets.
  public func text(in range: Range<Int>) -> String {
    let bytes = text.utf8
    let upper = min(range.upperBound, bytes.count)
    let lower = min(range.lowerBound, upper)
    return String(
      decoding: bytes[bytes.index(bytes.startIndex, offsetBy: lower)..<bytes.index(bytes.startIndex, offsetBy: upper)],
      as: UTF8.self)
  }

  /// Line and column of a UTF-8 offset as people count them: from 1, columns in characters.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let line = line(at: offset)
    return (line + 1, text(in: lineStarts[line]..<offset).count + 1)
  }
}

/// A stretch of a source file in UTF-8 offsets.
public struct SourceRange: Hashable, Sendable {
  public var lower: Int
  public var upper: Int

  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// From the start of this to the end of `other`.
  public func through(_ other: SourceRange) -> SourceRange { SourceRange(lower, other.upper) }
}
