import Planning

// What results are told in, for those who read results and no plans.

/// What an expression gives: a value, a range, or that it is unknown or cannot be worked out.
public typealias Computed = Planning.Computed
/// A fact or parameter that something waits for, by place in the standard.
public typealias Missing = Planning.Missing
/// What is said of a clause, from met to failed.
public typealias Verdict = Planning.Verdict
