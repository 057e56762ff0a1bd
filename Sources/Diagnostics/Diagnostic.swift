/// The language of messages and reports.
public enum Language: String, Sendable, CaseIterable {
  case zh, en

  /// Whether a text has Chinese characters in it.
  public static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}

/// Errors keep a standard from being used, or a value from being read; everything else is a warning.
public enum Severity: String, Sendable {
  case error, warning
}

/// What is wrong, as data. Each room keeps its problems in enums, in which a case and its message are one entry each.
public protocol Problem: Sendable {
  /// The one entry of the case at hand: its code and its words.
  var message: Message { get }
}

extension Problem {
  /// ``Message/code``, stable across versions: a letter for the kind of matter and three digits.
  public var code: String { message.code }
  /// ``Message/severity``, which the problem alone decides.
  public var severity: Severity { message.severity }
  /// ``Message/isConsequence``: not worth a message beside the error it may follow from.
  public var isConsequence: Bool { message.isConsequence }
  /// Its words, put together anew at each call.
  public func wording(_ language: Language) -> Wording { message.wording(language) }
}

/// What cannot be done, and why.
public struct Refusal: Error {
  /// What the message is made from.
  public let problem: any Problem

  /// - Parameter problem: any room's; the case keeps its data.
  public init(_ problem: any Problem) { self.problem = problem }
}

/// Where a problem is.
public enum Place: Hashable, Sendable {
  /// A stretch of a rules file.
  case source(SourceFile, SourceRange)
  /// A cell of a sheet: file, row (from 1), column heading, the text found there, and where the file has several tables in it
  /// the one.
  case cell(file: String, row: Int?, column: String?, value: String?, in: WorksheetPlace? = nil)
  /// A whole file, by its path.
  case file(String)
  /// What was typed on the command line, or given to the library.
  case argument(String)
}

/// A worksheet, or a cell in it.
public struct WorksheetPlace: Hashable, Sendable {
  /// As its tab has it.
  public let name: String
  /// `B7`; nil where the place is none, or a row.
  public let cell: String?

  /// - Parameter cell: as the spreadsheet calls it.
  public init(_ name: String, cell: String? = nil) { (self.name, self.cell) = (name, cell) }
}

/// A problem at a place.
public struct Diagnostic: Sendable {
  /// What is wrong, without saying where.
  public let problem: any Problem
  /// Where it is shown, and where a replacement belongs.
  public let place: Place
  /// A second place that belongs to the matter.
  public let related: Place?
  /// The text that should stand there instead, when that is likely.
  public let replacement: String?
  /// What the replacement takes the place of, in the same file; nil where that is the place itself.
  public let replaced: SourceRange?

  /// - Parameter replacement: for a place in a source only.
  public init(
    _ problem: any Problem, at place: Place, related: Place? = nil, replacement: String? = nil,
    of replaced: SourceRange? = nil
  ) {
    self.problem = problem
    self.place = place
    self.related = related
    self.replacement = replacement
    self.replaced = replaced
  }

  /// Whether it is more than a warning.
  public var isError: Bool { problem.severity == .error }
}
