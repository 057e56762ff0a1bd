/// Turns the bytes a terminal sends into keys, whatever pieces they arrive in. Bytes and sequences without a meaning
/// here are dropped.
struct KeyDecoder: Sendable {
  private enum State {
    case ground
    case escape
    /// Behind `ESC [`, with its parameters.
    case sequence([UInt8])
    /// Behind `ESC O`.
    case single
    /// Behind `ESC [ [`, the function keys of the Linux console.
    case console
    case paste([UInt8])
  }

  /// Longer parameters belong to no key.
  private static let parameterLimit = 32
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var collector = UTF8Collector()
  /// Characters that arrived together become one key, so that a long run is inserted in one step.
  private var run = String.UnicodeScalarView()
  private var keys: [Key] = []

  init() {}

  /// Whether ``expire()`` should be called if nothing more arrives: ESC may be a key or the start of one.
  var isWaiting: Bool {
    switch state {
    case .ground, .paste: false
    case .escape, .sequence, .single, .console: true
    }
  }

  /// The keys that these bytes complete.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    for byte in bytes { take(byte) }
    return flush()
  }

  /// Nothing more arrived for a while: ESC alone was the key, and an unfinished sequence is none.
  mutating func expire() -> [Key] {
    if case .escape = state { emit(Key(.escape)) }
    if isWaiting { state = .ground }
    return flush()
  }

  private mutating func flush() -> [Key] {
    endRun()
    defer { keys = [] }
    return keys
  }

  private mutating func endRun() {
    if run.isEmpty { return }
    keys.append(.text(String(run)))
    run = String.UnicodeScalarView()
  }

  private mutating func emit(_ key: Key?) {
    guard let key else { return }
    endRun()
    keys.append(key)
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeGround(byte)
    case .escape: takeEscape(byte)
    case .sequence(var parameters):
      state = .ground  // so that the array is not copied for each byte
      takeSequence(byte, &parameters)
    case .single:
      state = .ground
      if byte < 0x20 { takeGround(byte) } else { emit(Self.letter(byte, [])) }
    case .console: state = .ground
    case .paste(var text):
      state = .ground
      text.append(byte)
      takePaste(&text)
    }
  }

  private mutating func takeGround(_ byte: UInt8) {
    if byte == 0x1B {
      collector = UTF8Collector()
      state = .escape
    } else if let scalar = collector.add(byte) {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        emit(Self.control(byte))
      } else if !(0x80..<0xA0).contains(scalar.value) {
        run.append(scalar)
      }
    }
  }

  private mutating func takeEscape(_ byte: UInt8) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .sequence([])
    case UInt8(ascii: "O"): state = .single
    case 0x1B:
      emit(Key(.escape))
      state = .escape
    case 0x80...:
      emit(Key(.escape))
      takeGround(byte)
    case 0x20..<0x7F: emit(.alt(String(Unicode.Scalar(byte))))
    default:
      if let key = Self.control(byte) { emit(Key(key.code, key.modifiers.union(.alt))) }
    }
  }

  private mutating func takeSequence(_ byte: UInt8, _ parameters: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: state = .console
    case 0x20..<0x40:
      if parameters.count <= Self.parameterLimit { parameters.append(byte) }
      state = .sequence(parameters)
    case 0x40..<0x7F: finishSequence(byte, parameters)
    default: takeGround(byte)
    }
  }

  private mutating func finishSequence(_ final: UInt8, _ parameters: [UInt8]) {
    if parameters.count > Self.parameterLimit { return }
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(UInt16(String(decoding: $0, as: UTF8.self)) ?? 0) }
    // A modifier is sent as 1 + shift + 2 alt + 4 control; higher bits are keys this editor does not know.
    let modifiers = Key.Modifiers(rawValue: numbers.count > 1 && numbers[1] > 0 ? (numbers[1] - 1) & 7 : 0)
    guard final == UInt8(ascii: "~") else { return emit(Self.letter(final, modifiers)) }
    if numbers.first == 200 {
      state = .paste([])
    } else if let code = Self.numbered[numbers.first ?? 0] {
      emit(Key(code, modifiers))
    }
  }

  private mutating func takePaste(_ bytes: inout [UInt8]) {
    guard bytes.last == Self.pasteEnd.last, bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
      state = .paste(bytes)
      return
    }
    var collector = UTF8Collector()
    var text = String.UnicodeScalarView()
    for byte in bytes.dropLast(Self.pasteEnd.count) {
      if let scalar = collector.add(byte) { text.append(scalar) }
    }
    emit(.paste(EntryText.clean(String(text))))
  }

  // MARK: - What the codes mean

  private static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x00: nil
    case 0x09: Key(.tab)
    case 0x0A, 0x0D: Key(.enter)
    case 0x08, 0x7F: Key(.backspace)
    case 0x01...0x1A: .control(String(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: .control(String(Unicode.Scalar(byte + 0x40)))
    default: nil
    }
  }

  private static func letter(_ final: UInt8, _ modifiers: Key.Modifiers) -> Key? {
    switch final {
    case UInt8(ascii: "A"): Key(.up, modifiers)
    case UInt8(ascii: "B"): Key(.down, modifiers)
    case UInt8(ascii: "C"): Key(.right, modifiers)
    case UInt8(ascii: "D"): Key(.left, modifiers)
    case UInt8(ascii: "H"): Key(.home, modifiers)
    case UInt8(ascii: "F"): Key(.end, modifiers)
    case UInt8(ascii: "Z"): Key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "M"): Key(.enter, modifiers)
    default: nil
    }
  }

  private static let numbered: [Int: Key.Code] = [
    1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
  ]
}
