import Evaluation
import Sheets

/// A long file that is made piece by piece.
public protocol PiecewiseFile {
  /// Gives the pieces, each some of its bytes, in their order.
  func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure)
}

/// A workbook that is written so.
public protocol WorkbookFile: PiecewiseFile {
  /// So many columns the widest of its worksheets has.
  var columnCount: Int { get }
}

extension PiecewiseFile {
  /// Makes pieces of many parts on all cores, and puts them in their order.
  ///
  /// - Parameters:
  ///   - count: of the parts.
  ///   - piece: how many of them a piece has.
  ///   - writer: makes what writes pieces; each core has one of its own.
  func putParts<Writer, Failure: Error>(
    _ count: Int, piece: Int, writer: () -> Writer, _ write: (Writer, Range<Int>) -> [UInt8],
    _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let writers = (0..<Cores.count(for: count, atLeast: piece)).map { _ in writer() }
    try Cores.inRounds(
      (count + piece - 1) / piece, cores: writers.count,
      { core, number in write(writers[core], number * piece..<min(count, (number + 1) * piece)) }, put)
  }
}

extension Cores {
  /// Like ``inOrder(_:cores:_:_:)``, but somebody who listens may end the work in between.
  static func inRounds<Failure: Error>(
    _ count: Int, cores: Int, _ make: (_ core: Int, _ number: Int) -> [UInt8],
    _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    // So many pieces each core makes in a round.
    let round = 16 * cores
    for start in stride(from: 0, to: count, by: round) {
      try inOrder(min(count - start, round), cores: cores, { make($0, start + $1) }, put)
      Pulse.beat()
    }
  }
}
