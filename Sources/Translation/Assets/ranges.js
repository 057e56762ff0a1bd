// Where a quantity lies.

// An end is a fraction, or -Infinity or Infinity where there is none.
const isEnd = (end) => typeof end !== 'number'

function compareEnds(a, b) {
  if (a === b) return 0
  if (typeof a === 'number') return a
  if (typeof b === 'number') return -b
  return compare(a, b)
}

const lower = (a, b) => (compareEnds(b, a) < 0 ? b : a)
const higher = (a, b) => (compareEnds(b, a) >= 0 ? b : a)
const signOfEnd = (end) => (isEnd(end) ? sign(end) : end > 0 ? 1 : -1)
const negatedEnd = (end) => (isEnd(end) ? negated(end) : -end)
const addEnds = (a, b) => (!isEnd(a) ? a : !isEnd(b) ? b : add(a, b))
const mapEnd = (end, change) => (isEnd(end) ? change(end) : end)

/** Zero times no end is zero. */
function multiplyEnds(a, b) {
  if (isEnd(a) && isEnd(b)) return multiply(a, b)
  if (signOfEnd(a) === 0 || signOfEnd(b) === 0) return zero
  return signOfEnd(a) === signOfEnd(b) ? Infinity : -Infinity
}

function powerOfEnd(end, exponent) {
  return isEnd(end) ? power(end, exponent) : end < 0 && exponent % 2 === 0 ? Infinity : end
}

/** Where a quantity lies; an end that is only approached may be left out. */
class Range {
  constructor(least, most, leastIsOpen = false, mostIsOpen = false) {
    this.least = least
    this.most = most
    this.leastIsOpen = leastIsOpen
    this.mostIsOpen = mostIsOpen
  }

  get isExact() { return this.least === this.most || compareEnds(this.least, this.most) === 0 }
  /** The one number that it can be, or null. */
  get exact() { return this.isExact && isEnd(this.least) ? this.least : null }
}

const all = new Range(-Infinity, Infinity)
const isAll = (range) =>
  range.least === -Infinity && range.most === Infinity && !range.leastIsOpen && !range.mostIsOpen
const exactly = (number) => new Range(number, number)
const nothing = exactly(zero)
/** With both ends, which may come in either order. */
const between = (a, b) => (compareEnds(a, b) <= 0 ? new Range(a, b) : new Range(b, a))
const closed = (range) => (range.leastIsOpen || range.mostIsOpen ? between(range.least, range.most) : range)
const opposite = (range) =>
  new Range(negatedEnd(range.most), negatedEnd(range.least), range.mostIsOpen, range.leastIsOpen)
const sameRange = (a, b) =>
  compareEnds(a.least, b.least) === 0 && compareEnds(a.most, b.most) === 0 && a.leastIsOpen === b.leastIsOpen
  && a.mostIsOpen === b.mostIsOpen

/** Null if nothing lies between the ends. */
function rangeFrom(least, leastIsOpen, most, mostIsOpen) {
  const order = compareEnds(least, most)
  return order < 0 || (order === 0 && !leastIsOpen && !mostIsOpen)
    ? new Range(least, most, leastIsOpen, mostIsOpen) : null
}

function hull(a, b) {
  const [low, high] = [compareEnds(a.least, b.least), compareEnds(a.most, b.most)]
  return new Range(
    low <= 0 ? a.least : b.least, high >= 0 ? a.most : b.most,
    low === 0 ? a.leastIsOpen && b.leastIsOpen : low < 0 ? a.leastIsOpen : b.leastIsOpen,
    high === 0 ? a.mostIsOpen && b.mostIsOpen : high > 0 ? a.mostIsOpen : b.mostIsOpen)
}

function addRanges(a, b) {
  return new Range(
    addEnds(a.least, b.least), addEnds(a.most, b.most), a.leastIsOpen || b.leastIsOpen, a.mostIsOpen || b.mostIsOpen)
}

