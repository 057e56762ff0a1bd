import Diagnostics

/// What names a sheet: what it states of the facts of 对象, in their order.
public struct Identity: Hashable, Sendable {
  /// What people call it.
  public let first: String
  /// What tells it apart from others that are called so.
  public let further: [String]

  /// - Parameter further: what the other facts of 对象 say; empty where one fact is enough.
  public init(_ first: String, _ further: [String] = []) {
    self.first = first
    self.further = further
  }

  /// - Parameter parts: one for each fact of 对象; there is at least one.
  public init(_ parts: [String]) { self.init(parts.first ?? "", Array(parts.dropFirst())) }

  /// One for each fact of 对象, in their order; never empty.
  public var parts: [String] { [first] + further }

  /// `幸福里（东县）`; without Chinese characters `Sunny Court (East)`.
  public var name: String {
    if further.isEmpty { return first }
    return Language.isChinese(first + further.joined())
      ? "\(first)（\(further.joined(separator: "，"))）" : "\(first) (\(further.joined(separator: ", ")))"
  }

  /// Whether a name as people type it means this: `幸福里（东县）`, `幸福里(东县)`, `幸福里，东县`.
  private func isCalled(_ typed: [String]) -> Bool {
    typed == Self.words(name) || typed == Self.words(parts.joined(separator: ","))
  }

  /// Whether the name means this in part: `幸福里`.
  private func begins(_ typed: [String]) -> Bool {
    further.indices.contains { Identity(first, Array(further[..<$0])).isCalled(typed) }
  }

  /// The words and marks of a name, without what does not matter in it: width, and blanks beside marks.
  private static func words(_ name: String) -> [String] {
    let signs: [Character: String] = ["(": "(", ")": ")", ",": ",", "、": ","]
    var words: [String] = []
    var word = ""
    for character in TextDecoding.narrow(name) {
      if let sign = signs[character] {
        words += [TextDecoding.trim(word), sign]
        word = ""
      } else {
        word.append(character)
      }
    }
    return words + [TextDecoding.trim(word)]
  }

  /// The places of the identities that a name as people type it may mean: one where that is certain. A name in full
  /// comes before one in part. What has but one part is typed as it stands.
  public static func places(named text: String, among identities: [Identity]) -> [Int] {
    func places(_ isMeant: (Identity) -> Bool) -> [Int]? {
      let found = identities.indices.filter { isMeant(identities[$0]) }
      return found.isEmpty ? nil : found
    }
    let typed = words(text)
    return places { $0.name == text } ?? places { !$0.further.isEmpty && $0.isCalled(typed) }
      ?? places { $0.begins(typed) } ?? []
  }
}
