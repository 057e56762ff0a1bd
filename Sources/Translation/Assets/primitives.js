// What each primitive of a plan makes of its operands.

/** Operands up to the first that fails: what they wait for, and its failure. */
function read(operands) {
  let waits = 0n
  for (const operand of operands) {
    waits |= operand.waits
    if (operand.error) return { waits, failure: new PlanValue(unknown, waits, false, operand.error) }
  }
  return { waits, failure: null }
}

function strict(operands, body) {
  const { waits, failure } = read(operands)
  return failure || valueOf(body(operands.map((operand) => operand.computed)), waits)
}

/** Points that fail where an operand does, or the body; what is done to something that does not apply does not. */
function ranged(operands, body) {
  const absent = operands.find((operand) => operand.isNone)
  if (absent) return absent
  const { waits, failure } = read(operands)
  if (failure) return failure
  const state = { mayFail: operands.some((operand) => operand.mayFail) }
  const mayBeNone = operands.some((operand) => operand.mayBeNone)
  const range = attempt(() => body(operands.map((operand) => operand.range), state))
  const value =
    range instanceof Failure ? new PlanValue(unknown, waits, false, range) : pointsOf(range, state.mayFail, waits)
  return mayBeNone ? value.with({ mayBeNone }) : value
}

/** Operations on points; numbers that are known, nothing else being open, are the plain case. */
function operationOnPoints(name, detail) {
  const isSimple = name === 'sum' || name === 'product' || name === 'larger' || name === 'smaller'
  const types = []
  return (operands) => {
    if (isSimple && operands.every((operand) => operand.isPlainNumber)) {
      let waits = 0n
      for (const operand of operands) waits |= operand.waits
      return valueOf(attempt(() => operate(name, detail, operands.map((operand) => operand.content), types)), waits)
    }
    return ranged(operands, (ranges, state) => {
      const range = operateOnRanges(name, detail, ranges, types)
      if (!range) state.mayFail = true
      return range || all
    })
  }
}

function decidedBy(stopsAt) {
  return (operands) => {
    let waits = 0n
    for (const operand of operands) {
      waits |= operand.waits
      if (operand.truth === stopsAt) break
    }
    return valueOf(kleene(operands.map((operand) => operand.computed), stopsAt), waits)
  }
}

function chosen([test, first, second], type) {
  if (test.error) return test
  const truth = test.truth
  if (truth !== null) {
    const value = truth ? first : second
    return value.with({ waits: value.waits | test.waits })
  }
  return valueOf(
    test.mayFail ? doubtful : joinComputed(first.computed, second.computed, type),
    first.waits | second.waits | test.waits)
}

function figure(kind, worth, operands, type) {
  let waits = 0n
  const rows = []
  for (let at = 0; at + 1 < operands.length; at += 2) {
    const [passes, cell] = [operands[at], operands[at + 1]]
    waits |= passes.waits
    if (passes.error) return new PlanValue(unknown, waits, false, passes.error)
    if (passes.truth !== false) waits |= cell.waits
    rows.push({ passes: passes.computed, cell: cell.computed })
  }
  const ofNone = operands.length % 2 === 1 ? operands[operands.length - 1] : null
  if (ofNone && rows.every((row) => row.passes !== true)) waits |= ofNone.waits
  return valueOf(figureOfRows(kind, rows, worth, ofNone && ofNone.computed, type), waits)
}

function levelOf(operands, parts) {
  const isShared = operands.length > parts
  const shares = []
  for (let part = 0; part < parts; part += 1) {
    shares.push({
      points: operands[part].range, full: isShared ? operands[parts + part].range.exact : null,
      applies: operands[part].applies,
    })
  }
  return new Level(shares, isShared ? operands[operands.length - 1].range.exact : null)
}

const oneValue = new PlanValue(one)

function areKnown(operands, parts) {
  for (let part = 0; part < parts; part += 1) if (!operands[part].isPlainNumber) return false
  return true
}

function attemptPoints(body) {
  const range = attempt(body)
  return range instanceof Failure ? new PlanValue(unknown, 0n, false, range) : pointsOf(range)
}

