import Planning
import Quantities

/// What one node gives for a block of sheets.
///
/// Truth is two masks, yes and no; neither is unknown. Numbers are whole multiples of one over the scale of their
/// column, by their least and most; dates count in days, options and texts by their place. What fits neither is *odd*: it
/// stands beside the column as a ``Planning/PlanValue``.
struct Column {
  /// Sheets of a block.
  static let rows = 256
  /// Words of a mask.
  static let words = rows / 64
  /// Stands for an end that is not there; numbers stay below ``limit``, so that sums cannot reach it.
  static let infinity = 1 << 62
  static let limit = 1 << 50

  var least: UnsafeMutablePointer<Int>
  /// The same as ``least`` where ``isExact``.
  var most: UnsafeMutablePointer<Int>
  var yes: UnsafeMutablePointer<UInt64>
  var no: UnsafeMutablePointer<UInt64>
  /// Where it does not apply: truth is unknown there, a number without ends.
  var none: UnsafeMutablePointer<UInt64>
  /// Where it may be that it does not apply.
  var maybe: UnsafeMutablePointer<UInt64>
  /// Where it may be that it cannot be worked out: of points there is a range, of anything else nothing is known.
  var doubt: UnsafeMutablePointer<UInt64>
  /// Where it is odd.
  var odd: UnsafeMutablePointer<UInt64>
  /// Where a known number is no multiple of one over the scale, but of that divided by ``over``.
  var broken: UnsafeMutablePointer<UInt64>
  var over: UnsafeMutablePointer<Int>
  /// Whether every number of the block is known.
  var isExact = true
  var hasNone = false
  var hasMaybe = false
  var hasDoubt = false
  var hasOdd = false
  var hasBroken = false
  /// Under which its odd values are found.
  private(set) var home: Int

  /// - Parameters:
  ///   - flags: room for three masks; nil for facts, which apply, can be worked out and are never divided: ``none``, which
  ///     stays empty, is all of these.
  ///   - over: nil where nothing is divided.
  init(
    least: UnsafeMutablePointer<Int>, most: UnsafeMutablePointer<Int>, yes: UnsafeMutablePointer<UInt64>,
    no: UnsafeMutablePointer<UInt64>, none: UnsafeMutablePointer<UInt64>, odd: UnsafeMutablePointer<UInt64>, home: Int,
    flags: UnsafeMutablePointer<UInt64>? = nil, over: UnsafeMutablePointer<Int>? = nil
  ) {
    (self.least, self.most, self.yes, self.no) = (least, most, yes, no)
    (self.none, self.odd, self.home) = (none, odd, home)
    (maybe, doubt) = (flags ?? none, flags.map { $0 + Column.words } ?? none)
    broken = flags.map { $0 + 2 * Column.words } ?? none
    self.over = over ?? least
  }

  /// Takes it for a column of which nothing but its truth or its numbers is said.
  mutating func clearMasks() {
    // The masks from here to the last stand one after the other.
    none.update(repeating: 0, count: 5 * Column.words)
    (isExact, hasNone, hasMaybe, hasDoubt, hasBroken, hasOdd) = (true, false, false, false, false, false)
  }

  /// Whether a row has not just two ends, which tell all.
  func isFlagged(_ row: Int) -> Bool {
    hasNone && none.has(row) || hasMaybe && maybe.has(row) || hasDoubt && doubt.has(row)
      || hasBroken && broken.has(row) || hasOdd && odd.has(row)
  }

  /// The same memory for another home.
  func at(home: Int) -> Column {
    var column = self
    column.home = home
    return column
  }
}

/// Some rows of a block.
struct RowMask: Equatable {
  private(set) var words: SIMD4<UInt64>

  static let none = RowMask(words: .zero)
  static let all = RowMask(words: SIMD4(repeating: .max))

  private init(words: SIMD4<UInt64>) { self.words = words }

  @inline(__always) init(_ mask: UnsafeMutablePointer<UInt64>) {
    words = UnsafeRawPointer(mask).loadUnaligned(as: SIMD4<UInt64>.self)
  }

  @inline(__always) func store(_ mask: UnsafeMutablePointer<UInt64>) {
    UnsafeMutableRawPointer(mask).storeBytes(of: words, as: SIMD4<UInt64>.self)
  }

  var first: Int? {
    (0..<Column.words).first { words[$0] != 0 }.map { $0 << 6 | words[$0].trailingZeroBitCount }
  }

