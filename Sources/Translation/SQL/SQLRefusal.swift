/// Why something cannot be said exactly in SQL.
public enum SQLRefusal: Error, Hashable, Sendable, CaseIterable {
  /// A number of more digits than columns hold.
  case tooLong
  /// An end of a range that is left out where it would have to be counted on.
  case openEnd
  /// A number divided by another where the result is told.
  case brokenPoints
  /// Months added to a date that is not fixed.
  case movingMonths
  /// A step that is not fixed.
  case movingStep
  /// More cases than are written out.
  case manyCases
  /// Cases of something whose limits depend on the sheet.
  case movingCases
  /// More parts that may not apply than are written out.
  case manyParts
  /// Parts without weight beside others that may not apply.
  case weightlessParts
  /// Failures of several kinds where it matters which.
  case mixedFailures
  /// What is asked of rows.
  case rows
  /// A comparison across a cohort of a kind that is not said.
  case cohort
  /// Places of grades, which hang on the places of others.
  case gradePlaces
  /// A value that waits for a parameter.
  case openParameter
  /// A text that may be written with other characters, which the program takes for the same.
  case textForm
  /// More columns in a stage, or longer rows of facts, than engines hold.
  case tooWide
}
