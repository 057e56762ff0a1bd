/// A long text that is made piece by piece, so that no more of it is held than a piece.
public protocol PiecewiseText {
  /// Gives the pieces, each the bytes of some of it in UTF-8, in their order.
  func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure)
}
