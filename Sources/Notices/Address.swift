/// Where a clause stands in a notice.
public struct Address: Hashable, Sendable {
  /// The main text, or one of what is annexed.
  public enum Part: Hashable, Sendable {
    case main
    /// 附件, 附表 or 附录 with its number, of several parts in 附件2-1; empty where it has none.
    case annex(String, [Int])

    /// As a rules file cites it; empty for the main text.
    public var text: String {
      switch self {
      case .main: ""
      case .annex(let word, let number): word + number.map(String.init).joined(separator: "-")
      }
    }
  }

  /// One step down.
  enum Step: Hashable, Sendable {
    case numbered(Marker.Kind, [Int])
    /// A heading without a number, or the first cell of several rows of a table: counted from 1 where it stands.
    case group(Int)
    /// A row of a table that has no number, or a note.
    case named(String)
  }

  /// The part of the notice that counts of coverage go by.
  public let part: Part
  /// From the part down to the clause; empty for a part as a whole.
  let steps: [Step]

  /// As a rules file cites it: `四（二）`, `第三条（一）第2项`, `附件2 第3类 第4项`, `附件2 加分项`.
  public var text: String {
    var words = part.text
    var groups = 0
    for (place, step) in cited.enumerated() {
      let word: String
      switch step {
      case .group(let number):
        groups += 1
        word = "第\(number)" + (groups == 1 ? "类" : "小类")
      case .named(let heading): word = heading
      case .numbered(let kind, let numbers): word = Self.word(kind, numbers, isFirst: place == 0, in: part)
      }
      let isJoined = words.isEmpty || words.hasSuffix("）") || "（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".contains(word.prefix(1))
      words += (isJoined ? "" : " ") + word
    }
    return words
  }

  /// Less what goes without saying: chapters number their articles on, and decimals say where they stand.
  private var cited: [Step] {
    var kept: [Step] = []
    for step in steps {
      if case .numbered(let kind, _) = step {
        kept.removeAll { earlier in
          guard case .numbered(let above, _) = earlier else { return false }
          return kind == .decimal ? above == .decimal || above == .number : kind == .article && above < .article
        }
      }
      kept.append(step)
    }
    return kept
  }

  private static func word(_ kind: Marker.Kind, _ numbers: [Int], isFirst: Bool, in part: Part) -> String {
    let number = numbers.last ?? 0
    let isTop = isFirst && part != .main
    switch kind {
    case .chapter: return "第\(Numerals.chinese(number))章"
    case .division: return "第\(Numerals.chinese(number))节"
    case .article: return isTop ? "第\(number)条" : "第\(Numerals.chinese(number))条"
    case .section: return isTop ? "第\(number)条" : Numerals.chinese(number)
    case .paren: return "（\(Numerals.chinese(number))）"
    case .number: return "第\(number)" + (isFirst ? "条" : "项")
    case .parenNumber: return "（\(number)）"
    case .circled: return Unicode.Scalar(0x245F + number).map { String(Character($0)) } ?? "（\(number)）"
    case .decimal: return numbers.map(String.init).joined(separator: ".")
    }
  }
}
