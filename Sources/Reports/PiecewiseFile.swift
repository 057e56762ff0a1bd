/// A long file that is made piece by piece.
public protocol PiecewiseFile {
  /// Gives the pieces, each some of its bytes, in their order.
  func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure)
}
