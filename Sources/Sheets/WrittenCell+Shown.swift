import Spreadsheets

extension WrittenCell {
  /// A text of which nothing is hidden, as CSV has it.
  package static func shown(_ text: String) -> WrittenCell { text.isEmpty ? .blank : .text(CSV.printable(text)) }
}
