import Diagnostics

/// What can be wrong with a file.
public enum FileProblem: Problem, Error, Equatable {
  /// What a path can lead to beside files and folders.
  public enum Special: Sendable { case device, pipe, socket }

  /// The two streams to which a run writes.
  public enum Stream: Sendable { case output, errors }

  case notFound(String)
  case unreadable(String, FileFailure)
  case unwritable(String, FileFailure)
  /// And what is there instead.
  case noSheets(String, [PassedOver])
  case isFolder(String)
  /// Something from which nothing is read.
  case noInput(String, Special)
  /// Something to which nothing is written.
  case noOutput(String, Special)
  case tooLarge(String, limit: Int)
  /// A result would replace what it was worked out from: the path as given, and as it was read.
  case isInput(String, readAs: String)
  /// A link to a place where there is nothing.
  case danglingLink(String, to: String)
  case streamFailed(Stream, FileFailure)

  public static let examples: [FileProblem] = [
    .notFound("a.rules"), .unreadable("a.rules", .noPermission), .unwritable("out.json", .readOnly),
    .noSheets("上报", [PassedOver("甲.xlsx", .spreadsheet)]), .isFolder("rules"), .noInput("/dev/zero", .device),
    .noOutput("queue", .pipe),
    .tooLarge("a.csv", limit: 64 << 20), .isInput("./a.csv", readAs: "a.csv"), .danglingLink("out.txt", to: "/gone/x"),
    .streamFailed(.output, .diskFull),
  ]

  public var code: String {
    switch self {
    case .notFound: "F101"
    case .unreadable: "F102"
    case .unwritable: "F103"
    case .noSheets: "F104"
    case .isFolder: "F105"
    case .noInput: "F106"
    case .noOutput: "F107"
    case .tooLarge: "F108"
    case .isInput: "F109"
    case .danglingLink: "F110"
    case .streamFailed: "F111"
    }
  }

  public var severity: Severity { .error }
}
