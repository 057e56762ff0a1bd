/// The six comparisons.
public enum Comparator: String, Sendable, Hashable, CaseIterable {
  case atLeast = ">="
  case above = ">"
  case atMost = "<="
  case below = "<"
  case equal = "="
  case different = "!="

  /// The words for it, beside its sign.
  var words: [Keyword.Spelling] {
    switch self {
    case .atLeast:
      [
        (.notBelow, "不低于", "not_below"), (.atLeast, "不少于", "at_least"), (.notLess, "不小于", "not_less_than"),
        (.notBefore, "不早于", "not_before"), (.reaches, "达到", "reaches"),
      ]
    case .above:
      [
        (.above, "高于", "above"), (.moreThan, "多于", "more_than"), (.greater, "大于", "greater_than"),
        (.exceeds, "超过", "exceeds"), (.after, "晚于", "after"),
      ]
    case .atMost:
      [
        (.notAbove, "不高于", "not_above"), (.noMoreThan, "不多于", "no_more_than"),
        (.notGreater, "不大于", "not_greater_than"), (.atMost, "不超过", "at_most"), (.notAfter, "不晚于", "not_after"),
      ]
    case .below:
      [
        (.below, "低于", "below"), (.fewer, "少于", "fewer_than"), (.less, "小于", "less_than"),
        (.shortOf, "不足", "short_of"), (.before, "早于", "before"),
      ]
    case .equal: [(.equals, "等于", "equals")]
    case .different: [(.differs, "不等于", "differs_from")]
    }
  }

  /// The comparison with its sides exchanged.
  public var turned: Comparator {
    switch self {
    case .atLeast: .atMost
    case .above: .below
    case .atMost: .atLeast
    case .below: .above
    case .equal, .different: self
    }
  }

  /// Whether the comparison is true of two known values.
  public func holds<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Bool {
    switch self {
    case .atLeast: left >= right
    case .above: left > right
    case .atMost: left <= right
    case .below: left < right
    case .equal: left == right
    case .different: left != right
    }
  }
}

/// What may be asked of a value beside the comparisons.
public enum Predicate: Sendable, Hashable, CaseIterable {
  case isIn, notIn, contains, containsAny, containsAll, isKnown, isMissing, within

  var row: (spelling: Keyword.Spelling, hasRightSide: Bool) {
    switch self {
    case .isIn: ((.isIn, "属于", "in"), true)
    case .notIn: ((.notIn, "不属于", "not_in"), true)
    case .contains: ((.contains, "包含", "contains"), true)
    case .containsAny: ((.containsAny, "包含任一", "contains_any"), true)
    case .containsAll: ((.containsAll, "包含全部", "contains_all"), true)
    case .isKnown: ((.isKnown, "已填", "is_known"), false)
    case .isMissing: ((.isMissing, "未填", "is_missing"), false)
    case .within: ((.within, "位于", "within"), true)
    }
  }
}

/// What a query makes of rows.
public enum Aggregate: Sendable, Hashable, CaseIterable {
  case anyRow, everyRow, count, sum, greatest, least, average, latest, earliest

  /// What stands behind the rows.
  enum Operand: Sendable {
    /// A condition, in brackets or on one column.
    case condition
    case nothing
    case column
  }

  var row: (spelling: Keyword.Spelling, takes: Operand) {
    switch self {
    case .anyRow: ((.anyRow, "任一", "any"), .condition)
    case .everyRow: ((.everyRow, "所有", "every"), .condition)
    case .count: ((.count, "计数", "count"), .nothing)
    case .sum: ((.sum, "合计", "sum"), .column)
    case .greatest: ((.greatest, "最大", "maximum"), .column)
    case .least: ((.least, "最小", "minimum_of"), .column)
    case .average: ((.average, "平均", "average"), .column)
    case .latest: ((.latest, "最近", "latest"), .column)
    case .earliest: ((.earliest, "最早", "earliest"), .column)
    }
  }
}

/// The functions; what they mean stands in `Model`.
public enum Function: Sendable, Hashable, CaseIterable {
  case larger, smaller, share, length, absolute, power, halfUp, roundUp, roundDown
  case rank, cohortLeast, cohortMost, cohortMean, cohortCount

  /// How a function is written.
  public struct Row: Sendable {
    let spelling: Keyword.Spelling
    /// Its Chinese word.
    public var chinese: String { spelling.1 }
    /// Its English word, in lower case with underscores.
    public var english: String { spelling.2 }
    /// How many values stand in its brackets.
    public let operands: ClosedRange<Int>
    /// Whether 前 or 后 stands behind them.
    public var takesEnd = false
    /// Whether it names a way of rounding where that stands without brackets.
    var isRounding = false

    /// How much stands in its brackets, in words for messages.
    public var count: String {
      operands.count > 1 ? "\(operands.lowerBound)+" : "\(operands.lowerBound + (takesEnd ? 1 : 0))"
    }
  }

  /// What calls of it look like.
  public var row: Row {
    switch self {
    case .larger: Row(spelling: (.larger, "较大者", "max"), operands: 1...1_000)
    case .smaller: Row(spelling: (.smaller, "较小者", "min"), operands: 1...1_000)
    case .share: Row(spelling: (.share, "占比", "share"), operands: 2...2)
    case .length: Row(spelling: (.length, "字数", "length"), operands: 1...1)
    case .absolute: Row(spelling: (.absolute, "绝对值", "abs"), operands: 1...1)
    case .power: Row(spelling: (.power, "乘方", "power"), operands: 2...2)
    case .halfUp: Row(spelling: (.halfUp, "四舍五入", "half_up"), operands: 2...2, isRounding: true)
    case .roundUp: Row(spelling: (.roundUp, "进一", "round_up"), operands: 2...2, isRounding: true)
    case .roundDown: Row(spelling: (.roundDown, "舍去", "round_down"), operands: 2...2, isRounding: true)
    case .rank: Row(spelling: (.rank, "名次", "rank"), operands: 2...2, takesEnd: true)
    case .cohortLeast: Row(spelling: (.cohortLeast, "群体最低", "cohort_min"), operands: 2...2)
    case .cohortMost: Row(spelling: (.cohortMost, "群体最高", "cohort_max"), operands: 2...2)
    case .cohortMean: Row(spelling: (.cohortMean, "群体平均", "cohort_mean"), operands: 2...2)
    case .cohortCount: Row(spelling: (.cohortCount, "群体计数", "cohort_count"), operands: 2...2)
    }
  }
}
