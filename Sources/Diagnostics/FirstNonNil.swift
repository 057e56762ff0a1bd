extension Sequence {
  /// What comes of the first element of which something comes. A lazy `compactMap` asks that element twice, each time all
  /// beneath it, and so on.
  package func firstNonNil<Part>(_ transform: (Element) throws -> Part?) rethrows -> Part? {
    for element in self { if let part = try transform(element) { return part } }
    return nil
  }
}
