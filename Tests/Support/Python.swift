import Foundation

/// Another program's reading of what is written, where it is installed.
package enum Python {
  static func found(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first(where: FileManager.default.isExecutableFile)
  }

  private static let python = found("python3")

  /// Whether there is a python3 with openpyxl.
  package static let hasOpenpyxl = has("openpyxl")

  /// Whether there is a python3 with a package.
  package static func has(_ package: String) -> Bool { (try? run("import " + package, [])) != nil }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// What a script writes.
  package static func run(_ script: String, _ arguments: [String], input: String = "") throws -> String {
    guard let python else { throw Failure(description: "no python3") }
    return try run(program: python, ["-c", script] + arguments, input: input)
  }

  /// What a program writes.
  package static func run(program: String, _ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    // Pipes would stay open as long as anybody has inherited them.
    let files = try (0..<3).map { _ in
      let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try Data().write(to: url)
      return url
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data(input.utf8).write(to: files[2])
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = try FileHandle(forReadingFrom: files[2])
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
    let trouble = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    if process.terminationStatus != 0 { throw Failure(description: trouble) }
    return text
  }

  /// The worksheets of a workbook as openpyxl reads them: names, and rows of cells, each its kind and text: `n 0.58`,
  /// `s 小区`, `d 2025-08-01`; blank ones are empty.
  package static func worksheets(_ path: String) throws -> [(name: String, rows: [[String]])] {
    let script = """
      import openpyxl, json, sys
      def cell(c):
          if c.value is None: return ""
          if c.data_type == "d": return "d " + c.value.strftime("%Y-%m-%d")
          return c.data_type + " " + (repr(c.value) if c.data_type == "n" else str(c.value))
      book = openpyxl.load_workbook(sys.argv[1])
      sheets = [[s.title] + [[cell(c) for c in row] for row in s.iter_rows()] for s in book.worksheets if s.sheet_state == "visible"]
      print(json.dumps(sheets))
      """
    let json = try JSONSerialization.jsonObject(with: Data(run(script, [path]).utf8))
    return (json as? [[Any]] ?? []).map { sheet in
      (sheet.first as? String ?? "", sheet.dropFirst().map { $0 as? [String] ?? [] })
    }
  }
}
