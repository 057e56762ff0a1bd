/// What the terminal can do and the user wants, as far as the environment tells.
public struct Capabilities: Hashable, Sendable {
  /// Whether the cursor can be moved at all.
  public var edits: Bool
  /// Whether styles may be shown.
  public var colors: Bool
  /// Whether lines are wrapped anew when the width changes.
  public var reflows: Bool

  /// Those of a terminal that can do everything.
  public init(edits: Bool = true, colors: Bool = true, reflows: Bool = true) {
    self.edits = edits
    self.colors = colors
    self.reflows = reflows
  }

  /// Reads `TERM`, `NO_COLOR` and `XTERM_VERSION`. Without `TERM` nothing is edited or coloured.
  public init(environment: (String) -> String?) {
    let kind = environment("TERM") ?? ""
    let isMultiplexer = kind.hasPrefix("tmux") || kind.hasPrefix("screen")
    edits = !["", "dumb", "cons25", "emacs"].contains(kind)
    // https://no-color.org: set to anything but the empty string.
    colors = edits && (environment("NO_COLOR") ?? "").isEmpty
    // A multiplexer inherits the variables of the terminal it was started in.
    reflows = kind != "linux" && (environment("XTERM_VERSION") == nil || isMultiplexer)
  }
}