  static func only(_ row: Int) -> RowMask {
    var mask = RowMask.none
    mask.insert(row)
    return mask
  }

  /// The first so many.
  init(first count: Int) {
    words = .zero
    for word in 0..<Column.words {
      let rows = max(0, min(64, count - word * 64))
      words[word] = rows == 64 ? .max : (1 << UInt64(rows)) - 1
    }
  }

  var isEmpty: Bool { words == .zero }
  var count: Int { (0..<Column.words).reduce(0) { $0 + words[$1].nonzeroBitCount } }
  mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

  func has(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 != 0 }
  @inline(__always) static func & (a: RowMask, b: RowMask) -> RowMask { RowMask(words: a.words & b.words) }
  @inline(__always) static func | (a: RowMask, b: RowMask) -> RowMask { RowMask(words: a.words | b.words) }
  @inline(__always) static func ^ (a: RowMask, b: RowMask) -> RowMask { RowMask(words: a.words ^ b.words) }
  @inline(__always) static prefix func ~ (a: RowMask) -> RowMask { RowMask(words: ~a.words) }

  /// The rows for which a test says so.
  @inline(__always) init(where test: (Int) -> Bool) {
    words = .zero
    for word in 0..<Column.words {
      var bits: UInt64 = 0
      for bit in 0..<64 { bits |= (test(word << 6 | bit) ? 1 : 0) << UInt64(bit) }
      words[word] = bits
    }
  }

  /// Calls for each of the rows.
  func each(_ body: (Int) -> Void) {
    for word in 0..<Column.words {
      var bits = words[word]
      while bits != 0 {
        body(word << 6 | bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}

/// How the values of a node are kept.
enum ColumnForm: Equatable {
  case truth
  /// Whole multiples of one over the scale.
  case number(scale: Int)
  /// Grades that may be the first to hold, a bit for each; see ``noGrade``.
  case grades
  /// The place of a verdict among all of them.
  case verdict
  /// Odd in every row.
  case other

  /// Set where it may be that no grade holds.
  static let noGrade = 60

  /// Nil for what are no numbers.
  var scale: Int? { if case .number(let scale) = self { scale } else { nil } }

  /// Whether rows have a machine word, or two.
  var hasWords: Bool {
    switch self {
    case .number, .grades, .verdict: true
    case .truth, .other: false
    }
  }
}

/// Memory for columns, given back with the owner.
final class ColumnMemory {
  private var numbers: [UnsafeMutablePointer<Int>] = []
  private var masks: [UnsafeMutablePointer<UInt64>] = []

  deinit {
    for pointer in numbers { pointer.deallocate() }
    for pointer in masks { pointer.deallocate() }
  }

  func numbers(_ count: Int = Column.rows) -> UnsafeMutablePointer<Int> {
    let pointer = UnsafeMutablePointer<Int>.allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
    numbers.append(pointer)
    return pointer
  }

  func masks(_ count: Int = Column.words) -> UnsafeMutablePointer<UInt64> {
    let pointer = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
    masks.append(pointer)
    return pointer
  }

  /// A column of its own, with the planes that its form needs.
  func column(_ form: ColumnForm, home: Int) -> Column {
    // Those that are emptied with every block stand one after the other.
    let mask = masks(7 * Column.words)
    let hasNumbers = form.hasWords
    let least = numbers(hasNumbers ? 3 * Column.rows : 1)
    return Column(
      least: least, most: hasNumbers ? least + Column.rows : least, yes: mask, no: mask + Column.words,
      none: mask + 2 * Column.words, odd: mask + 6 * Column.words, home: home, flags: mask + 3 * Column.words,
      over: hasNumbers ? least + 2 * Column.rows : nil)
  }
}

extension UnsafeMutablePointer<UInt64> {
  /// Whether the bit of a row is set.
  @inline(__always) func has(_ row: Int) -> Bool { self[row >> 6] >> UInt64(row & 63) & 1 != 0 }

  @inline(__always) func set(_ row: Int) { self[row >> 6] |= 1 << UInt64(row & 63) }
  @inline(__always) func clear(_ row: Int) { self[row >> 6] &= ~(1 << UInt64(row & 63)) }

  /// Sets each bit as a test of its row says.
  @inline(__always) func fill(_ test: (Int) -> Bool) { RowMask(where: test).store(self) }

  var isEmpty: Bool { RowMask(self).isEmpty }
}
