/// Proposals for a name that is not known.
public enum NearestName {
  /// The candidate that is closest to `name`, if one is close enough to be what was meant; else the only one that has
  /// `name` in it, or of which `name` has all letters in order.
  ///
  /// - Parameter keepsSense: whether numbers, and words that turn it round, have to be the same.
  public static func of(
    _ name: String, among candidates: some Sequence<String>, keepsSense: Bool = true
  ) -> String? {
    if !isName(name) { return nil }
    let wanted = Array(name.prefix(64))
    let sense = sense(of: name)
    let candidates = candidates.filter { isName($0) && (!keepsSense || self.sense(of: $0) == sense) }
    var best: (name: String, distance: Int)?
    var isAlone = true
    let allowed = max(1, wanted.count / 3)
    for candidate in candidates where abs(candidate.count - wanted.count) <= allowed {
      let distance = distance(wanted, Array(candidate.prefix(64)))
      if let found = best, found.distance <= distance {
        // Between equals there is no telling: 收缴率 may be 收费率 and 缴费率.
        if found.distance == distance, found.name != candidate { isAlone = false }
        continue
      }
      best = (candidate, distance)
      isAlone = true
    }
    if let best, best.distance <= allowed, best.distance < wanted.count { return isAlone ? best.name : nil }
    guard wanted.count > 1 else { return nil }
    let longer = candidates.filter { $0.contains(name) }
    if longer.count == 1 { return longer[0] }
    // 绿化覆盖率 for 绿化率: nothing but further letters.
    let shorter = candidates.filter { $0.count > 2 && 2 * $0.count >= wanted.count && isPart($0, of: wanted) }
    return longer.isEmpty && shorter.count == 1 ? shorter[0] : nil
  }

  /// Nothing is called by a text of more bytes: where one stands for a name, it is not looked at letter by letter.
  private static let longest = 1 << 10

  private static func isName(_ text: String) -> Bool { text.utf8.count <= longest }

  /// Whether all letters of a name stand in another, in their order.
  private static func isPart(_ name: String, of letters: [Character]) -> Bool {
    var rest = letters[...]
    return name.allSatisfy { letter in
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[(place + 1)...]
      return true
    }
  }

  /// What a name may not lose or win by being taken for another: numbers, and what turns it round.
  private static func sense(of name: String) -> [Character] {
    name.filter { ("0"..."9").contains($0) || "未不非无没".contains($0) }.map { "未不非无没".contains($0) ? "不" : $0 }
  }

  /// Whether one name may be meant by the other: few letters differ, or one has the other in it.
  public static func isNear(_ name: String, _ other: String) -> Bool {
    if name == other { return true }
    guard isName(name), isName(other) else { return false }
    let (a, b) = (Array(name.prefix(64)), Array(other.prefix(64)))
    let allowed = max(1, max(a.count, b.count) / 3)
    if abs(a.count - b.count) <= allowed, max(a.count, b.count) > 1, distance(a, b) <= allowed { return true }
    return min(a.count, b.count) > 1 && (name.contains(other) || other.contains(name))
  }

  /// `name` cut into known words, for text typed without spaces: 物业费收费率不低于 → 物业费收费率 不低于.
  public static func split(_ name: String, into known: (String) -> Bool) -> [String]? {
    guard isName(name) else { return nil }
    let letters = Array(name)
    guard letters.count >= 2, letters.count <= 60 else { return nil }
    // fewest[i]: the fewest words that make up the first i letters, with where the last one starts.
    var fewest: [(count: Int, start: Int)?] = Array(repeating: nil, count: letters.count + 1)
    fewest[0] = (0, 0)
    for end in 1...letters.count {
      for start in 0..<end {
        guard let before = fewest[start], known(String(letters[start..<end])) else { continue }
        if before.count + 1 < (fewest[end]?.count ?? .max) { fewest[end] = (before.count + 1, start) }
      }
    }
    guard let total = fewest[letters.count], total.count > 1 else { return nil }
    var words: [String] = []
    var end = letters.count
    while end > 0, let step = fewest[end] {
      words.insert(String(letters[step.start..<end]), at: 0)
      end = step.start
    }
    return words
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
