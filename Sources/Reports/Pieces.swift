import Sheets

/// The rows of a table, or the lines of a list. There may be very many, so that they are made when they are asked for: piece
/// by piece, on all cores.
public protocol Pieces<Element> {
  /// A row, or a line.
  associatedtype Element

  /// How many pieces there are.
  var pieceCount: Int { get }

  /// What makes a piece by its number; each core has one of its own. It makes no difference which is asked for first, and
  /// how often.
  func maker() -> (_ number: Int) -> [Element]
}

extension Pieces {
  /// All of them.
  public var all: [Element] { mapPieces { $0 }.flatMap(\.self) }

  /// Each of them turned into another.
  func mapped<Other>(_ body: @escaping (Element) -> Other) -> any Pieces<Other> { MappedPieces(base: self, body) }

  /// Gives a value for each piece, made on all cores.
  func mapPieces<Value>(_ body: ([Element]) -> Value) -> [Value] {
    var values: [Value] = []
    let makers = makers
    Cores.inOrder(pieceCount, cores: makers.count, { body(makers[$0]($1)) }, { values.append($0) })
    return values
  }

  /// Writes each piece as a text, made on all cores.
  ///
  /// - Parameter add: puts it behind what is written.
  func write<Failure: Error>(
    _ add: ([Element], inout [UInt8]) -> Void, _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let makers = makers
    try Cores.inRounds(
      pieceCount, cores: makers.count,
      {
        var bytes: [UInt8] = []
        add(makers[$0]($1), &bytes)
        return bytes
      }, put)
  }

  private var makers: [(Int) -> [Element]] {
    (0..<Cores.count(for: pieceCount, atLeast: 1)).map { _ in maker() }
  }
}

extension Array: Pieces {
  private static var most: Int { 1 << 12 }

  /// Those that are there already are taken some thousand at a time.
  public var pieceCount: Int { (count + Self.most - 1) / Self.most }

  public func maker() -> (_ number: Int) -> [Element] {
    { Array(self[$0 * Self.most..<Swift.min(count, ($0 + 1) * Self.most)]) }
  }
}

/// What others give, each turned into something else.
private struct MappedPieces<Base: Pieces, Element>: Pieces {
  private let base: Base
  private let body: (Base.Element) -> Element

  init(base: Base, _ body: @escaping (Base.Element) -> Element) { (self.base, self.body) = (base, body) }

  var pieceCount: Int { base.pieceCount }

  func maker() -> (_ number: Int) -> [Element] {
    let (make, body) = (base.maker(), body)
    return { make($0).map(body) }
  }
}
