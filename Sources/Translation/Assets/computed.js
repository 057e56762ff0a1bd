// What is known of a value.

// A value is a boolean, a Fraction, a Day, a text, the place of an option, options chosen as the bits of a BigInt, or rows
// of records. In its place may stand a range, or one of these; a Failure is what cannot be worked out.
const unknown = Symbol('unknown')
/** With some of the missing facts it fails. */
const doubtful = Symbol('doubtful')
/** It does not apply. */
const none = Symbol('none')

class Verdict {
  constructor(name) { this.name = name }
}
const verdicts = {}
for (const name of ['met', 'partlyMet', 'unmet', 'unverified', 'inapplicable', 'failed']) verdicts[name] = new Verdict(name)

/** Grades that may be the first to hold, as a set, and whether it may be that none does. */
class Grades {
  constructor(possible, mayBeNone) {
    this.possible = possible
    this.mayBeNone = mayBeNone
  }
}

/** Several values worked out together. */
class Bundle {
  constructor(values) { this.values = values }
}

const isKnown = (computed) =>
  typeof computed !== 'symbol' && !(computed instanceof Range) && !(computed instanceof Failure)
const truthOf = (computed) => (typeof computed === 'boolean' ? computed : null)
const fromTruth = (truth) => (truth === null ? unknown : truth)
const unsettled = (computed) => (computed === doubtful || computed instanceof Failure ? computed : unknown)

function same(a, b) {
  if (a === b) return true
  if (a instanceof Fraction) return b instanceof Fraction && equal(a, b)
  if (a instanceof Range) return b instanceof Range && sameRange(a, b)
  if (a instanceof Day) return b instanceof Day && a.day === b.day
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, at) => same(part, b[at]))
  return false
}

/** A number or a range of numbers or days; null for anything else. */
const rangeOf = (computed) =>
  computed instanceof Fraction ? exactly(computed) : computed instanceof Range ? computed : null

/** The number by which a value of an ordered type compares, or null. */
function orderOfValue(value, type) {
  if (value instanceof Fraction) return value
  if (value instanceof Day) return whole(value.day)
  if (typeof value === 'boolean') return value ? one : zero
  if (typeof value === 'number' && type.kind === 'choice') return whole(type.order === 'descending' ? 0 - value : value)
  return null
}

function orderOf(computed, type) {
  const range = rangeOf(computed)
  if (range) return range
  if (!isKnown(computed)) return null
  const order = orderOfValue(computed, type)
  return order && exactly(order)
}

/** A range of one number is that number, and one without any end says nothing; of dates by their days. */
function settled(range, type) {
  const exact = range.exact
  if (exact && type && type.kind === 'date') {
    const day = isWhole(exact) && isShort(exact) ? exact.above : NaN
    return day >= 306 && day <= 3652364 ? new Day(day) : range
  }
  return exact || (isAll(range) ? unknown : range)
}

const isOnLine = (type) => type.kind === 'number' || type.kind === 'percentage' || type.kind === 'date'
const isOfWhole = (type) => type.kind === 'date' || (type.kind === 'number' && type.isWhole)

function narrowed(range, type) {
  if (!isOfWhole(type)) return range
  try {
    return multiples(range, type.step || one)
  } catch (error) {
    if (error instanceof Failure) return range
    throw error
  }
}

/** What is known if it is this or another value. */
function joinComputed(a, b, type) {
  if (same(a, b)) return a
  if (a === doubtful || b === doubtful || a instanceof Failure || b instanceof Failure) return doubtful
  if (!isOnLine(type)) return unknown
  const [first, second] = [orderOf(a, type), orderOf(b, type)]
  return first && second ? settled(hull(first, second), type) : unknown
}

/** What is known of a missing value from its range. */
function missingValue(low, high, type) {
  const [least, most] = [low, high].map((end) => (end === null ? null : orderOfValue(end, type)))
  if (!least || !most) return unknown
  const range = between(least, most)
  return settled(narrowed(range, type) || range, type)
}

function attempt(body) {
  try {
    return body()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

function compareComputed(comparator, a, b, type) {
  if (a instanceof Failure) return a
  if (b instanceof Failure) return b
  if (a === doubtful || b === doubtful) return doubtful
  const [first, second] = [orderOf(a, type), orderOf(b, type)]
  if (first && second) return fromTruth(compareRanges(comparator, first, second))
  if (!isKnown(a) || !isKnown(b)) return unknown
  return comparator === '=' ? same(a, b) : comparator === '!=' ? !same(a, b) : unknown
}

/** And stops at false, or at true. */
function kleene(values, stopsAt) {
  let [failure, isUnknown, isDoubtful] = [null, false, false]
  for (const value of values) {
    if (value === stopsAt) return stopsAt
    if (typeof value === 'boolean') continue
    if (value instanceof Failure) failure = failure || value
    else if (value === doubtful) isDoubtful = true
    else isUnknown = true
  }
  if (failure) return isUnknown || isDoubtful ? doubtful : failure
  return isDoubtful ? doubtful : isUnknown ? unknown : !stopsAt
}

/** Equal values have equal keys. */
function keyOf(value) {
  if (Array.isArray(value)) return '[' + value.map((part) => (part === null ? '-' : keyOf(part))).join(',') + ']'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return 'b' + value
  return (typeof value)[0] + value
}