/** Read in the order: points where it does not hold, condition, points where it holds. */
function given([condition, points, instead]) {
  const { waits, failure } = read([instead, condition])
  if (failure) return failure
  const holds = condition.truth
  const mayFail = instead.mayFail || condition.mayFail
  if (holds === false) return instead.with({ waits, mayFail })
  const all = waits | points.waits
  if (points.error) {
    return holds ? new PlanValue(unknown, all, false, points.error) : instead.with({ waits: all, mayFail: true })
  }
  return pointsOf(holds ? points.range : hull(points.range, instead.range), mayFail || points.mayFail, all)
}

function applicable([inapplicable, value], type) {
  if (inapplicable.error) return new PlanValue(unknown, inapplicable.waits, false, inapplicable.error, true)
  if (inapplicable.truth === true) return noValue.with({ waits: inapplicable.waits })
  const waits = value.waits | inapplicable.waits
  if (inapplicable.truth === false) return value.with({ waits })
  const mayFail = value.mayFail || inapplicable.mayFail || value.error !== null
  let content = value.content
  // As long as it is open whether it applies, its failure is none yet.
  if (value.error) content = type === 'points' ? none : unknown
  if (type !== 'points' && mayFail) content = unknown
  return new PlanValue(content, waits, mayFail, null, true)
}

/** Conditions and points in turn. */
function firstOf(operands) {
  let [waits, result, mayFail, isSure] = [0n, null, false, true]
  for (let at = 0; at < operands.length; at += 2) {
    const [condition, points] = [operands[at], operands[at + 1]]
    waits |= condition.waits
    if (condition.error && isSure) return new PlanValue(unknown, waits, false, condition.error)
    mayFail = mayFail || condition.mayFail || condition.error !== null
    const holds = condition.truth
    if (holds === false) continue
    waits |= points.waits
    if (points.error) {
      if (isSure && holds) return new PlanValue(unknown, waits, false, points.error)
      mayFail = true
    } else {
      mayFail = mayFail || points.mayFail
      result = result ? hull(result, points.range) : points.range
    }
    if (holds) return pointsOf(result || nothing, mayFail, waits)
    isSure = false
  }
  return pointsOf(result ? hull(result, nothing) : nothing, mayFail, waits)
}

function interpolateEnd(end, knots) {
  const last = knots[knots.length - 1]
  if (!isEnd(end)) return end < 0 ? knots[0][1] : last[1]
  const after = knots.findIndex(([at]) => compare(at, end) >= 0)
  if (after < 0) return last[1]
  if (after === 0 || equal(knots[after][0], end)) return knots[after][1]
  const [[at, points], [next, morePoints]] = [knots[after - 1], knots[after]]
  const share = divide(subtract(end, at), subtract(next, at))
  return add(points, multiply(subtract(morePoints, points), share))
}

function interpolate(range, knots) {
  let result = hull(exactly(interpolateEnd(range.least, knots)), exactly(interpolateEnd(range.most, knots)))
  for (const [at, points] of knots) {
    if (compareEnds(at, range.least) > 0 && compareEnds(at, range.most) < 0) result = hull(result, exactly(points))
  }
  return result
}

function bounded([points, least, most]) {
  if (!points.mayFail && !points.error) return points
  const bounds = between(least.range.least, most.range.most)
  const range = points.content === none || points.error ? bounds : hull(points.range, bounds)
  return pointsOf(range, points.error === null, points.waits | least.waits | most.waits).with({
    error: points.error, mayBeNone: points.mayBeNone,
  })
}

function reached([points, wanted]) {
  if (points.isNone) return noValue
  let value = unknownValue
  if (!points.error) {
    value =
      !wanted.error && !wanted.mayFail
        ? valueOf(fromTruth(compareRanges('>=', points.range, wanted.range)), wanted.waits)
        : new PlanValue(unknown, wanted.waits, false, wanted.error)
  }
  return value.with({ mayBeNone: points.mayBeNone })
}

function otherwise([value, other], type) {
  if (value.isNone) return other
  if (!value.mayBeNone) return value
  // What fails or waits is the value alone.
  const joined = joinValues(value.with({ mayBeNone: false }), other, type)
  const isLost = type !== 'points' && (value.error !== null || value.mayFail)
  return joined.with({
    error: value.error, mayFail: value.mayFail, content: isLost ? unknown : joined.content,
  })
}

