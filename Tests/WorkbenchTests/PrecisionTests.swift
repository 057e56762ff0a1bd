import Diagnostics
import Model
import Quantities
import Sheets
import TestSupport
import Testing
import Workbench

/// 精度: what is finer is refused, or rounded before its range is looked at.
@Suite struct PrecisionTests {
  private static func standard(_ fact: String) throws -> Standard {
    try TestSupport.standard("标准 例\n事实 名 文本\n事实 \(fact)\n对象 名\n类别 一\n指标 1 “一”\n条件 项 已填\n")
  }

  @Test(arguments: [
    ("项 数量 度 精度 0.1 度", "37.2", "37.2", ""), ("项 数量 度 精度 0.1 度", "37.20", "37.2", ""),
    ("项 数量 度 精度 0.1 度", "37.25", nil, "D334"), ("项 数量 度 精度 0.1 度 四舍五入", "37.25", "37.3", ""),
    ("项 数量 度 精度 0.1 度 舍去", "37.29", "37.2", ""), ("项 数量 度 精度 0.1 度 进一", "37.21", "37.3", ""),
    ("项 数量 度 范围 0 度 至 40 度 精度 0.1 度 四舍五入", "40.04", "40", ""),
    ("项 数量 度 范围 0 度 至 40 度 精度 0.1 度 四舍五入", "40.05", nil, "D310"), ("项 整数 度 精度 5 度", "12", nil, "D334"),
    ("项 整数 度 精度 5 度", "10", "10", ""), ("项 百分比 精度 0.1%", "95.5%", "0.955", ""),
    ("项 百分比 精度 0.1%", "95.55%", nil, "D334"), ("项 数量 年 精度 3 个月 四舍五入", "1.4 年", "18", ""),
  ])
  func aSheetStatesWhatIsMeasured(_ fact: String, _ cell: String, _ value: String?, _ code: String) throws {
    let standard = try Self.standard(fact)
    let files = [
      SheetFile(path: "甲.txt", bytes: Array("名：甲\n项：\(cell)".utf8)),
      SheetFile(path: "乙.json", bytes: Array("{\"名\": \"乙\", \"项\": \"\(cell)\"}".utf8)),
    ]
    let (table, problems) = SheetReader.read(files, schema: standard.schema)
    #expect(problems.map(\.problem.code) == (code.isEmpty ? [] : [code, code]))
    for sheet in table.sheets {
      if let value {
        #expect(sheet.cells[1] == .value(.number(try #require(try Rational.parse(decimal: value)))))
      } else {
        #expect(sheet.cells[1] == .unreadable)
      }
    }
  }

  /// The highest of a range that is not stated is a multiple too.
  @Test func whatIsMissingLiesBetweenMultiples() throws {
    #expect(try Self.standard("项 百分比 精度 30%").facts[1].upper == .number(Rational(9, over: 10)))
  }
}
