/// What counts as a word. Chinese is written without blanks, so a change of script ends a word too.
enum Words {
  private enum Kind {
    case blank, mark, letters, han
  }

  private static func kind(_ character: Character) -> Kind {
    guard let scalar = character.unicodeScalars.first else { return .blank }
    if character.isWhitespace { return .blank }
    // The iteration mark repeats a Chinese character but is not counted among them.
    if scalar.properties.isIdeographic || scalar == "々" { return .han }
    return character.isLetter || character.isNumber || character == "_" ? .letters : .mark
  }

  private static func isWord(_ kind: Kind) -> Bool { kind == .letters || kind == .han }

  static func end(after index: String.Index, in text: String) -> String.Index {
    var place = index
    while place < text.endIndex, !isWord(kind(text[place])) { place = text.index(after: place) }
    guard place < text.endIndex else { return place }
    let run = kind(text[place])
    while place < text.endIndex, kind(text[place]) == run { place = text.index(after: place) }
    return place
  }

  static func start(before index: String.Index, in text: String) -> String.Index {
    var place = index
    var run: Kind?
    while place > text.startIndex {
      let before = text.index(before: place)
      let kind = kind(text[before])
      if run == nil, isWord(kind) { run = kind }
      if let run, kind != run { break }
      place = before
    }
    return place
  }

  static func blank(before index: String.Index, in text: String) -> String.Index {
    var place = index
    var isInside = false
    while place > text.startIndex {
      let before = text.index(before: place)
      let isBlank = kind(text[before]) == .blank
      if isBlank, isInside { break }
      if !isBlank { isInside = true }
      place = before
    }
    return place
  }
}