function requirementVerdict(value) {
  if (value.isNone) return verdicts.inapplicable
  if (value.error) return verdicts.failed
  if (value.mayBeNone) return verdicts.unverified
  return value.truth === null ? verdicts.unverified : value.truth ? verdicts.met : verdicts.unmet
}

function pointsVerdict(value, minimum, points, full) {
  if (value.isNone) return verdicts.inapplicable
  if (value.error) return verdicts.failed
  const exact = points.exact
  if (!exact || !value.isSettled || (minimum && !minimum.isSettled)) return verdicts.unverified
  if (sign(exact) <= 0 && !(full && sign(full) === 0)) return verdicts.unmet
  return full && compare(exact, full) < 0 ? verdicts.partlyMet : verdicts.met
}

function changeVerdict(value) {
  if (value.error) return verdicts.failed
  if (value.mayFail) return verdicts.unverified
  const change = closed(value.range)
  if (sameRange(change, nothing)) return verdicts.unmet
  return signOfEnd(change.least) > 0 || signOfEnd(change.most) < 0 ? verdicts.met : verdicts.unverified
}

function hasFullPoints(verdict, share) {
  switch (verdict.name) {
    case 'met': return true
    case 'failed': return null
    case 'unverified':
      if (!share) return null
      return compareEnds(share.most, one) < 0 ? false : compareEnds(share.least, one) >= 0 ? true : null
    default: return false
  }
}

function firstToHold(conditions) {
  const possible = new Set()
  let waits = 0n
  for (let grade = 0; grade < conditions.length; grade += 1) {
    waits |= conditions[grade].waits
    const holds = conditions[grade].truth
    if (holds !== false) possible.add(grade)
    if (holds) return new PlanValue(new Grades(possible, false), waits)
  }
  return new PlanValue(new Grades(possible, true), waits)
}

/**
 * For each primitive that looks at nothing but its operands: what makes, of the node, the function of its operands.
 * Primitives.md says what they do.
 */
