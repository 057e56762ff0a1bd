/// A number as JSON has it, in decimals.
enum JSONNumber {
  /// `-1.25e3` → `-1250`.
  /// - Returns: nil where the decimals would be too long to be meant.
  static func decimal(_ digits: String) -> String? {
    guard let sign = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return digits }
    let mantissa = digits[..<sign]
    let unsigned = mantissa.drop { $0 == "-" }
    if unsigned.allSatisfy({ $0 == "0" || $0 == "." }) { return "0" }
    guard let exponent = Int(digits[digits.index(after: sign)...]), exponent.magnitude <= limit else { return nil }
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    var all = Array(parts[0] + fraction)
    var point = parts[0].count + exponent
    if point <= 0 {
      all.insert(contentsOf: [Character](repeating: "0", count: 1 - point), at: 0)
      point = 1
    }
    if point > all.count { all += [Character](repeating: "0", count: point - all.count) }
    var tail = all[point...]
    while tail.last == "0" { tail.removeLast() }
    return (mantissa.hasPrefix("-") ? "-" : "") + String(all[..<point]) + (tail.isEmpty ? "" : "." + String(tail))
  }

  private static let limit: UInt = 400

  /// Whether the digits can be taken for a text: a whole number that programs which count in binary fractions keep.
  static func isText(_ digits: String) -> Bool {
    digits.count <= 15 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
