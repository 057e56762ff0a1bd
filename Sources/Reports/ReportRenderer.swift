/// Makes a report into a text for people.
public protocol ReportRenderer {
  /// Gives the text, in UTF-8, piece by piece.
  func write<Failure: Error>(_ report: Report, _ put: ([UInt8]) throws(Failure) -> Void) throws(Failure)
}

extension ReportRenderer {
  /// The whole text.
  public func render(_ report: Report) -> String {
    var bytes: [UInt8] = []
    write(report) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The text of a report, which may be long.
public struct RenderedReport<Renderer: ReportRenderer>: PiecewiseFile {
  private let report: Report
  private let renderer: Renderer

  public init(_ report: Report, by renderer: Renderer) { (self.report, self.renderer) = (report, renderer) }

  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    try renderer.write(report, put)
  }
}
