import Quantities

/// The parts of a region, one after the other. Those in which a leaf has one value each are made when they are looked at:
/// often the first tell enough.
struct Parts {
  private var regions: ArraySlice<Region> = []
  private var values: (of: Int, in: Region, left: ArraySlice<Value>)?

  /// - Parameter regions: nil for such as cannot be.
  init(_ regions: [Region?]) { self.regions = regions.compactMap { $0 }[...] }

  /// A part for each of some values of a leaf.
  init(_ region: Region, _ leaf: Int, _ values: [Value]) { self.values = (leaf, region, values[...]) }

  mutating func next() -> Region? {
    if let region = regions.popFirst() { return region }
    guard let value = values?.left.popFirst(), let values else { return nil }
    return values.in.restricting(values.of, to: [value])
  }
}
