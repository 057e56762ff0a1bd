/// What runs the plan of a standard in a browser.
public enum ScriptEngine {
  /// The script, which gives a page the name `Rulecheck`; what that has stands at its head.
  public static let source = String(decoding: PackageResources.engine_js, as: UTF8.self)
}
