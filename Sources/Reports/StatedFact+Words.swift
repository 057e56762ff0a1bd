import Diagnostics
import Evaluation
import Quantities

extension StatedFact {
  /// In words; `text` is how a value is written.
  public func described(_ language: Language, _ text: (Value) -> String) -> String {
    let labels = Labels(language: language)
    switch self {
    case .stated(let value): return text(value)
    case .byDefault(let value):
      return labels.say("未填，按缺省 \(text(value))", "not stated, by default \(text(value))")
    case .missing: return labels.say("未填", "not stated")
    case .unreadable: return labels.say("读不出", "unreadable")
    }
  }
}
