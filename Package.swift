// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

func room(_ name: String, _ imports: [Target.Dependency] = [], linked: [LinkerSetting] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings, linkerSettings: linked)
}

func tests(_ room: String, _ imports: [Target.Dependency]) -> Target {
  .testTarget(name: room + "Tests", dependencies: imports + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "rulecheck",
  // Int128 needs them.
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [
    .executable(name: "rulecheck", targets: ["rulecheck"]),
    .library(name: "RulecheckKit", targets: ["RulecheckKit"]),
  ],
  targets: [
    room("Diagnostics"),
    room("Quantities"),
    room("Drawing", ["Quantities", "Diagnostics"]),
    room("Spreadsheets", ["Quantities"]),
    room("Syntax", ["Diagnostics"]),
    room("Notices", ["Diagnostics"]),
    room("Model", ["Syntax", "Quantities", "Diagnostics"]),
    .target(
      name: "Planning", dependencies: ["Model", "Syntax", "Quantities", "Diagnostics"], exclude: ["Primitives.md"],
      swiftSettings: settings),
    // Where the C library has no decoder of its own.
    room(
      "Sheets", ["Spreadsheets", "Quantities", "Diagnostics"],
      linked: [.linkedLibrary("iconv", .when(platforms: [.macOS, .iOS]))]),
    room("Evaluation", ["Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    .target(
      name: "Translation", dependencies: ["Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
      exclude: ["SQL/SQL.md"], resources: [.embedInCode("Assets")], swiftSettings: settings),
    room("Analysis", ["Evaluation", "Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    room(
      "Reports",
      [
        "Analysis", "Evaluation", "Planning", "Model", "Sheets", "Spreadsheets", "Notices", "Drawing", "Syntax",
        "Quantities", "Diagnostics",
      ]),
    .target(
      name: "Pages",
      dependencies: [
        "Reports", "Analysis", "Translation", "Evaluation", "Planning", "Model", "Sheets", "Drawing", "Syntax",
        "Quantities", "Diagnostics",
      ],
      resources: [.embedInCode("Assets")], swiftSettings: settings),
    room(
      "Workbench",
      ["Analysis", "Evaluation", "Planning", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics"]),
    room(
      "RulecheckKit",
      ["Workbench", "Reports", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics"]),
    room("Terminal", ["Diagnostics"]),
    .executableTarget(
      name: "rulecheck",
      dependencies: [
        "Workbench", "Terminal", "Pages", "Reports", "Drawing", "Analysis", "Translation", "Evaluation", "Planning",
        "Model",
        "Sheets", "Spreadsheets", "Notices", "Syntax", "Quantities", "Diagnostics",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "rulecheck-bench",
      dependencies: [
        "RulecheckKit", "Workbench", "Reports", "Analysis", "Evaluation", "Model", "Sheets", "Syntax", "Quantities",
        "Diagnostics",
      ],
      swiftSettings: settings),
    // Tests type into it; no product.
    .executableTarget(name: "terminal-probe", dependencies: ["Terminal"], swiftSettings: settings),
    // What the tests share; no product. It reaches up to the workbench, which makes standards of texts.
    .target(
      name: "TestSupport",
      dependencies: [
        "Workbench", "Analysis", "Evaluation", "Model", "Sheets", "Spreadsheets", "Quantities", "Diagnostics",
      ],
      path: "Tests/Support", swiftSettings: settings),
    tests("Diagnostics", ["Diagnostics"]),
    tests("Quantities", ["Quantities"]),
    tests("Drawing", ["Drawing", "Quantities", "Diagnostics"]),
    tests("Spreadsheets", ["Spreadsheets", "Quantities"]),
    tests("Syntax", ["Syntax", "Diagnostics"]),
    tests("Notices", ["Notices"]),
    tests("Model", ["Model", "Syntax", "Quantities", "Diagnostics"]),
    tests("Planning", ["Planning", "Model"]),
    tests("Sheets", ["Sheets", "Model", "Quantities", "Diagnostics"]),
    tests("Evaluation", ["Evaluation", "Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    tests("Translation", ["Translation", "Evaluation", "Planning", "Model", "Sheets", "Quantities", "Diagnostics"]),
    tests("Analysis", ["Analysis", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics"]),
    tests(
      "Reports",
      ["Reports", "Drawing", "Analysis", "Evaluation", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    tests("Pages", ["Pages", "Reports", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics"]),
    tests(
      "Workbench",
      [
        "Workbench", "Reports", "Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax", "Quantities",
        "Diagnostics",
      ]),
    tests("RulecheckKit", ["RulecheckKit"]),
    tests("Terminal", ["Terminal", "terminal-probe"]),
    // They run the program or look at the whole house.
    tests(
      "Rulecheck",
      [
        "rulecheck", "Terminal", "Workbench", "Reports", "Drawing", "Analysis", "Translation", "Evaluation", "Planning",
        "Model", "Sheets", "Syntax", "Quantities", "Diagnostics",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
