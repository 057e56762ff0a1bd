/// What runs the plan of a standard in a browser.
public enum ScriptEngine {
  /// The script, which gives a page the name `Rulecheck`; what that has stands at the head of `rulecheck.js`. Its files
  /// see one another and nobody else sees into them.
  public static let source =
    "'use strict'\n{\n" + files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n") + "}\n"

  /// In this order each finds what it takes while it is read.
  private static let files: [[UInt8]] = [
    PackageResources.fractions_js, PackageResources.ranges_js, PackageResources.dates_js, PackageResources.texts_js,
    PackageResources.computed_js, PackageResources.plan_value_js, PackageResources.operations_js,
    PackageResources.rows_js, PackageResources.levels_js, PackageResources.primitives_js, PackageResources.cases_js,
    PackageResources.cohorts_js, PackageResources.packing_js, PackageResources.settings_js,
    PackageResources.standard_js, PackageResources.evaluation_js, PackageResources.results_js,
    PackageResources.frontier_js, PackageResources.ranking_js, PackageResources.quotas_js,
    PackageResources.rulecheck_js,
  ]
}
