/// The texts that cells of a workbook share, one behind another.
struct SharedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Of a workbook that has none.
  init() {}

  init(_ reader: inout XMLReader) throws(XMLReader.Failure) {
    while try reader.nextChild(of: 0) {
      // The root.
      while try reader.nextChild(of: 1) {
        if reader.isCalled("si") {
          let start = bytes.count
          try RichText.read(&reader, into: &bytes)
          RichText.resolveEscapes(in: &bytes, from: start)
          ends.append(bytes.count)
        } else {
          try reader.skip()
        }
      }
    }
  }

  /// Gives the bytes of one; nil where there are not so many.
  @inline(__always) func range(_ index: Int) -> Range<Int>? {
    index >= 0 && index < ends.count ? (index == 0 ? 0 : ends[index - 1])..<ends[index] : nil
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }
}

/// A text that may be made of runs of several looks.
enum RichText {
  /// Adds the text of the element that has begun: of its `t` and of the `t` in its `r`. How it is to be read aloud (`rPh`) is
  /// none of it. Blanks are kept, whether `xml:space` says so or not.
  static func read(_ reader: inout XMLReader, into text: inout [UInt8]) throws(XMLReader.Failure) {
    let depth = reader.depth
    while try reader.nextChild(of: depth) {
      if reader.isCalled("t") {
        try readText(&reader, into: &text)
      } else if reader.isCalled("r") {
        while try reader.nextChild(of: depth + 1) {
          if reader.isCalled("t") { try readText(&reader, into: &text) } else { try reader.skip() }
        }
      } else {
        try reader.skip()
      }
    }
  }

  /// Adds what stands directly in the element that has begun, to its end.
  static func readText(_ reader: inout XMLReader, into text: inout [UInt8]) throws(XMLReader.Failure) {
    let depth = reader.depth
    while true {
      switch try reader.next() {
      case .text: try reader.appendText(to: &text)
      case .start: try reader.skip()
      case .end where reader.depth < depth: return
      case .end: continue
      case .finished: throw .malformed
      }
    }
  }

  /// `_x000D_` stands for a character that XML does not have, and `_x005F_` for the sign with which that begins.
  static func resolveEscapes(in text: inout [UInt8], from start: Int) {
    guard var place = text[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
    var end = place
    while place < text.count {
      if let scalar = escape(in: text, at: place) {
        for byte in String(Character(scalar)).utf8 {
          text[end] = byte
          end += 1
        }
        place += 7
      } else {
        text[end] = text[place]
        end += 1
        place += 1
      }
    }
    text.removeLast(text.count - end)
  }

  private static func escape(in text: [UInt8], at place: Int) -> Unicode.Scalar? {
    guard place + 7 <= text.count, text[place] == UInt8(ascii: "_"), text[place + 1] == UInt8(ascii: "x"),
      text[place + 6] == UInt8(ascii: "_")
    else { return nil }
    let digits = String(decoding: text[place + 2..<place + 6], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    // Halves of longer characters stay as they are.
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }
}
