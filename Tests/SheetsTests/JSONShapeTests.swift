import Diagnostics
import Foundation
import Quantities
import Testing

@testable import Sheets

/// JSON as people and programs write it that is not what is read here: what is said leads to what is.
@Suite struct JSONShapeTests {
  private static let schema = {
    func column(_ name: String, _ type: ValueType) -> Schema.Column {
      Schema.Column(name: name, alias: nil, type: type, lower: nil, upper: nil)
    }
    let date = ValueType.Column(name: "日期", alias: nil, type: .date)
    return Schema(
      columns: [
        column("小区", .text), column("收费率", .percentage), column("有电梯", .truth),
        column("处罚", .records(.none, columns: [date])),
      ], subjects: [0], units: UnitTable())
  }()

  private static func read(_ text: String) -> (table: Table, problems: [Diagnostic]) {
    let (table, problems) = SheetReader.read([SheetFile(path: "a.json", bytes: Array(text.utf8))], schema: schema)
    return (table, problems)
  }

  private static let right = #"[{"小区":"甲","收费率":"95%","有电梯":true}]"#

  static let slips: [(written: String, slip: JSONSlip?)] = [
    (#"[{"小区":"甲","收费率":"95%","有电梯":true,}]"#, .lastComma), (#"[{"小区":"甲","收费率":"95%","有电梯":true},]"#, .lastComma),
    (#"[{'小区':"甲","收费率":"95%","有电梯":true}]"#, .quotes), (#"[{"小区":“甲”,"收费率":"95%","有电梯":true}]"#, .quotes),
    (#"[{"小区"："甲","收费率":"95%","有电梯":true}]"#, .fullWidth(":")),
    (#"[{"小区":"甲"，"收费率":"95%","有电梯":true}]"#, .fullWidth(",")),
    (#"[{"小区":"甲"、"收费率":"95%","有电梯":true}]"#, .fullWidth(",")),
    (#"［{"小区":"甲","收费率":"95%","有电梯":true}]"#, .fullWidth("[")),
    (#"[{"小区":"甲" "收费率":"95%","有电梯":true}]"#, .missing(",")), (#"[{"小区" "甲","收费率":"95%","有电梯":true}]"#, .missing(":")),
    (#"[{"小区"="甲","收费率":"95%","有电梯":true}]"#, .missing(":")), (#"[{"小区":"甲"} {"小区":"乙"}]"#, .missing(",")),
    (#"[{小区:"甲","收费率":"95%","有电梯":true}]"#, .unquoted), (#"[{"小区":甲,"收费率":"95%","有电梯":true}]"#, .unquoted),
    (#"[{"小区":"甲","收费率":95%,"有电梯":true}]"#, .number), (#"[{"小区":"甲","收费率":.95,"有电梯":true}]"#, .number),
    (#"[{"小区":"甲","收费率":"95%","有电梯":True}]"#, .word), (#"[{"小区":"甲","收费率":NaN,"有电梯":true}]"#, .word),
    (#"[{"小区":"甲","收费率":"95%","有电梯":None}]"#, .word), (#"[{"小区":"甲", // 名称"#, .comment), ("# 表\n[]", .comment),
  ]

  /// Whatever is wrong in one place is told there, with what to write instead.
  @Test(arguments: slips) func slipsHaveARemedy(_ written: String, _ slip: JSONSlip?) throws {
    #expect(Self.read(Self.right).problems.isEmpty)
    guard case .failure(let failure) = JSONParser.parse(written), case .unexpected(_, let found) = failure.error else {
      Issue.record("not refused: \(written)")
      return
    }
    #expect(found == slip)
    for problem in Self.read(written).problems {
      #expect(problem.problem.code == "D401")
      for language in Language.allCases { #expect(problem.problem.wording(language).remedy?.isEmpty == false) }
    }
  }

  static let shapes: [(written: String, code: String)] = [
    (#"{"甲":{"收费率":"95%","有电梯":true},"乙":{"收费率":"90%","有电梯":false}}"#, "D403"),
    (#"{"data":[{"小区":"甲","收费率":"95%"}],"total":1}"#, "D404"), (#"[["小区","收费率"],["甲","95%"]]"#, "D405"),
    (#"{"小区":["甲","乙"],"收费率":["95%","90%"]}"#, "D406"), (#""甲""#, "D407"), ("5", "D407"), (#"[{"小区":"甲"},5]"#, "D407"),
    (#"[{"小区":"甲","处罚":{"日期":"2025-1-1"}}]"#, "D313"), (#"[{"小区":"甲","有电梯":"是","收费率":{"值":95}}]"#, "D313"),
    (#"[{"小区":"甲","收费率":true}]"#, "D313"),
  ]

  /// A shape is told once, and what the remedy shows is read.
  @Test(arguments: shapes) func shapesHaveARemedy(_ written: String, _ code: String) throws {
    let (_, problems) = Self.read(written)
    #expect(problems.map(\.problem.code) == [code])
    let remedy = try #require(problems.first?.problem.wording(.zh).remedy)
    guard let start = remedy.firstIndex(of: "{"), let end = remedy.lastIndex(of: "}") else { return }
    let sheet = String(remedy[start...end])
    // An example of records is what stands behind the name of their fact.
    let text = code == "D313" ? #"[{"小区":"甲","处罚":[\#(sheet)]}]"# : "[\(sheet)]"
    #expect(
      Self.read(text).problems.isEmpty && Self.read(text).table.sheets.first?.name.hasPrefix("甲") == true, "\(text)")
  }
}
