import Diagnostics

/// A form of fact sheets: how files of it are named, how they are read, and how a blank one is written.
public struct SheetForm: Sendable {
  /// By which the command line calls it: `csv`, `xlsx`, `json`, `jsonl`, `text`.
  public let name: String
  /// How the names of files end that hold it, in small letters.
  public let endings: [String]
  /// Whether its files are no texts that a terminal could show.
  public let isBinary: Bool
  let content: Content
  /// Nil for a form that nobody fills in by hand.
  public let blank: (@Sendable (BlankSheet) -> BlankSheet.Written)?

  init(
    name: String, endings: [String], isBinary: Bool = false, content: Content,
    blank: (@Sendable (BlankSheet) -> BlankSheet.Written)? = nil
  ) {
    self.name = name
    self.endings = endings
    self.isBinary = isBinary
    self.content = content
    self.blank = blank
  }

  /// What the bytes of a file are.
  enum Content: Sendable {
    /// Rows under headings. Lists of records do not fit into a cell: they have companion tables.
    case tables(TableDecoder)
    /// Sheets with their records in them; what cannot be read is reported and refused.
    case sheets(@Sendable (inout SheetReader, SheetFile) -> Void)

    /// Sheets in the bytes of a text. The reader is given them, and the file for messages.
    static func bytes(_ read: @escaping @Sendable (inout SheetReader, CellBytes, Origin) -> Void) -> Content {
      .sheets { reader, file in
        if let text = reader.content(TextDecoding.utf8(file.bytes), of: file.origin) {
          text.bytes[text.start...].withUnsafeBufferPointer { read(&reader, $0, file.origin) }
        } else {
          reader.refuse(file.origin)
        }
      }
    }

    /// Sheets in a text. The reader is given the text, and the file for messages.
    static func text(_ read: @escaping @Sendable (inout SheetReader, String, Origin) -> Void) -> Content {
      .sheets { reader, file in
        if let text = reader.content(TextDecoding.decode(file.bytes), of: file.origin) {
          read(&reader, text, file.origin)
        } else {
          reader.refuse(file.origin)
        }
      }
    }
  }

  /// The forms in the order in which messages list them.
  public static let all: [SheetForm] = [.csv, .spreadsheet, .json, .jsonLines, .text]

  /// Those in which blank sheets are written, first the one that needs no other program.
  public static let blanks: [SheetForm] = ([.text] + all.filter { $0.name != text.name }).filter { $0.blank != nil }

  /// The form that an ending stands for; nil for other files.
  /// - Parameter ending: what stands behind the last dot, in small letters.
  public static func of(_ ending: String) -> SheetForm? { all.first { $0.endings.contains(ending) } }

  /// `.csv, .json, .jsonl or .txt`
  public static func list(_ separator: String, _ last: String) -> String {
    let endings = all.flatMap(\.endings).map { "." + $0 }
    return endings.dropLast().joined(separator: separator) + last + endings.suffix(1).joined()
  }
}

/// From a file to the tables in it.
typealias TableDecoder = @Sendable (SheetFile) -> TableFile
