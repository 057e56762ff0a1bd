/// A file of fact sheets. Its ending decides the form; one that stands for none is that of a text sheet.
public struct SheetFile: Sendable {
  /// As shown in messages.
  public let path: String
  /// As read: what encoding they are in is found out.
  public let bytes: [UInt8]

  /// - Parameter path: its last part decides the form, and for tables of records whose list they are.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  var form: SheetForm { name.split(separator: ".").last.flatMap { SheetForm.of($0.lowercased()) } ?? .text }

  var origin: Origin { Origin(path) }

  /// `小区.行政处罚.csv` → 行政处罚: what a companion table is named after.
  var companionOf: String? {
    let parts = name.split(separator: ".")
    return parts.count >= 3 ? TextDecoding.trim(String(parts[parts.count - 2])) : nil
  }

  /// `行政处罚.csv` → 行政处罚.
  var stem: String { TextDecoding.trim(String(name.split(separator: ".").first ?? "")) }

  /// With half-width twins, and without what nobody sees.
  private var name: String { TextDecoding.narrow(path.split(separator: "/").last.map(String.init) ?? "") }
}
