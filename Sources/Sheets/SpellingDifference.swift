/// How two names of groups differ.
enum SpellingDifference: Int, Comparable {
  /// By width, case or punctuation.
  case form
  /// By a title such as 街道, or by the place that is named before it.
  case title
  case oneCharacter
  case twoCharacters

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// - Returns: nil if they differ by more, or by what tells names apart: 一街 and 二街, 东街 and 西街.
  init?(_ a: Spelling, _ b: Spelling) {
    guard a.marks == b.marks else { return nil }
    if a.letters == b.letters {
      self = .form
    } else if !a.bare.isDisjoint(with: b.bare) || !a.local.isDisjoint(with: b.bare) || !a.bare.isDisjoint(with: b.local)
    {
      self = .title
    } else {
      // Of several ways to make one of the other the same is found from either side.
      let isInOrder = a.letters.lexicographicallyPrecedes(b.letters)
      let (first, second) = isInOrder ? (a.letters, b.letters) : (b.letters, a.letters)
      guard let edits = Self.edits(first, second), !edits.contains(where: Self.tellsApart) else { return nil }
      self = edits.count == 1 ? .oneCharacter : .twoCharacters
    }
  }

  /// Something of the first that is something else in the second, or nothing.
  private typealias Edit = (from: [Unicode.Scalar], to: [Unicode.Scalar])

  /// Characters that differ between names of one pattern: numerals, directions, sizes, ages.
  private static let telling = Set(
    "百千两双壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸东西南北中上下前后左右内外大小新老旧高低".unicodeScalars)

  private static func tellsApart(_ edit: Edit) -> Bool {
    if (edit.from + edit.to).allSatisfy({ telling.contains($0) || $0 == Spelling.gap }) { return true }
    return Spelling.kinds.contains(edit.from) && Spelling.kinds.contains(edit.to)
  }

  private static let longest = 60

  /// The fewest characters put in, left out, exchanged or turned round that make one of the other; nil beyond two.
  private static func edits(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> [Edit]? {
    guard abs(a.count - b.count) <= 2, a.count <= longest, b.count <= longest else { return nil }
    var costs = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    func turned(_ i: Int, _ j: Int) -> Bool { i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] }
    for i in 0...a.count {
      for j in 0...b.count where i + j > 0 {
        var cost = i == 0 || j == 0 ? i + j : costs[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        if i > 0 { cost = min(cost, costs[i - 1][j] + 1) }
        if j > 0 { cost = min(cost, costs[i][j - 1] + 1) }
        if turned(i, j) { cost = min(cost, costs[i - 2][j - 2] + 1) }
        costs[i][j] = cost
      }
    }
    guard costs[a.count][b.count] <= 2 else { return nil }
    var (i, j) = (a.count, b.count)
    var edits: [Edit] = []
    while i > 0 || j > 0 {
      if i > 0, j > 0, a[i - 1] == b[j - 1], costs[i][j] == costs[i - 1][j - 1] {
        (i, j) = (i - 1, j - 1)
      } else if turned(i, j), costs[i][j] == costs[i - 2][j - 2] + 1 {
        edits.append(([a[i - 2], a[i - 1]], [a[i - 1], a[i - 2]]))
        (i, j) = (i - 2, j - 2)
      } else if i > 0, j > 0, costs[i][j] == costs[i - 1][j - 1] + 1 {
        edits.append(([a[i - 1]], [b[j - 1]]))
        (i, j) = (i - 1, j - 1)
      } else if i > 0, costs[i][j] == costs[i - 1][j] + 1 {
        edits.append(([a[i - 1]], []))
        i -= 1
      } else {
        edits.append(([], [b[j - 1]]))
        j -= 1
      }
    }
    return edits
  }
}
