import Planning

// What results are told in, for those who read results and no plans.

public typealias Computed = Planning.Computed
public typealias Missing = Planning.Missing
public typealias Verdict = Planning.Verdict
