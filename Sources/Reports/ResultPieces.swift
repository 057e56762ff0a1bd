import Evaluation
import Sheets

/// Something that is read of the results of an outcome from the first to a last, many at a time.
struct ResultPieces<Element>: Pieces {
  private let outcome: Outcome
  /// So many of the report are read.
  private let count: Int
  private let make: () -> (Range<Int>) -> [Element]

  /// So many results are read at a time.
  private static var most: Int { 32 * ResultColumns.blockSize }

  /// - Parameter make: gives what reads some results by their places in the report; each core has one of its own.
  init(_ outcome: Outcome, count: Int, _ make: @escaping () -> (_ places: Range<Int>) -> [Element]) {
    (self.outcome, self.count, self.make) = (outcome, count, make)
  }

  var pieceCount: Int { (count + Self.most - 1) / Self.most }

  func maker() -> (_ number: Int) -> [Element] {
    let make = make()
    return { make($0 * Self.most..<min(count, ($0 + 1) * Self.most)) }
  }
}

extension Range<Int> {
  /// The same in blocks of so many as results are read at a time.
  var blocks: [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: ResultColumns.blockSize).map {
      $0..<Swift.min(upperBound, $0 + ResultColumns.blockSize)
    }
  }
}

extension Outcome {
  /// Reads results with all their parts: from columns where there are many.
  func wholeResults() -> (_ places: Range<Int>) -> [SheetResult] {
    guard isLarge, let reader = ResultColumns(self, \.nodes)?.reader() else {
      return { $0.map { self.result(at: $0).whole } }
    }
    return { places in
      reader.gather(places)
      return places.blocks.flatMap { block in
        reader.read(block)
        return block.indices.map { reader.whole($0 - block.lowerBound) }
      }
    }
  }
}
