/// What a result waits for: a fact of the sheet, or a parameter of the standard that has no value yet; by place.
public enum Missing: Hashable, Comparable, Sendable {
  case fact(Int)
  case parameter(Int)
}
