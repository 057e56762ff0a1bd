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

/// How wide words are, by the logarithm of their bytes.
enum WordWidth: Int {
  case byte = 0
  case half, word, long

  /// The narrowest in which numbers fit that lie between two.
  init(_ numbers: ClosedRange<Int>) {
    self =
      Self.fits(Int8.self, numbers)
      ? .byte : Self.fits(Int16.self, numbers) ? .half : Self.fits(Int32.self, numbers) ? .word : .long
  }

  private static func fits<Word: FixedWidthInteger>(_: Word.Type, _ numbers: ClosedRange<Int>) -> Bool {
    numbers.lowerBound > Int(Word.min) + 3 && numbers.upperBound <= Int(Word.max)
  }
}

/// Memory in which words are written, sheet after sheet. It begins with the narrowest words and goes over to wider ones
/// when a number needs them; before the first is written, it takes no room. Pointers are never given away.
struct WordMemory: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  /// How many bytes before the first word stand free.
  private let indent: Int
  private(set) var width = WordWidth.byte
  /// For so many sheets there is room.
  private(set) var capacity: Int

  /// - Parameter number: of the column. Large memories all begin at the same place of a page; that a processor can keep the
  ///   words of one sheet at hand, each begins a little later than the one before.
  init(capacity: Int, number: Int) {
    self.capacity = capacity
    indent = capacity < 1 << 12 ? 0 : (number & 63) << 6
  }

  deinit { release() }

  private func release() { if let memory { (memory - indent).deallocate() } }

  /// Where nothing is written, all is missing.
  private func blank(_ count: Int, _ width: WordWidth) -> UnsafeMutableRawPointer {
    let memory =
      UnsafeMutableRawPointer.allocate(byteCount: indent + max(count, 1) << width.rawValue, alignment: 8) + indent
    switch width {
    case .byte: memory.bindMemory(to: Int8.self, capacity: count).initialize(repeating: .min, count: count)
    case .half: memory.bindMemory(to: Int16.self, capacity: count).initialize(repeating: .min, count: count)
    case .word: memory.bindMemory(to: Int32.self, capacity: count).initialize(repeating: .min, count: count)
    case .long: memory.bindMemory(to: Int64.self, capacity: count).initialize(repeating: .min, count: count)
    }
    return memory
  }

  /// - Parameter count: behind so many nothing is written.
  private mutating func change(to width: WordWidth, _ capacity: Int, keeping count: Int, times factor: Int = 1) {
    let other = blank(capacity, width)
    switch width {
    case .byte: copy(count, to: other.assumingMemoryBound(to: Int8.self), times: factor)
    case .half: copy(count, to: other.assumingMemoryBound(to: Int16.self), times: factor)
    case .word: copy(count, to: other.assumingMemoryBound(to: Int32.self), times: factor)
    case .long: copy(count, to: other.assumingMemoryBound(to: Int64.self), times: factor)
    }
    release()
    (memory, self.width, self.capacity) = (other, width, capacity)
  }

  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    if memory == nil { capacity = count } else { change(to: width, max(count, 2 * capacity), keeping: capacity) }
  }

  subscript(sheet: Int) -> WordPlane.Content {
    guard let memory else { return .mark(.missing) }
    return switch width {
    case .byte: WordPlane.Content(memory.assumingMemoryBound(to: Int8.self)[sheet])
    case .half: WordPlane.Content(memory.assumingMemoryBound(to: Int16.self)[sheet])
    case .word: WordPlane.Content(memory.assumingMemoryBound(to: Int32.self)[sheet])
    case .long: WordPlane.Content(memory.assumingMemoryBound(to: Int64.self)[sheet])
    }
  }

  /// Writes what stands there for a sheet, for which there must be room, and behind which nothing is written.
  @inline(__always) mutating func put(_ number: Int, at sheet: Int) {
    if let memory {
      // One after another: a switch would jump to where nobody foresees.
      if width == .byte {
        if Self.put(number, memory.assumingMemoryBound(to: Int8.self) + sheet) { return }
      } else if width == .half {
        if Self.put(number, memory.assumingMemoryBound(to: Int16.self) + sheet) { return }
      } else if width == .word {
        if Self.put(number, memory.assumingMemoryBound(to: Int32.self) + sheet) { return }
      } else if Self.put(number, memory.assumingMemoryBound(to: Int64.self) + sheet) {
        return
      }
    }
    putWide(number, sheet)
  }

  /// The same for a number that fits into any word: where there are no others, words are never wider.
  @inline(__always) mutating func put(small number: Int8, at sheet: Int) {
    if let memory, width == .byte {
      memory.assumingMemoryBound(to: Int8.self)[sheet] = number
    } else {
      put(Int(number), at: sheet)
    }
  }

  /// - Returns: false, having written nothing, for a number that does not fit.
  @inline(__always) private static func put<Word: FixedWidthInteger>(
    _ number: Int, _ target: UnsafeMutablePointer<Word>
  ) -> Bool {
    let word = Word(truncatingIfNeeded: number)
    guard Int(truncatingIfNeeded: word) == number, word > Word.min + 3 else { return false }
    target.pointee = word
    return true
  }

  /// Writes what is wider than what is there; no word is less than ``WordPlane/Mark`` allows.
  @inline(never) private mutating func putWide(_ number: Int, _ sheet: Int) {
    change(to: WordWidth(number...number), capacity, keeping: sheet + 1)
    guard let memory else { return }
    switch width {
    case .byte: memory.assumingMemoryBound(to: Int8.self)[sheet] = Int8(truncatingIfNeeded: number)
    case .half: memory.assumingMemoryBound(to: Int16.self)[sheet] = Int16(truncatingIfNeeded: number)
    case .word: memory.assumingMemoryBound(to: Int32.self)[sheet] = Int32(truncatingIfNeeded: number)
    case .long: memory.assumingMemoryBound(to: Int64.self)[sheet] = Int64(truncatingIfNeeded: number)
    }
  }

  mutating func mark(_ mark: WordPlane.Mark, at sheet: Int) {
    if memory == nil {
      if mark == .missing { return }
      change(to: .byte, capacity, keeping: 0)
    }
    guard let memory else { return }
    switch width {
    case .byte: memory.assumingMemoryBound(to: Int8.self)[sheet] = .min + Int8(mark.rawValue)
    case .half: memory.assumingMemoryBound(to: Int16.self)[sheet] = .min + Int16(mark.rawValue)
    case .word: memory.assumingMemoryBound(to: Int32.self)[sheet] = .min + Int32(mark.rawValue)
    case .long: memory.assumingMemoryBound(to: Int64.self)[sheet] = .min + Int64(mark.rawValue)
    }
  }

  /// Multiplies the first numbers, behind which nothing is written, if all of them fit then.
  mutating func multiply(_ count: Int, by factor: Int) -> Bool {
    if memory == nil { return true }
    guard let needed = width(times: factor, count) else { return false }
    change(to: needed.rawValue > width.rawValue ? needed : width, capacity, keeping: count, times: factor)
    return true
  }

  /// Writes the first words to where there is room for them, which is wide enough, each number so many times.
  func copy<Word: FixedWidthInteger>(_ count: Int, to target: UnsafeMutablePointer<Word>, times factor: Int = 1) {
    if let memory, factor == 1, MemoryLayout<Word>.size == 1 << width.rawValue {
      UnsafeMutableRawPointer(target).copyMemory(from: memory, byteCount: count << width.rawValue)
    } else {
      copy(count, to: target) { $0 &* factor }
    }
  }

  /// The same with each number changed.
  func copy<Word: FixedWidthInteger>(
    _ count: Int, to target: UnsafeMutablePointer<Word>, _ changed: (Int) -> Int
  ) {
    func change<Own: FixedWidthInteger>(_ own: UnsafeMutablePointer<Own>) {
      for sheet in 0..<count {
        let word = own[sheet]
        target[sheet] =
          word > Own.min + 3
          ? Word(truncatingIfNeeded: changed(Int(truncatingIfNeeded: word)))
          : Word.min + Word(truncatingIfNeeded: word &- Own.min)
      }
    }
    guard let memory else { return target.initialize(repeating: .min, count: count) }
    switch width {
    case .byte: change(memory.assumingMemoryBound(to: Int8.self))
    case .half: change(memory.assumingMemoryBound(to: Int16.self))
    case .word: change(memory.assumingMemoryBound(to: Int32.self))
    case .long: change(memory.assumingMemoryBound(to: Int64.self))
    }
  }

  /// In which width so many times the first words fit; nil where they fit in none.
  func width(times factor: Int, _ count: Int) -> WordWidth? {
    var (least, greatest) = (0, 0)
    for sheet in 0..<(memory == nil ? 0 : count) {
      guard case .number(let number) = self[sheet] else { continue }
      (least, greatest) = (min(least, number), max(greatest, number))
    }
    let (low, isBelow) = least.multipliedReportingOverflow(by: factor)
    let (high, isBeyond) = greatest.multipliedReportingOverflow(by: factor)
    return isBelow || isBeyond || low <= .min + 3 ? nil : WordWidth(low...high)
  }
}
