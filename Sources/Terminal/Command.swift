/// What a key asks the editor to do.
enum Command: Hashable, Sendable {
  case insert(String)
  /// Inserts in a step of its own.
  case paste(String)
  case newline, enter
  case move(Motion)
  case lineUp, lineDown, older, newer
  /// Removes up to where a motion leads.
  case remove(Motion)
  /// Removes and keeps for ``yank``.
  case kill(Motion)
  case yank, yankOlder
  case transpose, undo
  case complete
  case searchOlder, searchNewer
  case cancel, escape
  case interrupt, deleteOrEnd, suspend, clearScreen
}

extension Command {
  /// The meaning of a key; nil if it has none.
  init?(_ key: Key) {
    let found: Command? =
      switch key.code {
      case .paste(let text): .paste(text)
      case .text(let text):
        switch key.modifiers.subtracting(.shift) {
        case []: .insert(text)
        case .control: Self.control[text]
        case .alt: Self.alt[text.lowercased()]
        default: nil
        }
      default: Self.named(key)
      }
    guard let found else { return nil }
    self = found
  }

  private static let control: [String: Command] = [
    "a": .move(.lineStart), "b": .move(.left), "c": .interrupt, "d": .deleteOrEnd, "e": .move(.lineEnd),
    "f": .move(.right), "g": .cancel, "k": .kill(.lineEnd), "l": .clearScreen, "n": .lineDown, "p": .lineUp,
    "r": .searchOlder, "s": .searchNewer, "t": .transpose, "u": .kill(.lineStart), "w": .kill(.blankLeft), "y": .yank,
    "z": .suspend, "_": .undo,
  ]

  private static let alt: [String: Command] = [
    "b": .move(.wordLeft), "d": .kill(.wordRight), "f": .move(.wordRight), "y": .yankOlder,
  ]

  private static func named(_ key: Key) -> Command? {
    let byWords = !key.modifiers.isDisjoint(with: [.alt, .control])
    switch key.code {
    case .enter: return byWords ? .newline : .enter
    case .tab: return key.modifiers.isEmpty ? .complete : nil
    case .backspace: return byWords ? .kill(.wordLeft) : .remove(.left)
    case .delete: return byWords ? .kill(.wordRight) : .remove(.right)
    case .escape: return .escape
    case .left: return .move(byWords ? .wordLeft : .left)
    case .right: return .move(byWords ? .wordRight : .right)
    case .home: return .move(byWords ? .start : .lineStart)
    case .end: return .move(byWords ? .end : .lineEnd)
    case .up: return byWords ? .older : .lineUp
    case .down: return byWords ? .newer : .lineDown
    case .pageUp: return .older
    case .pageDown: return .newer
    case .text, .paste: return nil
    }
  }
}
