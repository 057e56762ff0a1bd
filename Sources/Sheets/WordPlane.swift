/// A whole number for each sheet, all as wide as the widest of them needs. The lowest few of each width stand for what is
/// no number.
public enum WordPlane: Sendable {
  case bytes([Int8])
  case halves([Int16])
  case words([Int32])
  case longs([Int64])

  /// What a word may be that stands for no value: so many from the least word on.
  public enum Mark: Int, Sendable {
    case missing, unsettled, unreadable
    /// What no word can say is kept beside the plane.
    case odd
  }

  /// The number of sheets.
  public var count: Int {
    switch self {
    case .bytes(let words): words.count
    case .halves(let words): words.count
    case .words(let words): words.count
    case .longs(let words): words.count
    }
  }

  /// What stands there for a sheet.
  public subscript(sheet: Int) -> Content {
    switch self {
    case .bytes(let words): Content(words[sheet])
    case .halves(let words): Content(words[sheet])
    case .words(let words): Content(words[sheet])
    case .longs(let words): Content(words[sheet])
    }
  }

  /// What a word stands for.
  public enum Content: Equatable, Sendable {
    case number(Int)
    case mark(Mark)

    @inlinable public init<Word: FixedWidthInteger>(_ word: Word) {
      if let mark = WordPlane.mark(word) { self = .mark(mark) } else { self = .number(Int(truncatingIfNeeded: word)) }
    }
  }

  /// What a word stands for that stands for no value.
  @inlinable @inline(__always) public static func mark<Word: FixedWidthInteger>(_ word: Word) -> Mark? {
    word > Word.min + 3 ? nil : Mark(rawValue: Int(truncatingIfNeeded: word &- Word.min))
  }

  /// The numbers for which the words of some sheets stand, in the order given; nil for what is none.
  public func numbers(of sheets: [Int]) -> [Int?] {
    switch self {
    case .bytes(let words): Self.numbers(words, sheets)
    case .halves(let words): Self.numbers(words, sheets)
    case .words(let words): Self.numbers(words, sheets)
    case .longs(let words): Self.numbers(words, sheets)
    }
  }

  private static func numbers<Word: FixedWidthInteger>(_ words: [Word], _ sheets: [Int]) -> [Int?] {
    words.withUnsafeBufferPointer { words in
      sheets.map { mark(words[$0]) == nil ? Int(truncatingIfNeeded: words[$0]) : nil }
    }
  }

  /// The same for some of the sheets, in the order given.
  package func selecting(_ sheets: [Int]) -> WordPlane {
    switch self {
    case .bytes(let words): .bytes(Self.selecting(words, sheets))
    case .halves(let words): .halves(Self.selecting(words, sheets))
    case .words(let words): .words(Self.selecting(words, sheets))
    case .longs(let words): .longs(Self.selecting(words, sheets))
    }
  }

  private static func selecting<Word: FixedWidthInteger>(_ words: [Word], _ sheets: [Int]) -> [Word] {
    [Word](unsafeUninitializedCapacity: sheets.count) { selected, count in
      words.withUnsafeBufferPointer { words in
        for (place, sheet) in sheets.enumerated() { selected[place] = words[sheet] }
      }
      count = sheets.count
    }
  }
}

/// Memory in which a plane is written, sheet after sheet. It begins with the narrowest words and goes over to wider ones
/// when a number needs them.
final class WordMemory {
  private var memory: UnsafeMutableRawPointer
  private(set) var width = Width.byte
  private(set) var capacity: Int

  enum Width: Int {
    case byte = 0
    case half, word, long

    /// Between these a number lies that fits.
    var limits: ClosedRange<Int> {
      switch self {
      case .byte: Int(Int8.min) + 4...Int(Int8.max)
      case .half: Int(Int16.min) + 4...Int(Int16.max)
      case .word: Int(Int32.min) + 4...Int(Int32.max)
      case .long: Int.min + 4...Int.max
      }
    }

    static func of(_ number: Int) -> Width {
      number >= -124 && number <= 127
        ? .byte : number >= -32_764 && number <= 32_767 ? .half : Width.word.limits.contains(number) ? .word : .long
    }
  }

  init(capacity: Int) {
    self.capacity = max(capacity, 8)
    memory = Self.blank(self.capacity, .byte)
  }

  deinit { memory.deallocate() }

