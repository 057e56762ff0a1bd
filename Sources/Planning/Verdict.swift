/// The verdicts of Grammar.md, section 7.
public enum Verdict: String, Sendable, CaseIterable {
  case met, partlyMet, unmet, unverified, inapplicable, failed
}
