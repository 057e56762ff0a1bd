import Diagnostics
import Spreadsheets

extension WorkbookWriter {
  /// With the words of a language, deflated on all cores.
  ///
  /// - Parameter footer: what stands at the foot of each page, beside its number.
  package init(_ language: Language, footer: String = "") {
    let side = footer.isEmpty ? "" : "&L" + footer.split(separator: "&").joined(separator: "&&")
    let mark = TableRows.Aside.options.label(language)
    let words =
      switch language {
      case .zh: Words(font: "宋体", footer: side + "&R第 &P 页，共 &N 页", options: "选项", optionsTitle: mark)
      case .en: Words(font: "Calibri", footer: side + "&RPage &P of &N", options: "options", optionsTitle: mark)
      }
    self.init(words) { count, make in Cores.map(count, make) }
  }
}
