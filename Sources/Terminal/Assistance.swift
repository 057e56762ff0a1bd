/// What the editor asks of whoever knows the language that is typed. Ranges and cursors count UTF-8 bytes.
public struct Assistance {
  /// Whether Enter ends the entry; otherwise it adds a line.
  public var isComplete: (_ text: String) -> Bool
  /// What could stand at the cursor; its range lies within the text.
  public var complete: (_ text: String, _ cursor: Int) -> Completion
  /// The styles of the parts of an entry; where ranges overlap, the one that starts first counts.
  public var highlight: (_ text: String) -> [StyledRange]

  /// Without arguments: every entry is complete, and nothing is proposed or coloured.
  public init(
    isComplete: @escaping (_ text: String) -> Bool = { _ in true },
    complete: @escaping (_ text: String, _ cursor: Int) -> Completion = { _, cursor in Completion(cursor..<cursor, [])
    },
    highlight: @escaping (_ text: String) -> [StyledRange] = { _ in [] }
  ) {
    self.isComplete = isComplete
    self.complete = complete
    self.highlight = highlight
  }
}

/// What could stand in place of a part of the entry.
public struct Completion: Hashable, Sendable {
  /// One of the things to choose from.
  public struct Candidate: Hashable, Sendable {
    /// What is inserted.
    public let text: String
    /// What the list shows.
    public let label: String

    /// - Parameter label: the text itself if nil.
    public init(_ text: String, label: String? = nil) {
      self.text = text
      self.label = label ?? text
    }
  }

  /// What a candidate takes the place of, in UTF-8 bytes; empty to insert only.
  public let range: Range<Int>
  /// In the order of the list.
  public let candidates: [Candidate]

  /// Nothing can be completed where there are no candidates.
  public init(_ range: Range<Int>, _ candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0.text) }) else { return "" }
    for candidate in candidates.dropFirst() {
      prefix = zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0)
    }
    return String(prefix)
  }
}
