/// What is said of a problem, in one piece: its code, how grave it is, and its words in both languages, which are put
/// together only when they are asked for.
public struct Message {
  /// Stable: `R` rules text, `M` meaning, `D` data in sheets, `F` files, `U` usage, `T` terminal, `A` analyses, and
  /// three digits.
  public let code: String
  /// The same in every run: what a problem is decides it, no option does.
  public let severity: Severity
  /// Whether it may only follow from a part of the text that could not be read; beside what is said of that part it is
  /// not worth a message.
  public let isConsequence: Bool
  private let chinese: () -> Wording
  private let english: () -> Wording

  /// Both wordings have to be given; each is worked out only when it is asked for.
  public init(
    _ code: String, _ severity: Severity = .error, isConsequence: Bool = false,
    zh: @autoclosure @escaping () -> Wording, en: @autoclosure @escaping () -> Wording
  ) {
    self.code = code
    self.severity = severity
    self.isConsequence = isConsequence
    chinese = zh
    english = en
  }

  /// Its words, put together at each call.
  public func wording(_ language: Language) -> Wording {
    switch language {
    case .zh: chinese()
    case .en: english()
    }
  }
}

extension [String] {
  /// The first few of them in a sentence, and how many there are.
  ///
  /// - Parameter measure: by which Chinese counts them.
  public func listed(_ language: Language, atMost shown: Int = 8, measure: String = "个") -> String {
    let more =
      count <= shown ? "" : language == .zh ? "等 \(count) \(measure)" : " and \(count - shown) more"
    return prefix(shown).joined(separator: language == .zh ? "、" : ", ") + more
  }
}

/// A problem in words: one sentence, why it matters, and what to do.
public struct Wording: Hashable, Sendable {
  /// One sentence that says what is wrong, naming what it is about.
  public let sentence: String
  /// Why that matters; nil where the sentence says enough.
  public let reason: String?
  /// What to write or do instead; nil where nothing in particular helps.
  public let remedy: String?

  /// Only the sentence is needed.
  public init(_ sentence: String, reason: String? = nil, remedy: String? = nil) {
    self.sentence = sentence
    self.reason = reason
    self.remedy = remedy
  }
}
