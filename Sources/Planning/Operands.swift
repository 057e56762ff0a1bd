/// What the operands of a node gave, looked at where it stands: each is read once or twice, and a list of copies takes
/// longer to make than that.
public struct Operands: RandomAccessCollection {
  private let values: [PlanValue]
  /// Where they stand among the values; nil where these are the operands.
  private let places: [Int]?

  /// Some values as they stand.
  public init(_ values: [PlanValue]) { (self.values, places) = (values, nil) }

  /// Those at some places among the values of a plan.
  public init(_ values: [PlanValue], at places: [Int]) { (self.values, self.places) = (values, places) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { places?.count ?? values.count }
  public subscript(index: Int) -> PlanValue {
    if let places { values[places[index]] } else { values[index] }
  }

  /// Whether none fails or waits for anything.
  var areReady: Bool {
    for index in indices {
      let place = places?[index] ?? index
      if values[place].error != nil || !values[place].waits.isEmpty { return false }
    }
    return true
  }
}
