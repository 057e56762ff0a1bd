import Diagnostics
import Syntax

/// A line whose texts, names and comment are put aside, so that no phrase is looked for in them: a character that
/// nothing else uses stands for each.
struct HiddenLine {
  private(set) var masked: String
  private(set) var texts: [String] = []
  private var names: [String] = []
  private var comment: String

  private static let firstText: UInt32 = 0xE000
  private static let firstName: UInt32 = 0xF000

  /// - Parameter known: names that are put aside too.
  init(_ line: String, names known: Set<String>) {
    let text = QuoteMending.mended(line)
    masked = ""
    comment = ""
    var inside: String?
    for character in text {
      if !comment.isEmpty {
        comment.append(character)
      } else if let open = inside {
        if character == "”" || character == "\"" {
          if !open.isEmpty {
            masked.append(Self.character(Self.firstText, texts.count))
            texts.append(open)
          }
          masked.append(character)
          inside = nil
        } else {
          inside = open + String(character)
        }
      } else if character == "#" {
        comment = "#"
      } else {
        masked.append(character)
        if character == "“" || character == "\"" { inside = "" }
      }
    }
    if let inside { masked += inside }
    var hidden = ""
    var rest = masked[...]
    while let first = rest.first {
      let run = rest.prefix(while: Self.isOfWord)
      if run.isEmpty {
        hidden.append(first)
        rest = rest.dropFirst()
      } else {
        // 一并 送交: a name with a space in it.
        let behind = rest.dropFirst(run.count + 1).prefix(while: Self.isOfWord)
        let isDivided =
          rest.dropFirst(run.count).first == " " && known.contains(String(run + behind)) && !known.contains(String(run))
          && !known.contains(String(behind)) && Keyword(spelling: String(run)) == nil
        hidden += isDivided ? hide(String(run + behind)) : parts(of: String(run), known)
        rest = rest.dropFirst(isDivided ? run.count + 1 + behind.count : run.count)
      }
    }
    masked = hidden
  }

  /// A line in which the first word is shown though it is a name: it may stand for a keyword.
  func showingFirst(_ masked: String) -> String {
    guard let place = masked.firstIndex(where: { !$0.isWhitespace }), Self.isMaskedName(masked[place]) else {
      return masked
    }
    return masked[..<place] + unmasked(String(masked[place])) + masked[masked.index(after: place)...]
  }

  func unmasked(_ masked: String) -> String {
    var line = ""
    for character in masked {
      let scalar = character.unicodeScalars.first?.value ?? 0
      if scalar >= Self.firstName, Int(scalar - Self.firstName) < names.count {
        line += names[Int(scalar - Self.firstName)]
      } else if scalar >= Self.firstText, scalar < Self.firstName, Int(scalar - Self.firstText) < texts.count {
        line += texts[Int(scalar - Self.firstText)]
      } else {
        line.append(character)
      }
    }
    while line.last == " " { line.removeLast() }
    return comment.isEmpty ? line : line + " " + comment
  }

  /// A word with the names in it hidden: where it is one, or consists of known words, or begins or ends with one beside
  /// what may stand between words.
  private mutating func parts(of run: String, _ known: Set<String>) -> String {
    if known.contains(run) { return hide(run) }
    guard Keyword(spelling: run) == nil, run.contains(where: { !$0.isASCII }) else { return run }
    let isKnown: (String) -> Bool = { known.contains($0) || Phrasing.isKnown($0) }
    if let words = NearestName.split(run, into: isKnown), words.contains(where: known.contains) {
      return words.map { known.contains($0) ? hide($0) : $0 }.joined(separator: " ")
    }
    for length in stride(from: run.count - 1, to: 1, by: -1) {
      let (start, end) = (String(run.prefix(length)), String(run.suffix(length)))
      if known.contains(start), let next = run.dropFirst(length).first, Self.links.contains(next) || next.isNumber {
        return hide(start) + " " + parts(of: String(run.dropFirst(length)), known)
      }
      // 占 投诉举报数 的比例
      if length < run.count, run.count - length < 5, let first = run.first, Self.links.contains(first),
        let name = longest(String(end), known)
      {
        let (before, behind) = (run.prefix(run.count - length), end.dropFirst(name.count))
        return before + " " + hide(name) + (behind.isEmpty ? "" : " " + parts(of: String(behind), known))
      }
      if known.contains(end), Self.openers.contains(String(run.dropLast(length))) {
        return String(run.dropLast(length)) + " " + hide(end)
      }
    }
    return run
  }

  /// The longest name with which a word begins.
  private func longest(_ run: String, _ known: Set<String>) -> String? {
    stride(from: run.count, to: 1, by: -1).lazy.map { String(run.prefix($0)) }.first(where: known.contains)
  }

  private mutating func hide(_ name: String) -> String {
    names.append(name)
    return String(Self.character(Self.firstName, names.count - 1))
  }

  /// What may stand right behind a name, and right before one.
  private static let links: Set<Character> = Set("不未没达超少多高低大小至须应在为是有每且或非位属包得以其当占介处字前的除")
  private static let openers: Set<String> = [
    "没有", "不是", "并非", "未", "不", "无", "有", "是", "每个", "各", "存在", "全部", "至少", "如果", "和", "与", "及", "按照", "根据", "没",
  ]

  private static func isOfWord(_ character: Character) -> Bool {
    (character.isLetter || character.isNumber || character == "_") && !isMasked(character)
  }

  static func isMasked(_ character: Character) -> Bool {
    (firstText...0xF8FF).contains(character.unicodeScalars.first?.value ?? 0)
  }

  static func isMaskedName(_ character: Character) -> Bool {
    (firstName...0xF8FF).contains(character.unicodeScalars.first?.value ?? 0)
  }

  private static func character(_ first: UInt32, _ place: Int) -> Character {
    Character(UnicodeScalar(first + UInt32(place)) ?? " ")
  }
}