function multiplyRanges(a, b) {
  for (const [range, factor] of [[a, b], [b, a]]) {
    if (!range.leastIsOpen && !range.mostIsOpen) continue
    const exact = factor.exact
    if (!exact || sign(exact) === 0) continue
    const [least, most] = [multiplyEnds(range.least, exact), multiplyEnds(range.most, exact)]
    return sign(exact) < 0
      ? new Range(most, least, range.mostIsOpen, range.leastIsOpen)
      : new Range(least, most, range.leastIsOpen, range.mostIsOpen)
  }
  if (a.isExact && b.isExact && isEnd(a.least) && isEnd(b.least)) return exactly(multiply(a.least, b.least))
  let [least, most] = [null, null]
  for (const x of [a.least, a.most]) {
    for (const y of [b.least, b.most]) {
      const product = multiplyEnds(x, y)
      least = least === null ? product : lower(least, product)
      most = most === null ? product : higher(most, product)
    }
  }
  return new Range(least, most)
}

function powerOfRange(range, exponent) {
  if (exponent === 0) return exactly(one)
  const [low, high] = [powerOfEnd(range.least, exponent), powerOfEnd(range.most, exponent)]
  if (exponent % 2 === 1 || signOfEnd(range.least) >= 0) {
    return new Range(low, high, range.leastIsOpen, range.mostIsOpen)
  }
  if (signOfEnd(range.most) <= 0) return new Range(high, low, range.mostIsOpen, range.leastIsOpen)
  const order = compareEnds(low, high)
  const isOpen =
    order === 0 ? range.leastIsOpen && range.mostIsOpen : order > 0 ? range.leastIsOpen : range.mostIsOpen
  return new Range(zero, higher(low, high), false, isOpen)
}

/** Null for a range that touches zero and more. */
function reciprocal(range) {
  const turned = (end) => (isEnd(end) ? divide(one, end) : zero)
  return range.isExact || signOfEnd(range.least) > 0 || signOfEnd(range.most) < 0
    ? between(turned(range.least), turned(range.most)) : null
}

const mapRange = (range, change) => between(mapEnd(range.least, change), mapEnd(range.most, change))

/** Zero of no ranges. */
const sumOfRanges = (ranges) => ranges.reduce(addRanges, nothing)

/** The largest or smallest of some, and of any of those that may count. */
function extreme(sure, open, pick) {
  const both = (a, b) => between(pick(a.least, b.least), pick(a.most, b.most))
  const certain = sure.length === 0 ? all : sure.slice(1).reduce(both, sure[0])
  return open.reduce((range, other) => hull(range, both(certain, other)), certain)
}

/** The multiples of a step in a range, by their ends; null if there is none. */
function multiples(range, step) {
  const end = (end, isOpen, isUp) => {
    if (!isEnd(end)) return end
    const count = divide(end, step)
    let number = rounded(count, 'down')
    if (isUp && compare(number, count) < 0) number = add(number, one)
    if (!isUp && compare(number, count) > 0) number = subtract(number, one)
    if (isOpen && equal(number, count)) number = isUp ? add(number, one) : subtract(number, one)
    return multiply(number, step)
  }
  return rangeFrom(end(range.least, range.leastIsOpen, true), false, end(range.most, range.mostIsOpen, false), false)
}

const liesBelow = (a, b) => {
  const order = compareEnds(a.most, b.least)
  return order < 0 || (order === 0 && (a.mostIsOpen || b.leastIsOpen))
}
const liesUpTo = (a, b) => compareEnds(a.most, b.least) <= 0

/** Settled where every pair of values agrees. */
function compareRanges(comparator, a, b) {
  switch (comparator) {
    case '>=': return liesBelow(a, b) ? false : liesUpTo(b, a) ? true : null
    case '>': return liesBelow(b, a) ? true : liesUpTo(a, b) ? false : null
    case '<=': return compareRanges('>=', b, a)
    case '<': return compareRanges('>', b, a)
    case '=':
      if (a.isExact && b.isExact && compareEnds(a.least, b.least) === 0) return true
      return liesBelow(a, b) || liesBelow(b, a) ? false : null
    default: {
      const truth = compareRanges('=', a, b)
      return truth === null ? null : !truth
    }
  }
}
