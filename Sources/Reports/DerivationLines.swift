import Evaluation
import Model
import Quantities

/// How points come about, as lines of sums: `扣减 1 分 按 缺席 每 1 次  →  8 - 2 × 1 = 6`.
struct DerivationLines {
  let standard: Standard
  let labels: Labels

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// One line for each step, those of parts together in one. Nothing where the points are all that a line would say.
  func lines(_ steps: [DerivationStep]) -> [String] {
    if steps.allSatisfy(\.speaksForItself) { return [] }
    let decimals = Decimals(steps.flatMap(\.numbers))
    var lines: [String] = []
    var before: Interval?
    var parts: [DerivationStep] = []
    for (index, step) in steps.enumerated() {
      parts += step.kind == .part ? [step] : []
      if step.kind == .part, index + 1 < steps.count, steps[index + 1].kind == .part { continue }
      // What has a single part comes to what that does.
      if step.kind != .part || before != nil || parts.count > 1 {
        lines.append(line(step, from: before, parts, decimals))
      }
      (before, parts) = (step.points, [])
    }
    return lines
  }

  private func line(
    _ step: DerivationStep, from before: Interval?, _ parts: [DerivationStep], _ decimals: Decimals<Rational>
  ) -> String {
    func number(_ interval: Interval?) -> String { interval.map { labels.points($0, decimals) } ?? "" }
    /// One that stands behind a sign.
    func operand(_ interval: Interval?) -> String {
      interval?.exact?.isNegative == true ? say("（\(number(interval))）", "(\(number(interval)))") : number(interval)
    }
    let (start, result) = (number(before), number(step.points))
    func line(_ words: String, _ sum: String = "") -> String { words + "  →  " + (sum.isEmpty ? result : sum) }
    switch step.kind {
    case .full: return line(say("满分", "full points"))
    case .zero: return line(say("从零分起", "from nothing"))
    case .mark: return line(say("评分 ", "mark ") + written(step))
    case .row: return line(step.range == nil ? say("没有一档成立", "no row holds") : written(step))
    case .interpolation: return line(say("插值 ", "interpolate ") + written(step))
    case .running: return line(say("此前总分", "total so far"))
    case .inapplicable: return line(say("不适用", "not applicable"))
    case .unmet: return line(say("条件不成立", "conditions not met"))
    case .part: return line(say("合计", "sum"), sum(parts, from: before, number) + " = " + result)
    case .add, .subtract:
      let sign = step.kind == .add ? " + " : " - "
      guard let (times, each) = step.count else {
        return line(written(step), start + sign + operand(step.amount) + " = " + result)
      }
      let product = times == Interval(.one) ? operand(each) : "\(number(times)) × \(operand(each))"
      guard step.isCut, let most = step.most else {
        return line(written(step), start + sign + product + " = " + result)
      }
      let limit = number(most)
      let limited = say("（\(product) 超过最多 \(limit)）", " (\(product) is above the limit of \(limit))")
      return line(written(step) + limited, start + sign + limit + " = " + result)
    case .multiply: return line(written(step), "\(start) × \(operand(step.amount)) = \(result)")
    case .round:
      let mode = step.mode.map(labels.rounding) ?? ""
      return line(say("\(mode)至 \(number(step.amount))", "\(mode) to \(number(step.amount))"), "\(start) ⇒ \(result)")
    case .cap: return line(say("封顶 \(number(step.amount))", "cap \(number(step.amount))"), "\(start) ⇒ \(result)")
    case .floor: return line(say("保底 \(number(step.amount))", "floor \(number(step.amount))"), "\(start) ⇒ \(result)")
    case .share:
      return line(
        say("不适用的分值分摊过来", "its share of what does not apply"), "\(start) × \(operand(step.amount)) = \(result)")
    case .convert: return line(say("折算", "converted"), "\(start) × \(operand(step.amount)) = \(result)")
    case .change: return line(say("变动", "change"))
    case .taken: return line(say("从总分里扣", "taken off the total"))
    case .open: return line(say("尚有待定，可能为", "something is open; it may be"))
    }
  }

  /// As the rules have it, on one line; empty where they say nothing of it.
  func written(_ step: DerivationStep) -> String {
    let text = step.range.map { standard.sources.text(of: $0) } ?? ""
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// `3（1.1） + 4（1.2）`.
  private func sum(_ parts: [DerivationStep], from before: Interval?, _ number: (Interval?) -> String) -> String {
    var sum = before.map { number($0) } ?? ""
    for part in parts {
      let isTaken = part.amount?.exact?.isNegative ?? false
      let amount = number(isTaken ? part.amount?.negated : part.amount)
      let name = part.part.map { self.name($0) } ?? ""
      sum += sum.isEmpty ? (isTaken ? "-" : "") : isTaken ? " - " : " + "
      sum += amount + say("（\(name)）", " (\(name))")
    }
    return sum
  }

  /// What people may call it with --item.
  func name(_ path: ResultPath) -> String {
    switch path {
    case .category(let index): standard.categories[index].name
    case .group: standard.key(of: path).name
    case .item(let index, let item): standard.number(ofItem: item, in: index)
    case .adjustment(let index): standard.adjustments[index].name
    }
  }
}

extension DerivationStep {
  /// Whether the points and the conditions beside it say as much.
  fileprivate var speaksForItself: Bool {
    switch kind {
    case .full, .zero, .unmet, .inapplicable, .running, .change, .taken, .open: true
    case .mark, .row, .interpolation, .part, .add, .subtract, .multiply, .round, .cap, .floor, .share, .convert: false
    }
  }

  /// Whether 最多 takes something off in any case.
  fileprivate var isCut: Bool {
    guard let (times, each) = count, let most, let counted = try? times.multiplied(by: each) else { return false }
    return counted.least > most.most
  }

  fileprivate var numbers: [Rational] {
    [points, amount, count?.times, count?.each, most].compactMap { $0 }.flatMap(\.ends)
  }
}
