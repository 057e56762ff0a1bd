// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

let package = Package(
  name: "rulecheck",
  products: [
    .executable(name: "rulecheck", targets: ["rulecheck"]),
    .library(name: "RuleCheck", targets: ["Workbench"]),
  ],
  targets: [
    room("Diagnostics"),
    room("Quantities"),
    room("Syntax", ["Diagnostics"]),
    room("Notices", ["Diagnostics"]),
    room("Model", ["Syntax", "Quantities", "Diagnostics"]),
    room("Sheets", ["Quantities", "Diagnostics"]),
    room("Evaluation", ["Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    room("Analysis", ["Evaluation", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"]),
    room("Reports", ["Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics"]),
    room("Workbench", ["Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics"]),
    room("Terminal", ["Diagnostics"]),
    .executableTarget(
      name: "rulecheck",
      dependencies: [
        "Workbench", "Terminal", "Reports", "Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax",
        "Quantities", "Diagnostics",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "rulecheck-bench",
      dependencies: ["Workbench", "Analysis", "Evaluation", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "RulecheckTests",
      dependencies: [
        "rulecheck", "Workbench", "Reports", "Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax",
        "Terminal", "Quantities", "Diagnostics",
      ],
      exclude: ["Golden", "Fixtures"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