  /// Where nothing is written, all is missing.
  private static func blank(_ count: Int, _ width: Width) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count << width.rawValue, alignment: 8)
    switch width {
    case .byte: memory.bindMemory(to: Int8.self, capacity: count).initialize(repeating: .min, count: count)
    case .half: memory.bindMemory(to: Int16.self, capacity: count).initialize(repeating: .min, count: count)
    case .word: memory.bindMemory(to: Int32.self, capacity: count).initialize(repeating: .min, count: count)
    case .long: memory.bindMemory(to: Int64.self, capacity: count).initialize(repeating: .min, count: count)
    }
    return memory
  }

  private func change(to width: Width, _ capacity: Int) {
    let (other, count) = (Self.blank(capacity, width), min(capacity, self.capacity))
    if width == self.width {
      other.copyMemory(from: memory, byteCount: count << width.rawValue)
    } else {
      for sheet in 0..<count { Self.put(self[sheet], sheet, other, width) }
    }
    memory.deallocate()
    (memory, self.width, self.capacity) = (other, width, capacity)
  }

  func reserve(_ count: Int) {
    if count > capacity { change(to: width, max(count, 2 * capacity)) }
  }

  subscript(sheet: Int) -> WordPlane.Content {
    switch width {
    case .byte: WordPlane.Content(memory.assumingMemoryBound(to: Int8.self)[sheet])
    case .half: WordPlane.Content(memory.assumingMemoryBound(to: Int16.self)[sheet])
    case .word: WordPlane.Content(memory.assumingMemoryBound(to: Int32.self)[sheet])
    case .long: WordPlane.Content(memory.assumingMemoryBound(to: Int64.self)[sheet])
    }
  }

  /// Writes what stands there for a sheet, for which there must be room.
  @inline(__always) func put(_ number: Int, at sheet: Int) {
    if width == .byte, let narrow = Int8(exactly: number), narrow >= -124 {
      memory.assumingMemoryBound(to: Int8.self)[sheet] = narrow
    } else {
      putWide(number, at: sheet)
    }
  }

  private func putWide(_ number: Int, at sheet: Int) {
    let needed = Width.of(number)
    if needed.rawValue > width.rawValue { change(to: needed, capacity) }
    Self.put(.number(number), sheet, memory, width)
  }

  func mark(_ mark: WordPlane.Mark, at sheet: Int) { Self.put(.mark(mark), sheet, memory, width) }

  private static func put(
    _ content: WordPlane.Content, _ sheet: Int, _ memory: UnsafeMutableRawPointer, _ width: Width
  ) {
    switch width {
    case .byte: memory.assumingMemoryBound(to: Int8.self)[sheet] = word(content)
    case .half: memory.assumingMemoryBound(to: Int16.self)[sheet] = word(content)
    case .word: memory.assumingMemoryBound(to: Int32.self)[sheet] = word(content)
    case .long: memory.assumingMemoryBound(to: Int64.self)[sheet] = word(content)
    }
  }

  private static func word<Word: FixedWidthInteger>(_ content: WordPlane.Content) -> Word {
    switch content {
    case .number(let number): Word(truncatingIfNeeded: number)
    case .mark(let mark): Word.min + Word(mark.rawValue)
    }
  }

  /// Takes up the first words of another memory behind those that are here, each number changed.
  func append(_ other: WordMemory, _ count: Int, behind start: Int, _ change: (Int) -> Int) {
    reserve(start + count)
    for sheet in 0..<count {
      switch other[sheet] {
      case .number(let number): put(change(number), at: start + sheet)
      case .mark(let found): mark(found, at: start + sheet)
      }
    }
  }

  /// Takes up the first words of another memory behind those that are here, as they stand.
  func append(_ other: WordMemory, _ count: Int, behind start: Int) {
    if other.width.rawValue > width.rawValue { change(to: other.width, max(capacity, start + count)) }
    reserve(start + count)
    guard other.width == width else { return append(other, count, behind: start) { $0 } }
    (memory + start << width.rawValue).copyMemory(from: other.memory, byteCount: count << width.rawValue)
  }

  /// The first so many as a plane.
  func plane(_ count: Int) -> WordPlane {
    switch width {
    case .byte: .bytes(array(count))
    case .half: .halves(array(count))
    case .word: .words(array(count))
    case .long: .longs(array(count))
    }
  }

  private func array<Word>(_ count: Int) -> [Word] {
    Array(UnsafeBufferPointer(start: memory.assumingMemoryBound(to: Word.self), count: count))
  }
}