const primitives = {
  constant: ({ detail }) => () => detail,
  definition: () => ([value]) => value,
  part: ({ detail }) => ([bundle]) => (bundle.content instanceof Bundle ? bundle.content.values[detail] : unknownValue),
  is_known: () => ([value]) => valueOf(isKnown(value.computed), value.waits),
  not: () => ([value]) => (value.truth === null ? value : value.with({ content: !value.truth })),
  all: () => decidedBy(false),
  any: () => decidedBy(true),
  compare: ({ detail: [comparator, type] }) => (operands) =>
    strict(operands, ([a, b]) => compareComputed(comparator, a, b, type)),
  has_options: ({ detail: [wanted, needsAll] }) => (operands) =>
    strict(operands, ([chosen]) => {
      if (typeof chosen !== 'bigint') return unsettled(chosen)
      return needsAll ? (chosen & wanted) === wanted : (chosen & wanted) !== 0n
    }),
  has_text: () => (operands) =>
    strict(operands, ([text, part]) => {
      if (text === doubtful || part === doubtful) return doubtful
      if (typeof part !== 'string') return unknown
      return part === '' ? true : typeof text === 'string' ? containsText(text, part) : unknown
    }),
  choose: ({ type }) => (operands) => chosen(operands, type),
  figure: ({ detail: [kind, worth], type }) => (operands) => figure(kind, worth, operands, type),
  level: ({ detail: parts }) => (operands) => {
    // Almost always all parts are known numbers.
    if (areKnown(operands, parts)) {
      return valueOf(attempt(() => {
        let sum = zero
        for (let part = 0; part < parts; part += 1) sum = add(sum, operands[part].content)
        return sum
      }))
    }
    const level = levelOf(operands, parts)
    if (level.applies === false) return noValue
    const value = attemptPoints(() => level.points)
    return level.applies === null ? value.with({ mayBeNone: true }) : value
  },
  growth: ({ detail: [part, parts] }) => (operands) =>
    areKnown(operands, parts) ? oneValue : attemptPoints(() => levelOf(operands, parts).growth(part) || exactly(one)),
  given: () => given,
  applicable: ({ type }) => (operands) => applicable(operands, type),
  first_of: () => firstOf,
  interpolate: ({ detail: knots }) => (operands) => ranged(operands, ([range]) => interpolate(range, knots)),
  mark: ({ detail: [hasLeast, hasMost] }) => (operands) =>
    ranged(operands, (ranges, state) => {
      const mark = ranges[0]
      if (hasLeast && signOfEnd(mark.least) < 0) {
        if (signOfEnd(mark.most) < 0) throw failures.markOutOfRange
        state.mayFail = true
      }
      const full = ranges[ranges.length - 1]
      if (hasMost && compareEnds(mark.most, full.most) > 0) {
        if (compareEnds(mark.least, full.most) > 0) throw failures.markOutOfRange
        state.mayFail = true
      }
      return mark
    }),
  kept: ({ detail: comparator }) => (operands) =>
    ranged(operands, ([amount, end], state) => {
      const holds = compareRanges(comparator, amount, end)
      if (holds === false) throw failures.amountOutOfRange
      if (holds === null && !end.isExact) state.mayFail = true
      return comparator === '>=' || comparator === '>'
        ? between(higher(amount.least, end.least), amount.most) : between(amount.least, lower(amount.most, end.most))
    }),
  count: ({ detail: mode }) => (operands) =>
    ranged(operands, ([number, size], state) => {
      const share = reciprocal(size)
      if (!share) {
        state.mayFail = true
        return new Range(zero, Infinity)
      }
      const exact = multiplyRanges(number, share)
      const counted = mode === null ? exact : mapRange(exact, (steps) => rounded(steps, mode))
      return between(higher(counted.least, zero), higher(counted.most, zero))
    }),
  rounding_change: ({ detail: mode }) => (operands) =>
    ranged(operands, ([points, size]) => {
      const step = size.exact
      if (!step || !points.isExact) return hull(size, opposite(size))
      return addRanges(mapRange(points, (value) => roundedTo(value, mode, step)), opposite(points))
    }),
  bounded: () => bounded,
  reached: () => reached,
  otherwise: ({ type }) => (operands) => otherwise(operands, type),
  alongside: () => ([value, other]) =>
    value.with({
      waits: value.waits | other.waits, mayFail: value.mayFail || other.mayFail, error: value.error || other.error,
    }),
  if_exact: () => (operands) => {
    const { waits, failure } = read([operands[0]])
    const value = failure || operands[operands[0].range.isExact ? 1 : 2]
    return value.with({ waits: value.waits | waits })
  },
  closed: () => ([value]) =>
    value.content instanceof Range ? value.with({ content: closed(value.content) }) : value,
  applies: () => ([value]) => valueOf(fromTruth(value.applies)),
  requirement_verdict: () => ([value]) => new PlanValue(requirementVerdict(value)),
  change_verdict: () => ([value]) => new PlanValue(changeVerdict(value)),
  points_verdict: ({ detail: [hasMinimum, hasFull] }) => (operands) =>
    new PlanValue(
      pointsVerdict(
        operands[0], hasMinimum ? operands[1] : null, operands[hasMinimum ? 2 : 1].range,
        hasFull ? operands[operands.length - 1].range.exact : null)),
  has_full_points: () => ([verdict, share]) =>
    verdict.content instanceof Verdict
      ? valueOf(fromTruth(hasFullPoints(verdict.content, share.error ? null : rangeOf(share.computed)))) : unknownValue,
  first_to_hold: () => firstToHold,
}

const reportedBy = () => ([value]) =>
  value.waits === 0n && !value.mayFail && value.error === null && value.content !== none
    ? value
    : new PlanValue(value.content === none && !value.isNone ? unknown : value.content, 0n, false, null, value.mayBeNone)
primitives.reported = reportedBy
primitives.extent = reportedBy

const pointsType = { kind: 'number', isWhole: false, step: null, isValue: true }
for (const name of [
  'sum', 'product', 'negated', 'absolute', 'power', 'larger', 'smaller', 'rounded', 'shifted', 'days_between', 'length',
  'option_count',
]) {
  primitives[name] = ({ detail, type, operandTypes }) => {
    if (type === 'points') return operationOnPoints(name, detail)
    const types = operandTypes.map((type) => (type === 'points' ? pointsType : type))
    return (operands) => strict(operands, (values) => operateOnComputed(name, detail, values, types, type))
  }
}
