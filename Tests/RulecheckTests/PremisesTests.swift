import Foundation
import TestSupport
import Testing

/// What a rules file may name to inherit from, and what is never shown of other files.
@Suite struct PremisesTests {
  private static let secret = "机密 口令 = 1234 ＠@"

  private static func variant(_ path: String) -> String { "标准 下级 继承 试点 于 “\(path)”\n修改 参数 门槛 90%\n" }

  /// Each place with a path to it, and whether it is inherited from.
  @Test func onlyRulesFilesAround() throws {
    let bench = try CommandBench()
    let manager = FileManager.default
    for folder in ["一/二/三", "一/四", "外"] {
      try manager.createDirectory(at: bench.folder.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    for place in ["一/二/a.rules", "一/二/三/a.rules", "一/a.rules", "一/四/a.rules", "外/a.rules", "一/二/a.txt", "一/二/A.RULES"] {
      try bench.put(CommandBench.rules, place)
    }
    try bench.put(Self.secret + "\n", "一/二/secret.rules")
    try bench.put(Self.secret + "\n" + CommandBench.rules, "一/二/secret")
    try Data([0xC3, 0x28] + Self.secret.utf8).write(to: bench.folder.appendingPathComponent("一/二/bytes.rules"))
    mkfifo(bench.path("一/二/fifo.rules"), 0o600)
    for (link, target) in [
      ("out.rules", "../../外/a.rules"), ("passwd.rules", "/etc/passwd"), ("in.rules", "a.rules"),
      ("zero.rules", "/dev/zero"),
      ("secret-link.rules", "secret"), ("外", "../../外"),
    ] {
      try manager.createSymbolicLink(atPath: bench.path("一/二/" + link), withDestinationPath: target)
    }
    let cases: [(path: String, code: String?)] = [
      ("a.rules", nil), ("./a.rules", nil), ("三/a.rules", nil), ("../a.rules", nil), ("../四/a.rules", nil),
      ("in.rules", nil),
      (bench.path("一/二/a.rules"), nil), ("../二/../二/a.rules", nil), ("A.RULES", nil),
      ("../../外/a.rules", "M516"), (bench.path("外/a.rules"), "M516"), ("out.rules", "M516"), ("外/a.rules", "M516"),
      ("passwd.rules", "M516"), ("zero.rules", "M516"), ("/etc/passwd", "M517"), ("/dev/zero", "M517"),
      ("a.txt", "M517"),
      ("secret", "M517"), ("secret.rules", "M517"), ("secret-link.rules", "M517"), ("bytes.rules", "M517"),
      ("fifo.rules", "F106"), ("none.rules", "M511"), ("三", "M517"), ("../../../../../../../etc/passwd", "M517"),
    ]
    for (path, code) in cases {
      try bench.put(Self.variant(path), "一/二/v.rules")
      for format in ["text", "json"] {
        let run = try CommandTests.run("check", bench.path("一/二/v.rules"), "--format", format)
        let said = run.output + run.errors
        #expect(run.code == (code == nil ? 0 : 2), "\(path): \(said)")
        if let code {
          #expect(said.contains(code) && said.contains((path as NSString).lastPathComponent), "\(path): \(said)")
        }
        #expect(!said.contains("口令") && !said.contains("root:"), "\(path): \(said)")
      }
    }
    // Two steps, each of them one folder up, are not one.
    try bench.put(Self.variant("../外/a.rules"), "一/b.rules")
    try bench.put("标准 末级 继承 下级 于 “../b.rules”\n", "一/二/v.rules")
    let far = try CommandTests.run("check", bench.path("一/二/v.rules"))
    #expect(far.code == 2 && far.errors.contains("M516"), "\(far.errors)")
    #expect(try CommandTests.run("check", bench.path("一/b.rules")).code == 0)
  }

  /// A file given in the place of rules that is something else: no line of it is shown.
  @Test(arguments: ["check", "show", "fmt", "template", "test", "repl"]) func whatIsNoRulesFileIsNotQuoted(
    _ command: String
  ) throws {
    let bench = try CommandBench()
    try bench.put(Self.secret + "\n", "secret.txt")
    for path in [bench.path("secret.txt"), bench.path("a.csv"), "/etc/passwd"] {
      let run = try CommandTests.run(command, path)
      #expect(run.code == 2 && run.errors.contains("R306"), "\(path): \(run.errors)")
      #expect(!run.errors.contains("口令") && !run.errors.contains("root:") && !run.errors.contains("东苑"))
    }
    // Whatever it is called, with that clause it is one.
    try bench.put(CommandBench.rules.replacingOccurrences(of: "对象 小区", with: "对象 小巷"), "rules.txt")
    #expect(try CommandTests.run("check", bench.path("rules.txt")).errors.contains("小巷"))
  }
}
