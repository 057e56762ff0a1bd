import Diagnostics
import Quantities

// What the messages call types, measures and errors of arithmetic.

extension ValueType {
  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .truth: return zh ? "“是/否”" : "yes/no"
    case .number(let measure, _):
      return measure.isPlain ? (zh ? "数" : "a plain number") : measure.described(language)
    case .percentage: return zh ? "百分比" : "a percentage"
    case .date: return zh ? "日期" : "a date"
    case .text: return zh ? "文字" : "text"
    case .choice: return zh ? "选项" : "a choice"
    case .choices: return zh ? "多选" : "choices"
    case .records: return zh ? "记录" : "records"
    }
  }

  func remedy(against other: ValueType, _ language: Language) -> String? {
    let zh = language == .zh
    switch (self, other) {
    case (.percentage, .number): return zh ? "95% 与 95 不同：百分比要写 %。" : "95% is not 95: write the % sign."
    case (.number, .percentage):
      return zh ? "两数相除要得百分比，写 占比（甲，乙）。" : "To get a percentage from two numbers, write share(a, b)."
    case (.choice, _): return zh ? "选项写成它的词，或带引号的文字。" : "Write an option as its word, or as a text in quotes."
    default: return nil
    }
  }
}

extension Measure {
  func described(_ language: Language) -> String {
    isPlain ? (language == .zh ? "没有单位的数" : "a plain number") : "“\(language == .zh ? text : english)”"
  }
}

extension ModelProblem.Wanted {
  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .condition: return zh ? "一个条件（是或否）" : "A condition (yes or no)"
    case .points: return zh ? "分数或百分比" : "An amount of points or a percentage"
    case .number, .anyNumber: return zh ? "一个数" : "A number"
    case .constantNumber: return zh ? "一个固定的数" : "A fixed number"
    case .date: return zh ? "一个日期" : "A date"
    case .text: return zh ? "文字" : "Text"
    case .textOrChoice: return zh ? "文字或选项" : "Text or a choice"
    case .records: return zh ? "一项记录" : "A records fact"
    case .choice: return zh ? "一项选项" : "A choice"
    case .comparable: return zh ? "可以排序的值" : "A value that has an order"
    }
  }

  func remedy(_ language: Language) -> String? {
    guard self == .condition else { return nil }
    return language == .zh ? "补上比较，例如 不低于 95%。" : "Add a comparison such as not_below 95%."
  }
}

extension ArithmeticError {
  /// A whole sentence, with its full stop.
  public func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .overflow:
      let limit = Rational.digitLimit
      return zh
        ? "结果太长：分子或分母超过 \(limit) 位。" : "A result is too long: a numerator or denominator of more than \(limit) digits."
    case .divisionByZero: return zh ? "除数是零。" : "Division by zero."
    case .dateOutOfRange: return zh ? "日期超出公元 1 年至 9999 年。" : "A date is outside the years 1 to 9999."
    case .brokenMonth: return zh ? "日期只能加减整天、整月。" : "Only whole days and months can be added to a date."
    case .conflictingValues:
      return zh ? "同一对象在不同表里的数值不一致。" : "Sheets of one entity state different values."
    case .markOutOfRange: return zh ? "评分不在 0 分与满分之间。" : "The mark is not between 0 and the full points."
    case .notScored: return zh ? "不计分，没有总分。" : "Not scored: there is no total."
    case .amountOutOfRange:
      return zh ? "加计或扣减的分数不在规定的范围内。" : "The points added or subtracted are not within the stated limits."
    }
  }
}
