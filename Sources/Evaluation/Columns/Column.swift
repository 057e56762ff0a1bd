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
  /// Where it is odd.
  var odd: UnsafeMutablePointer<UInt64>
  /// Whether every number of the block is known.
  var isExact = true
  var hasNone = false
  var hasOdd = false
  /// Under which its odd values are found.
  private(set) var home: Int

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

  init(_ mask: UnsafeMutablePointer<UInt64>) { words = SIMD4(mask[0], mask[1], mask[2], mask[3]) }

  /// The first so many.
  init(first count: Int) {
    words = .zero
    for word in 0..<Column.words {
      let rows = max(0, min(64, count - word * 64))
      words[word] = rows == 64 ? .max : (1 << UInt64(rows)) - 1
    }
  }

  var isEmpty: Bool { words == .zero }
  mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }
  mutating func formUnion(_ other: RowMask) { words |= other.words }
  mutating func subtract(_ other: RowMask) { words &= ~other.words }
  func intersection(_ other: RowMask) -> RowMask { RowMask(words: words & other.words) }

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
  /// Odd in every row.
  case other

  /// Set where it may be that no grade holds.
  static let noGrade = 60

  /// Nil for what are no numbers.
  var scale: Int? { if case .number(let scale) = self { scale } else { nil } }
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
    let mask = masks(4 * Column.words)
    let hasNumbers = form.scale != nil || form == .grades
    let least = numbers(hasNumbers ? 2 * Column.rows : 1)
    return Column(
      least: least, most: hasNumbers ? least + Column.rows : least, yes: mask, no: mask + Column.words,
      none: mask + 2 * Column.words, odd: mask + 3 * Column.words, home: home)
  }
}

extension UnsafeMutablePointer<UInt64> {
  /// Whether the bit of a row is set.
  @inline(__always) func has(_ row: Int) -> Bool { self[row >> 6] >> UInt64(row & 63) & 1 != 0 }

  @inline(__always) func set(_ row: Int) { self[row >> 6] |= 1 << UInt64(row & 63) }
  @inline(__always) func clear(_ row: Int) { self[row >> 6] &= ~(1 << UInt64(row & 63)) }

  /// Sets each bit as a test of its row says.
  @inline(__always) func fill(_ test: (Int) -> Bool) {
    for word in 0..<Column.words {
      var bits: UInt64 = 0
      for bit in 0..<64 { bits |= (test(word << 6 | bit) ? 1 : 0) << UInt64(bit) }
      self[word] = bits
    }
  }

  var isEmpty: Bool { (0..<Column.words).allSatisfy { self[$0] == 0 } }
}
