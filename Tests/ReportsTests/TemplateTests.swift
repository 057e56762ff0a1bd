import Diagnostics
import Foundation
import Model
import Syntax
import TestSupport
import Testing

@testable import Reports
@testable import Sheets

/// Blank sheets tell those who fill them in what counts.
@Suite struct TemplateTests {
  static let standards = ["rules/houma.rules", "rules/observatory.rules", "rules/linfen.rules", "rules/shanxi.rules"]
  static let languages: [Language] = [.zh, .en]

  static func blank(_ path: String, _ form: SheetForm, _ language: Language) throws -> (Standard, BlankSheet.Written) {
    let loaded = try Package.load(path)
    let standard = try #require(loaded.standard)
    let sheet = Template.sheet(standard, loaded.outline, language: language)
    let blank = try #require(form.blank)
    return (standard, blank(sheet))
  }

  /// A blank sheet is none: it states nothing, and nothing is said of it but that it has no name.
  @Test(arguments: standards, languages) func nothingIsReadFromRemarks(_ path: String, _ language: Language) throws {
    for form in SheetForm.blanks {
      let (standard, written) = try Self.blank(path, form, language)
      let main = SheetFile(path: "空." + form.endings[0], bytes: written.bytes)
      let companions = written.companions.map {
        SheetFile(path: "空.\($0.fact).\(form.endings[0])", bytes: $0.bytes)
      }
      let (table, problems) = SheetReader.read([main] + companions, schema: standard.schema)
      #expect(table.sheets.isEmpty, "\(form.name)")
      #expect(problems.allSatisfy { $0.problem.code == "D203" }, "\(form.name): \(problems.map(\.problem.code))")
      // Where there is a row a sheet, there is none, and of those of workbooks nothing is said either.
      if ["csv", "xlsx"].contains(form.name) { #expect(problems.isEmpty, "\(form.name): \(problems)") }
    }
  }

  /// Everything that is judged is named with its points at every fact that it depends on, and told in full.
  @Test(arguments: standards, languages) func everyFactSaysWhatItIsFor(_ path: String, _ language: Language) throws {
    let (standard, written) = try Self.blank(path, .text, language)
    let text = String(decoding: written.bytes, as: UTF8.self)
    let (_, table) = try Self.blank(path, .csv, language)
    let csv = CSVText(String(decoding: table.bytes, as: UTF8.self)).table(UInt8(ascii: ",")).rows.map(\.cells)
    let index = DependencyIndex(standard)
    var facts: [Int: [String]] = [:]
    for (place, requirement) in standard.requirements.enumerated() {
      for fact in index.of(standard.sites(of: .requirement(place)).map(\.formula)).facts {
        facts[fact, default: []].append(requirement.kind.clause.spelling(language) + " " + requirement.id)
      }
    }
    for (place, category) in standard.categories.enumerated() {
      for (number, item) in category.items.enumerated() {
        let asked = index.of(standard.sites(of: .score(.item(place, number))).map(\.formula)).facts
        if asked.isEmpty && item.scoring.full == nil { continue }
        let name = ClauseKind.item.spelling(language) + " \(category.name).\(item.id)"
        let heading = "# \(name)" + (item.title.isEmpty ? "" : " “\(item.title)”")
        #expect(text.contains(heading), "\(heading)")
        for fact in asked { facts[fact, default: []].append(name) }
      }
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (fact, names) in facts {
      let field = standard.facts[fact].name + (language == .zh ? "：" : ": ")
      let place = try #require(lines.firstIndex(of: field), "\(field)")
      for name in names {
        #expect(lines[place - 2].contains(name), "\(field) \(name)")
        if let column = csv[0].firstIndex(of: standard.facts[fact].name) {
          #expect(csv[2][column].contains(name), "\(field) \(name)")
        }
      }
    }
  }

  /// Only what begins with the mark and says what the remarks are about is none of the sheets.
  @Test(arguments: [
    ("# 说明：,多少", 1), ("＃说明:文本,1", 1), ("  # 用于：原则 1,多少", 1), ("# Values: text,number", 1), ("#used for:,", 1),
    ("#1小区,2", 2), ("1# 小区,2", 2), ("#,2", 2), ("# 标题,2", 2), ("#说明书小区,2", 2),
  ]) func rowsOfRemarks(_ row: String, _ count: Int) throws {
    let standard = try standard("标准 甲\n事实 小区 文本\n事实 量 整数 个\n对象 小区\n类别 一\n  指标 1 “有”\n    条件 量 已填")
    for rows in [[row, "柳岸,3"], ["柳岸,3", row]] {
      let text = (["小区,量"] + rows).joined(separator: "\n")
      let (table, problems) = SheetReader.read(
        [SheetFile(path: "a.csv", bytes: Array(text.utf8))], schema: standard.schema)
      #expect(table.sheets.count == count && problems.isEmpty, "\(text)")
    }
  }
}
