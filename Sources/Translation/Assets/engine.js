// Runs the plan of a standard in a browser or in Node: the same numbers, exactly, as the program.
//
//   const standard = new Rulecheck.Standard(plan)        plan: what Translation/ScriptPlan writes
//   const values = standard.evaluate(facts, options)     what every node gives for one sheet
//   const result = standard.result(values)               what reports tell of it
//   const outcome = standard.outcome(sheets, options)    places, grades and selection of many
//   outcome = outcome.change(settings)                   the same with other weights or parameters
//
// facts: a list by the place of the fact in the standard, or an object with places for keys. A cell is
//   nothing or null       nothing is stated: the 缺省 counts, if there is one
//   {open: true}          unreadable, or left open on purpose: unknown, and no 缺省 counts
//   true, false           是否
//   "3/4", "0.75", 12     a number in the base unit (a percentage as a share of one): a whole number, decimals, a fraction
//   "2025-08-20"          日期
//   "…"                   文本
//   2                     选项: the place of the option
//   [0, 2]                多选: the places of the options chosen
//   [[…], …]              记录: rows of such cells, null for a blank one
// What is no such value throws a TypeError that names the place of the fact. standard.factor(fact) says how many base
// units one of the unit is worth in which the fact is written; standard.sheet(facts) reads the cells once, and may stand
// wherever facts may.
//
// options, all of them free to leave out:
//   settings   {key: value}, see standard.settings: [{key, value, type, parameter | full | total, isEffective}] with the
//              values that the standard has. Keys are "parameter:2" (its place), "full:category:0", "full:group:0:1",
//              "full:item:0:3", "full:adjustment:1" (category, and place in it) and "total"; values as cells have them.
//              isEffective is false for a parameter that points, quotas, ranges or defaults depend on, or parameters that
//              take nothing from the plan: a change of it needs a new plan.
//   cohorts    standard.cohorts(sheets, settings), and place: which of the sheets this is. Without cohorts comparisons
//              across them are unknown.
//   given      {node: cell} for nodes of standard.comparisons ([{node, kind, slot, type}]), such as a rank reported
//
// Numbers are Fractions: above and below in lowest terms, Numbers as long as they are safe, else BigInts; toString() is
// "n/d". Ranges have least and most (a Fraction, -Infinity or Infinity) and leastIsOpen and mostIsOpen. Truth is true, false
// or null for unknown. Verdicts are "met", "partlyMet", "unmet", "unverified", "inapplicable" and "failed". Errors are
// "overflow", "divisionByZero", "dateOutOfRange", "brokenMonth", "conflictingValues", "markOutOfRange",
// "amountOutOfRange" and "notScored". What is missing is {fact: place} or {parameter: place}.
//
// result = {
//   entrant, eligible, selectable, scored     truth; scored: whether there is a total
//   total                                     a range with both ends; null where there is none
//   error                                     why the total cannot be worked out, or null
//   requirements  [{verdict, passes, missing, error}]           in the order of the standard, as are all lists
//   categories    [{level, groups, items}]
//   adjustments   [score]
//   grades        [place, …, null where there may be none]; one when settled, empty where none fits
//   determinations [{value, possible, mayBeUnscored, isOpen, error}]
//   keys          what it is ranked by
//   open          {participation, grade, determination, ranking, selection}: what each waits for
//   rank, selection ("yes", "no", "open", "tied" or null), gradePlaces {grade: the same}      of an outcome only
// }
// item, adjustment: {verdict, points, applied, full, rate, appliedRate, applies, missing, error, minimum, minimumMissing}
// level: the same without a verdict, with mark (points on a scale of its own) and applicable for applies
// outcome.missing(sheet), standard.missingOf(result) = [{fact | parameter, points, requirements, decisions, decides}], costliest first
//
// outcome = {order: places of sheets as the report has them, ranks (by place in the report, 0 for none), selections,
//   conflicts, standing(sheet), result(sheet), values(sheet), missing(sheet)}; standing = {entrant, eligible, scored,
//   selectable, total, keys}. A change goes by all settings that are other than the standard says, and takes the sheets
//   over: the outcome before keeps its order, ranks, selections and standings, and can be asked for nothing else.
//
// A page that holds many sheets may keep, in place of their facts, what stands just below the nodes that some settings
// move: frontier = standard.frontier(keys); kept = standard.keep(values, frontier), which JSON can hold; and later
// standard.outcomeOf(keptOfAll, frontier, {settings}), which tells places and selection, and changes as any outcome does.
// Of such an outcome there are no results. A frontier is null where the settings move what cohorts compare, or grades go
// by rank: then facts have to be kept.
//
// Rulecheck.decimal(fraction, places) rounds half up as the program does, Rulecheck.decimals(fractions, usual) gives the
// function that writes each of them with as many decimals as tell unequal ones apart.
(function (root, make) {
  if (typeof module === 'object' && module.exports) module.exports = make()
  else root.Rulecheck = make()
})(typeof self === 'undefined' ? this : self, function () {
  'use strict'

  // MARK: Fractions

  /** Why a calculation has no result. */
  class Failure {
    constructor(kind) { this.kind = kind }
  }

  const failures = {}
  for (const kind of [
    'overflow', 'divisionByZero', 'dateOutOfRange', 'brokenMonth', 'conflictingValues', 'markOutOfRange',
    'amountOutOfRange', 'notScored',
  ]) failures[kind] = new Failure(kind)

  /** An exact fraction in lowest terms: two safe Numbers where both parts are, else two BigInts. */
  class Fraction {
    constructor(above, below) {
      this.above = above
      this.below = below
    }

    toString() { return this.above + '/' + this.below }
  }

  const safe = Number.isSafeInteger
  const largest = BigInt(Number.MAX_SAFE_INTEGER)
  /** Numerators and denominators stay shorter than this. */
  const limit = 10n ** 20000n

  function commonDivisor(a, b) {
    if (a < 0) a = -a
    while (b !== 0) [a, b] = [b, a % b]
    return a
  }

  function commonDivisorOfLong(a, b) {
    if (a < 0n) a = -a
    while (b !== 0n) {
      if (a <= largest && b <= largest) return BigInt(commonDivisor(Number(a), Number(b)))
      ;[a, b] = [b, a % b]
    }
    return a
  }

  /** Of BigInts in lowest terms. */
  function lowest(above, below) {
    return below <= largest && above <= largest && above >= -largest
      ? new Fraction(Number(above), Number(below)) : new Fraction(above, below)
  }

  /** Of any BigInts, the second not zero. */
  function fraction(above, below) {
    if (below < 0n) [above, below] = [-above, -below]
    const common = commonDivisorOfLong(above, below)
    return lowest(above / common, below / common)
  }

  const whole = (number) => (safe(number) ? new Fraction(number, 1) : lowest(BigInt(number), 1n))
  const zero = whole(0)
  const one = whole(1)

  const isShort = (a) => typeof a.above === 'number'
  const sign = (a) => (a.above < 0 ? -1 : a.above > 0 ? 1 : 0)
  const isWhole = (a) => a.below === 1 || a.below === 1n
  const negated = (a) => new Fraction(isShort(a) ? 0 - a.above : -a.above, a.below)
  const equal = (a, b) => a === b || (a.above === b.above && a.below === b.below)

  function limited(a) {
    if (isShort(a)) return a
    if (a.below >= limit || a.above >= limit || a.above <= -limit) throw failures.overflow
    return a
  }

  /** Exact, whatever the length. */
  function plus(a, b) {
    if (isShort(a) && isShort(b)) {
      if (a.below === 1 && b.below === 1) {
        const sum = a.above + b.above
        if (safe(sum)) return new Fraction(sum, 1)
      } else {
        const common = commonDivisor(a.below, b.below)
        const rest = a.below / common
        const left = a.above * (b.below / common)
        const right = b.above * rest
        const sum = left + right
        if (safe(left) && safe(right) && safe(sum)) {
          const shared = common === 1 ? 1 : commonDivisor(sum, common)
          const below = rest * (b.below / shared)
          if (safe(below)) return new Fraction(sum / shared, below)
        }
      }
    }
    const [n, d, m, e] = [BigInt(a.above), BigInt(a.below), BigInt(b.above), BigInt(b.below)]
    return fraction(n * e + m * d, d * e)
  }

  function times(a, b) {
    if (isShort(a) && isShort(b)) {
      const first = b.below === 1 ? 1 : commonDivisor(a.above, b.below)
      const second = a.below === 1 ? 1 : commonDivisor(b.above, a.below)
      const above = (a.above / first) * (b.above / second)
      const below = (a.below / second) * (b.below / first)
      if (safe(above) && safe(below)) return new Fraction(above + 0, below)
    }
    const [n, d, m, e] = [BigInt(a.above), BigInt(a.below), BigInt(b.above), BigInt(b.below)]
    // Parts in common are taken out first: numbers stay short.
    const [first, second] = [commonDivisorOfLong(n, e), commonDivisorOfLong(m, d)]
    return lowest((n / first) * (m / second), (d / second) * (e / first))
  }

  const add = (a, b) => limited(plus(a, b))
  const subtract = (a, b) => limited(plus(a, negated(b)))
  const multiply = (a, b) => limited(times(a, b))

  function divide(a, b) {
    if (sign(b) === 0) throw failures.divisionByZero
    const isNegative = b.above < 0
    const inverse = isShort(b)
      ? new Fraction(isNegative ? -b.below : b.below, Math.abs(b.above))
      : new Fraction(isNegative ? -b.below : b.below, isNegative ? -b.above : b.above)
    return multiply(a, inverse)
  }

  function power(a, exponent) {
    let [result, square, left] = [one, a, exponent]
    while (left > 0) {
      if (left % 2 === 1) result = multiply(result, square)
      left = Math.floor(left / 2)
      if (left > 0) square = multiply(square, square)
    }
    return result
  }

  function compare(a, b) {
    if (a.below === b.below && typeof a.above === typeof b.above) return a.above < b.above ? -1 : a.above > b.above ? 1 : 0
    if (isShort(a) && isShort(b)) {
      const [left, right] = [a.above * b.below, b.above * a.below]
      if (safe(left) && safe(right)) return left - right
    }
    const [left, right] = [BigInt(a.above) * BigInt(b.below), BigInt(b.above) * BigInt(a.below)]
    return left < right ? -1 : left > right ? 1 : 0
  }

  /** To a whole number: "halfUp" and "up" away from zero, "down" towards it. */
  function rounded(a, mode) {
    if (isWhole(a)) return a
    if (isShort(a)) {
      const rest = a.above % a.below
      const quotient = (a.above - rest) / a.below
      const isAway = mode === 'up' || (mode === 'halfUp' && Math.abs(rest) >= a.below - Math.abs(rest))
      return whole((isAway ? quotient + Math.sign(a.above) : quotient) + 0)
    }
    const size = a.above < 0n ? -a.above : a.above
    const [quotient, rest] = [size / a.below, size % a.below]
    const isAway = mode === 'up' || (mode === 'halfUp' && rest * 2n >= a.below)
    const number = isAway ? quotient + 1n : quotient
    return lowest(a.above < 0n ? -number : number, 1n)
  }

  const roundedTo = (a, mode, step) => multiply(rounded(divide(a, step), mode), step)

  /** Half up to at most so many decimals, without trailing zeros. */
  function decimal(a, places = 2) {
    const [above, below] = [BigInt(a.above), BigInt(a.below)]
    const size = above < 0n ? -above : above
    const digits = ((size * 10n ** BigInt(places) * 2n + below) / (below * 2n)).toString().padStart(places + 1, '0')
    const parts = digits.slice(digits.length - places).replace(/0+$/, '')
    const text = digits.slice(0, digits.length - places) + (places > 0 && parts ? '.' + parts : '')
    return above < 0n && text !== '0' ? '-' + text : text
  }

  /**
   * Writes numbers that are read beside one another: with as many decimals as usual, and with more where two unequal
   * ones would look the same.
   */
  function decimals(numbers, usual = 2) {
    const most = 40001
    const places = new Map()
    const all = new Map([...numbers].map((number) => [String(number), number]))
    const text = (number) => decimal(number, places.get(String(number)) ?? usual)
    for (;;) {
      const groups = new Map()
      for (const [key, number] of all) {
        const written = text(number)
        if (!groups.has(written)) groups.set(written, [])
        groups.get(written).push(key)
      }
      const alike = [...groups.values()].filter(
        (group) => group.length > 1 && group.some((key) => (places.get(key) ?? usual) < most))
      if (alike.length === 0) return text
      for (const group of alike) {
        const isParted = (count) => new Set(group.map((key) => decimal(all.get(key), count))).size > 1
        let same = usual
        for (const key of group) same = Math.max(same, places.get(key) ?? usual)
        let parted = same + 1
        while (!isParted(parted) && parted < most) [same, parted] = [parted, Math.min(most, parted + 2 * (parted - same))]
        while (parted - same > 1) {
          const middle = Math.floor((same + parted) / 2)
          if (isParted(middle)) parted = middle
          else same = middle
        }
        for (const key of group) places.set(key, parted)
      }
    }
  }

  /** Reads "12", "-3/4" or "0.75"; null for anything else. */
  function number(text) {
    if (typeof text === 'number') return safe(text) ? whole(text + 0) : null
    if (text instanceof Fraction) return text
    const parts = typeof text === 'string' ? /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text) : null
    if (!parts) return null
    const [, minus, above, behind = '', below] = parts
    const divisor = below === undefined ? 10n ** BigInt(behind.length) : BigInt(below)
    if (divisor === 0n) return null
    const size = BigInt(above + behind)
    return fraction(minus ? -size : size, divisor)
  }

  // MARK: Ranges

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

  // MARK: Dates

  /** A day, counted from 0000-03-01: leap days come last in a year. */
  class Day {
    constructor(day) { this.day = day }

    /** "2025-08-20". */
    toString() {
      const pad = (number, width) => String(number).padStart(width, '0')
      const { year, month, day } = calendar(this.day)
      return pad(year, 4) + '-' + pad(month, 2) + '-' + pad(day, 2)
    }
  }

  const daysIn = (month, year) =>
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
      : [4, 6, 9, 11].includes(month) ? 30 : 31

  function dayNumber(year, month, day) {
    const shifted = month <= 2 ? year - 1 : year
    const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
    return shifted * 365 + leaps + Math.floor((((month + 9) % 12) * 306 + 5) / 10) + day - 1
  }

  function calendar(number) {
    const [era, dayOfEra] = [Math.floor(number / 146097), number % 146097]
    const yearOfEra = Math.floor(
      (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
    const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
    const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return {
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    }
  }

  /** Only the years 1 to 9999 have days. */
  function dayOf(number) {
    if (!(number >= 306 && number <= 3652364)) throw failures.dateOutOfRange
    return new Day(number)
  }

  /** Null for what is no day. */
  function readDay(text) {
    const parts = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null
    if (!parts) return null
    const [year, month, day] = parts.slice(1).map(Number)
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year)
      ? new Day(dayNumber(year, month, day)) : null
  }

  /** So many days or months later; the day of a month is cut to the end of a shorter one. */
  function shiftedDay(date, count, months) {
    if (!isWhole(count)) throw failures.brokenMonth
    if (!isShort(count)) throw failures.dateOutOfRange
    if (!months) return dayOf(date.day + count.above)
    const { year, month, day } = calendar(date.day)
    const index = year * 12 + month - 1 + count.above
    if (!(index >= 12 && index < 120000)) throw failures.dateOutOfRange
    const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1]
    return new Day(dayNumber(newYear, newMonth, Math.min(day, daysIn(newMonth, newYear))))
  }

  // MARK: Texts

  const segmenter =
    typeof Intl === 'object' && Intl.Segmenter ? new Intl.Segmenter('zh', { granularity: 'grapheme' }) : null
  // Where there is no segmenter: what is joined to the character before it.
  const cluster =
    /\r\n|\p{RI}\p{RI}|[\p{L}\p{N}\p{P}\p{S}\p{Z}\p{C}]?(?:[\p{M}\u200C\u{1F3FB}-\u{1F3FF}]|\u200D\p{Extended_Pictographic}?)*/gu

  /** As a reader counts them. */
  function characters(text) {
    // Plain Chinese is told from all that may be joined to another.
    if (/^[\u4E00-\u9FFF]*$/.test(text)) return text.split('')
    if (segmenter) return Array.from(segmenter.segment(text), (part) => part.segment)
    return (text.match(cluster) || []).filter((part) => part !== '')
  }

  /** The characters of a text but for white space. */
  const lengthOf = (text) => characters(text).filter((part) => !/^\p{White_Space}/u.test(part)).length

  /** Whole characters are looked for, not halves of them. */
  function containsText(text, part) {
    if (part === '') return true
    if (!text.includes(part)) return false
    const [inside, sought] = [characters(text), characters(part)]
    for (let start = 0; start + sought.length <= inside.length; start += 1) {
      let length = 0
      while (length < sought.length && inside[start + length] === sought[length]) length += 1
      if (length === sought.length) return true
    }
    return false
  }

  // MARK: What is known of a value

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

  // MARK: What a node gives

  /** Never changed once it is made. Waits are the bits of what was read and is missing: facts, then parameters. */
  class PlanValue {
    constructor(content, waits = 0n, mayFail = false, error = null, mayBeNone = false) {
      this.content = content
      this.waits = waits
      this.mayFail = mayFail
      this.error = error
      this.mayBeNone = mayBeNone
    }

    with(changes) {
      const { content, waits, mayFail, error, mayBeNone } = { ...this, ...changes }
      return new PlanValue(content, waits, mayFail, error, mayBeNone)
    }

    /** It does not apply, whatever the missing facts are. */
    get isNone() { return this.content === none && !this.mayFail && this.error === null }

    /** As what an expression gives. */
    get computed() {
      if (this.error) return this.error
      if (this.mayFail) return doubtful
      const content = this.content
      return content === none || content instanceof Verdict || content instanceof Grades || content instanceof Bundle
        ? unknown : content
    }

    get truth() { return typeof this.content === 'boolean' && !this.mayFail && !this.error ? this.content : null }

    /** Any number at all where nothing is known. */
    get range() { return rangeOf(this.content) || all }

    /** Whether it applies. */
    get applies() { return this.isNone ? false : this.mayBeNone ? null : true }

    /** Whether nothing more can be found out about it by dividing the case. */
    get isSettled() {
      if (this.isNone) return true
      if (this.mayBeNone || this.mayFail) return false
      if (this.error) return true
      const content = this.content
      if (content instanceof Grades) return content.possible.size + (content.mayBeNone ? 1 : 0) <= 1
      return !(content === none || content === unknown || content instanceof Range || content instanceof Bundle)
    }

    get isPlainNumber() {
      return this.content instanceof Fraction && !this.mayFail && this.error === null && !this.mayBeNone
    }
  }

  const [yes, no] = [new PlanValue(true), new PlanValue(false)]
  const valueOf = (computed, waits = 0n) =>
    typeof computed === 'boolean' && waits === 0n ? (computed ? yes : no) : computed === doubtful
      ? new PlanValue(unknown, waits, true)
      : computed instanceof Failure ? new PlanValue(unknown, waits, false, computed) : new PlanValue(computed, waits)
  const pointsOf = (range, mayFail = false, waits = 0n) => new PlanValue(settled(range), waits, mayFail)
  const noValue = new PlanValue(none, 0n, false, null, true)
  const unknownValue = new PlanValue(unknown)

  /** What is known if one of two cases holds. */
  function joinValues(a, b, type) {
    if (a.isNone || b.isNone) {
      const applied = a.isNone ? b : a
      // Where it does not apply, nothing fails.
      return applied.with({ mayBeNone: true, error: null, mayFail: applied.mayFail || applied.error !== null })
    }
    const mayBeNone = a.mayBeNone || b.mayBeNone
    if (type.isValue) return valueOf(joinComputed(a.computed, b.computed, type), a.waits).with({ mayBeNone })
    if (a.content instanceof Grades && b.content instanceof Grades) {
      const possible = new Set([...a.content.possible, ...b.content.possible])
      return new PlanValue(
        new Grades(possible, a.content.mayBeNone || b.content.mayBeNone), a.waits, false, null, mayBeNone)
    }
    return pointsOf(hull(a.range, b.range), false, a.waits).with({
      error: a.error && b.error ? a.error : null,
      mayFail: a.mayFail || b.mayFail || (a.error === null) !== (b.error === null), mayBeNone,
    })
  }

  // MARK: Operations

  const divisor = (range) => reciprocal(range)

  /** Of known values; null for values that it does not take. */
  function operate(name, detail, values, types) {
    switch (name) {
      case 'sum':
        return values.reduce((sum, value, at) => (detail[at] ? subtract(sum, value) : add(sum, value)), zero)
      case 'product':
        return values.reduce((product, value, at) => (detail[at] ? divide(product, value) : multiply(product, value)), one)
      case 'negated': return negated(values[0])
      case 'absolute': return sign(values[0]) < 0 ? negated(values[0]) : values[0]
      case 'power': return power(values[0], detail)
      case 'larger':
      case 'smaller': {
        let best = null
        for (let at = 0; at < values.length; at += 1) {
          const order = orderOfValue(values[at], types[at])
          if (!order) return null
          const isBetter = best && (name === 'larger' ? compare(order, best.order) > 0 : compare(order, best.order) < 0)
          if (!best || isBetter) best = { order, value: values[at] }
        }
        return best && best.value
      }
      case 'rounded': return roundedTo(values[0], detail, values[1])
      case 'shifted': return shiftedDay(values[0], detail[1] ? negated(values[1]) : values[1], detail[0])
      case 'days_between': return whole(values[0].day - values[1].day)
      case 'length': return whole(lengthOf(values[0]))
      default: return whole(values[0].toString(2).replace(/0/g, '').length)
    }
  }

  /** Of ranges; null if it fails for some of their values. */
  function operateOnRanges(name, detail, ranges, types) {
    switch (name) {
      case 'sum': {
        let total = ranges[0]
        for (let at = 1; at < ranges.length; at += 1) {
          total = addRanges(total, detail[at] ? opposite(ranges[at]) : ranges[at])
        }
        return total
      }
      case 'product': {
        let total = ranges[0]
        for (let at = 1; at < ranges.length; at += 1) {
          const factor = detail[at] ? divisor(ranges[at]) : ranges[at]
          if (!factor) return null
          total = multiplyRanges(total, factor)
        }
        return total
      }
      case 'negated': return opposite(ranges[0])
      case 'absolute':
        if (signOfEnd(ranges[0].least) >= 0) return ranges[0]
        return signOfEnd(ranges[0].most) <= 0
          ? opposite(ranges[0]) : between(zero, higher(negatedEnd(ranges[0].least), ranges[0].most))
      case 'power': return powerOfRange(ranges[0], detail)
      case 'larger': return extreme(ranges, [], higher)
      case 'smaller': return extreme(ranges, [], lower)
      case 'rounded': {
        const step = ranges[1].exact
        return step ? mapRange(ranges[0], (number) => roundedTo(number, detail, step)) : all
      }
      case 'shifted': {
        const distance = ranges[1].exact
        if (!distance) return all
        return mapRange(ranges[0], (day) =>
          whole(shiftedDay(dayOf(isWhole(day) && isShort(day) ? day.above : 0), detail[1] ? negated(distance) : distance,
            detail[0]).day))
      }
      case 'days_between': return addRanges(ranges[0], opposite(ranges[1]))
      case 'length': return new Range(zero, Infinity)
      default: return types[0].kind === 'choices' ? between(zero, whole(types[0].count)) : all
    }
  }

  /** For values of any state of knowledge. */
  function operateOnComputed(name, detail, values, types, type) {
    const failure = values.find((value) => value instanceof Failure)
    if (failure) return failure
    if (values.includes(doubtful)) return doubtful
    if (values.every(isKnown)) {
      return attempt(() => {
        const result = operate(name, detail, values, types)
        return result === null ? unknown : result
      })
    }
    // With some operands it may fail.
    if ((name === 'rounded' || name === 'shifted') && !isKnown(values[1])) return doubtful
    if (!isOnLine(type)) return unknown
    const result = attempt(() => {
      const range = operateOnRanges(name, detail, values.map((value, at) => orderOf(value, types[at]) || all), types)
      return range ? settled(range, type) : doubtful
    })
    // Not all days need lie outside of the calendar.
    return result instanceof Failure && type.kind === 'date' ? doubtful : result
  }

  // MARK: Rows

  function ofUnknownRows(kind, ofNone) {
    switch (kind) {
      case 'count': return new Range(zero, Infinity)
      case 'any':
      case 'every':
      case 'sum': return unknown
      default: return ofNone === null ? doubtful : unsettled(ofNone)
    }
  }

  /**
   * A count, sum, extreme or mean.
   * @param rows of {passes, cell}; a cell is null where none is looked at
   */
  function figureOfRows(kind, rows, worth, ofNone, type) {
    const [sure, open] = [[], []]
    let isDoubtful = false
    for (const { passes, cell } of rows) {
      if (passes instanceof Failure) return passes
      if (passes === doubtful) isDoubtful = true
      else if (passes === true) {
        if (cell instanceof Failure) return cell
        isDoubtful = isDoubtful || cell === doubtful
        sure.push(cell)
      } else if (passes !== false) {
        // As long as it is open whether it counts, its failure is none yet.
        isDoubtful = isDoubtful || cell === doubtful || cell instanceof Failure
        open.push(cell)
      }
    }
    if (isDoubtful) return doubtful
    if (kind === 'count') {
      return attempt(() =>
        settled(
          mapRange(between(whole(sure.length), whole(sure.length + open.length)), (count) => multiply(count, worth))))
    }
    const isThere = (cell) => cell !== null
    if (ofNone !== null && sure.length === 0 && kind !== 'sum') {
      // Of some of the rows it lies between what they are.
      return open.filter(isThere).reduce((value, cell) => joinComputed(value, cell, type), ofNone)
    }
    return aggregate(kind, sure.filter(isThere), open.filter(isThere))
  }

  function aggregate(kind, sure, open) {
    if (sure.length === 0 && kind !== 'sum') return open.length === 0 ? unknown : doubtful
    const dates = sure.filter((cell) => cell instanceof Day)
    if (dates.length > 0) {
      if (dates.length !== sure.length || open.length > 0) return doubtful
      return dates.reduce((best, date) => ((kind === 'greatest') === date.day > best.day ? date : best))
    }
    const [numbers, optional] = [sure.map(rangeOf), open.map(rangeOf)]
    if (numbers.includes(null) || optional.includes(null)) return unknown
    return attempt(() => {
      switch (kind) {
        case 'greatest': return settled(extreme(numbers, optional, higher))
        case 'least': return settled(extreme(numbers, optional, lower))
        case 'average': {
          const count = whole(numbers.length)
          const mean = mapRange(sumOfRanges(numbers), (sum) => divide(sum, count))
          return settled(optional.reduce(hull, mean))
        }
        default: return settled(sumOfRanges(numbers.concat(optional.map((range) => hull(range, nothing)))))
      }
    })
  }

  // MARK: Levels

  /** The points of a level from its parts: those that do not apply leave theirs to the others in proportion. */
  class Level {
    /** @param parts of {points, full, applies} */
    constructor(parts, full) {
      this.parts = parts
      this.full = parts.every((part) => part.full !== null) ? full : null
      this.sure = parts.filter((part) => part.applies === true)
      this.open = parts.filter((part) => part.applies === null)
      this.isShared = this.full !== null && this.sure.length < parts.length
    }

    get applies() {
      return this.sure.length > 0 || this.parts.length === 0 ? true : this.open.length === 0 ? false : null
    }

    weight(parts) { return parts.reduce((sum, part) => add(sum, part.full || zero), zero) }

    get points() {
      if (!this.isShared) {
        return sumOfRanges(
          this.sure.map((part) => part.points).concat(this.open.map((part) => hull(part.points, nothing))))
      }
      if (this.applies === false) return nothing
      const certain = this.weight(this.sure)
      // What all may weigh fails where it is too long, too.
      add(certain, this.weight(this.open))
      return between(this.extreme(certain, true), this.extreme(certain, false))
    }

    /** How far a part may grow, given that it applies; null where it does not. */
    growth(part) {
      if (!this.isShared || this.parts[part].applies === false) return null
      const certain = this.weight(this.sure)
      const everything = add(certain, this.weight(this.open))
      if (sign(everything) === 0) return null
      const least = this.parts[part].applies === null ? add(certain, this.parts[part].full || zero) : certain
      return between(divide(this.full, everything), sign(least) === 0 ? Infinity : divide(this.full, least))
    }

    /** Over all choices of which open parts apply: parts are taken in while their own rate moves the common one. */
    extreme(certain, isLowest) {
      const end = (part) => (isLowest ? part.points.least : part.points.most)
      for (const part of this.sure.concat(this.open)) if (!isEnd(end(part))) return end(part)
      let [sum, taken] = [zero, certain]
      for (const part of this.sure) sum = add(sum, end(part))
      const rated = []
      for (const part of this.open) {
        if (part.full === null || sign(part.full) === 0) {
          // Without weight it adds what it has and takes nothing from the others.
          if (isLowest === sign(end(part)) < 0) sum = add(sum, end(part))
          continue
        }
        rated.push({ rate: divide(end(part), part.full), part })
      }
      rated.sort((a, b) => (isLowest ? compare(a.rate, b.rate) : compare(b.rate, a.rate)))
      for (const { rate, part } of rated) {
        if (sign(taken) !== 0) {
          const order = compare(rate, divide(sum, taken))
          if (!(isLowest ? order < 0 : order > 0)) break
        }
        sum = add(sum, end(part))
        taken = add(taken, part.full)
      }
      return sign(taken) === 0 ? sum : multiply(divide(sum, taken), this.full)
    }
  }

  // MARK: Primitives

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
    value.waits === 0n && !value.mayFail && value.error === null && value.content !== none ? value : new PlanValue(value.content === none && !value.isNone ? unknown : value.content, 0n, false, null, value.mayBeNone)
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

  // MARK: Cases

  const mostCases = 400
  /** Whole numbers up to this many are tried one by one. */
  const mostWholes = 12

  /** The parts into which what is not known is divided; null if it cannot be. */
  function cellsOf(value, type, isOnlyEqualed, cuts) {
    const cells = undoubtedCells(value, type, isOnlyEqualed, cuts)
    return cells && value === doubtful ? cells.concat([doubtful]) : cells
  }

  function undoubtedCells(value, type, isOnlyEqualed, cuts) {
    switch (type.kind) {
      case 'truth': return [true, false]
      case 'choice': return Array.from({ length: type.count }, (_, option) => option)
      case 'choices':
        return type.count > 6 ? null : Array.from({ length: 1 << type.count }, (_, bits) => BigInt(bits))
      case 'text': {
        if (!isOnlyEqualed) return null
        const texts = cuts()
        if (texts.some((text) => typeof text !== 'string')) return null
        const longest = texts.reduce((length, text) => Math.max(length, text.length), 0)
        return [...new Set(texts), '\0'.repeat(longest + 1)]
      }
      case 'records': return null
      default: return cellsOnLine(orderOf(value, type) || all, type, cuts)
    }
  }

  function cellsOnLine(range, type, cuts) {
    const within = narrowed(range, type)
    if (!within) return []
    if (isOfWhole(type)) {
      const each = eachOf(within, type.step || one)
      if (each) return each.map((number) => settled(exactly(number), type))
    }
    const marks = new Map()
    for (const cut of cuts()) {
      const order = orderOf(cut, type)
      const exact = order && order.exact
      if (exact) marks.set(String(exact), exact)
    }
    const parts = []
    let [start, isOpen] = [within.least, within.leastIsOpen]
    const push = (part) => {
      const own = part && narrowed(part, type)
      if (own) parts.push(settled(own, type))
    }
    for (const mark of [...marks.values()].sort(compare)) {
      const [low, high] = [compareEnds(mark, within.least), compareEnds(mark, within.most)]
      if (low < 0 || high > 0) continue
      push(rangeFrom(start, isOpen, mark, true))
      if (!(low === 0 && within.leastIsOpen) && !(high === 0 && within.mostIsOpen)) push(exactly(mark))
      ;[start, isOpen] = [mark, true]
    }
    push(rangeFrom(start, isOpen, within.most, within.mostIsOpen))
    return parts
  }

  /** All multiples of a step in a range; null if they are too many. */
  function eachOf(range, step) {
    if (!isEnd(range.least) || !isEnd(range.most)) return null
    const numbers = []
    for (let next = range.least; compare(next, range.most) <= 0; next = plus(next, step)) {
      numbers.push(next)
      if (numbers.length > mostWholes) return null
    }
    return numbers
  }

  // MARK: Cohorts

  /** The ends of some ranges, each kind in order. */
  class Ends {
    constructor(ranges, blanks = 0) {
      this.least = ranges.map((range) => range.least).sort(compareEnds)
      this.most = ranges.map((range) => range.most).sort(compareEnds)
      this.blanks = blanks
      this.count = ranges.length + blanks
    }

    /** How many are ahead of a range, surely or perhaps. */
    ahead(own, end, isSure) {
      const { least, most, blanks } = this
      if (end === 'top') {
        return isSure
          ? least.length - leading(least, own.most, true) : blanks + most.length - leading(most, own.least, true)
      }
      return isSure ? leading(most, own.least, false) : blanks + leading(least, own.most, false)
    }
  }

  /** How many of some ends in order are below another, or not above it. */
  function leading(ends, end, orEqual) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const order = compareEnds(ends[middle], end)
      if (orEqual ? order <= 0 : order < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  const outsider = -1
  const ofUnknownGroup = -2

  /** One comparison across a cohort, of all sheets. */
  class Comparison {
    /** @param entries of {value, isMember, group, entity}: what each sheet brings */
    constructor(cohort, entries) {
      this.cohort = cohort
      this.membership = []
      this.values = []
      this.groups = []
      this.strays = new Map()
      this.conflicts = new Map()
      this.figures = new Map()
      const filling = {
        groups: new Map(), entities: new Map(), statements: [], entityOf: [], everywhere: new Map(), nameless: 0,
        wanderers: [],
      }
      for (const entry of entries) this.place(entry, filling)
      if (cohort.isCounting) {
        this.settleEntities(filling)
        this.doubtWanderers(filling)
      }
      for (const group of this.groups) {
        group.values.sort(compare)
        group.unreportedEnds = new Ends([...group.unreported.values()], group.blanks)
        group.strayEnds = new Ends([...group.strays.values()])
      }
      this.strayEnds = new Ends([...this.strays.values()])
    }

    place({ value, isMember, group, entity }, filling) {
      const sheet = this.values.length
      this.values.push(value)
      const place = this.join(isMember, group, filling)
      const range = rangeOf(value) || all
      if (place !== null && !this.cohort.isCounting) this.add(range, this.groups[place], sheet)
      else if (isMember !== false) this.note(range, place, entity, sheet, filling)
    }

    join(isMember, group, { groups }) {
      if (isMember === false || isMember === null || group === null) {
        this.membership.push(isMember === false ? outsider : ofUnknownGroup)
        return null
      }
      let place = groups.get(group)
      if (place === undefined) {
        place = this.groups.length
        groups.set(group, place)
        this.groups.push({ values: [], unreported: new Map(), blanks: 0, strays: new Map(), hasStrangers: false })
      }
      this.membership.push(place)
      return place
    }

    add(range, group, sheet) {
      const exact = range.exact
      if (exact) group.values.push(exact)
      else if (isAll(range)) group.blanks += 1
      else group.unreported.set(sheet, range)
    }

    note(range, place, entity, sheet, filling) {
      const name = entity === null ? null : keyOf(entity)
      if (this.cohort.isCounting && name !== null) {
        if (!filling.everywhere.has(name)) filling.everywhere.set(name, new Statement(null, name, sheet, entity))
        filling.everywhere.get(name).note(range)
      } else {
        filling.nameless += 1
      }
      if (place === null) {
        this.strays.set(sheet, range)
        filling.wanderers.push({ sheet, name })
        return
      }
      const group = this.groups[place]
      if (name === null) {
        group.strays.set(sheet, range)
        group.hasStrangers = true
        this.values[sheet] = doubtful
        return
      }
      const key = place + ' ' + name
      let number = filling.entities.get(key)
      if (number === undefined) {
        number = filling.statements.length
        filling.entities.set(key, number)
        filling.statements.push(new Statement(group, name, sheet, entity))
      }
      filling.statements[number].note(range)
      filling.entityOf.push({ sheet, number })
    }

    settleEntities({ statements, entityOf, everywhere, wanderers }) {
      const keepsOpen = this.cohort.keepsOpen
      const wandering = new Set(wanderers.map(({ name }) => name))
      const fates = statements.map((statement) => {
        const { group, name } = statement
        if (statement.differs) {
          this.conflicts.set(name, statement.entity)
          return { kind: 'conflicting' }
        }
        // By those that do not say of which entity, or of which group, they are.
        const mayMeet =
          group.hasStrangers || wandering.has(null) || (wandering.has(name) && everywhere.get(name).mayContradict)
        const isContestable = statement.mayContradict || (keepsOpen && mayMeet)
        if (isContestable && keepsOpen) {
          group.strays.set(statement.first, statement.range || all)
          return { kind: 'doubted' }
        }
        if (statement.value) group.values.push(statement.value)
        if (isContestable) return { kind: 'openDoubted' }
        return { kind: 'kept', group: statement.unreported > 0 ? group : null }
      })
      for (const { sheet, number } of entityOf) {
        const range = rangeOf(this.values[sheet]) || all
        const isReported = range.exact !== null
        const { kind, group } = fates[number]
        if (kind === 'kept' && !isReported && group) group.unreported.set(sheet, range)
        if (kind === 'doubted' || (kind === 'openDoubted' && !isReported)) this.values[sheet] = doubtful
        if (kind === 'conflicting') this.values[sheet] = isReported ? failures.conflictingValues : doubtful
      }
    }

    /** A sheet that does not say to which group it belongs may meet others of its entity there. */
    doubtWanderers({ everywhere, nameless, wanderers }) {
      for (const { sheet, name } of wanderers) {
        const own = name === null ? undefined : everywhere.get(name)
        const mayMeet =
          name === null
            ? everywhere.size > 0 || nameless > 1
            : own === undefined ? nameless > 0 : own.mayContradict || nameless > 0
        if (mayMeet) this.values[sheet] = doubtful
      }
    }

    /** The others with whom a sheet is compared; null for who is no member for certain. */
    rivalry(sheet) {
      const place = this.membership[sheet]
      if (place < 0) return null
      const group = this.groups[place]
      const own = rangeOf(this.values[sheet]) || all
      const isUnreported = (group.blanks > 0 && isAll(own)) || group.unreported.has(sheet)
      const keepsOpen = this.cohort.keepsOpen
      const unreported = keepsOpen ? group.unreportedEnds.count - (isUnreported ? 1 : 0) : 0
      return {
        own, group, isUnreported, strays: keepsOpen ? group.strayEnds.count + this.strayEnds.count : 0,
        size: group.values.length + unreported + (own.isExact ? 0 : 1),
      }
    }

    /** How many are ahead at least and at most, those aside that may not count. */
    ahead({ own, group, isUnreported }, end) {
      const { values } = group
      let [least, most] =
        end === 'top'
          ? [values.length - leading(values, own.most, true), values.length - leading(values, own.least, true)]
          : [leading(values, own.least, false), leading(values, own.most, false)]
      if (this.cohort.keepsOpen) {
        least += group.unreportedEnds.ahead(own, end, true)
        most += group.unreportedEnds.ahead(own, end, false)
        // What is not known may be more than itself.
        if (isUnreported && compareEnds(own.least, own.most) < 0) most -= 1
      }
      return [least, Math.max(least, most)]
    }

    straysAhead({ own, group }, end, isSure) {
      return this.cohort.keepsOpen
        ? group.strayEnds.ahead(own, end, isSure) + this.strayEnds.ahead(own, end, isSure) : 0
    }

    /** What was missed of this sheet when the cohort was made is read again where it matters. */
    unsettled(value, read) {
      read('compared')
      read('membership')
      return unsettled(value)
    }

    rank(end, sheet, read) {
      const value = this.values[sheet]
      const rivalry = this.rivalry(sheet)
      if (!rivalry || rivalry.size < this.cohort.smallest || value === doubtful || value instanceof Failure) {
        return this.unsettled(value, read)
      }
      if (!rivalry.own.isExact) this.unsettled(value, read)
      const [least, most] = this.ahead(rivalry, end)
      return settled(between(whole(1 + least), whole(1 + most + this.straysAhead(rivalry, end, false))))
    }

    figure(figure, sheet, type, read) {
      const value = this.values[sheet]
      const rivalry = this.rivalry(sheet)
      if (!rivalry || value === doubtful || value instanceof Failure) return this.unsettled(value, read)
      if (!rivalry.own.isExact) this.unsettled(value, read)
      if (figure === 'count') return settled(between(whole(rivalry.size), whole(rivalry.size + rivalry.strays)))
      if (rivalry.size < Math.max(1, this.cohort.smallest)) return unknown
      const { own, group, isUnreported } = rivalry
      // Each member counts itself, whether it reports something or not: so it is the same for all of them.
      const isCommon = own.isExact || (isUnreported && this.cohort.keepsOpen)
      const key = isCommon ? this.membership[sheet] + figure : null
      let range = key === null ? undefined : this.figures.get(key)
      if (range === undefined) {
        range = attempt(() => this.figureOf(figure, group, isCommon ? [] : [own]))
        if (key !== null) this.figures.set(key, range)
      }
      return range instanceof Failure ? range : settled(range, type)
    }

    figureOf(figure, group, own) {
      const keepsOpen = this.cohort.keepsOpen
      const unreported = [...group.unreported.values()].concat(group.blanks > 0 ? [all] : [])
      const ranges = keepsOpen ? own.concat(unreported) : own
      const strays = keepsOpen ? [...group.strays.values(), ...this.strays.values()] : []
      const { values } = group
      if (figure === 'mean') {
        const count = whole(values.length + ranges.length)
        const sum = sumOfRanges(ranges.concat([exactly(values.reduce(add, zero))]))
        return strays.reduce(hull, mapRange(sum, (sum) => divide(sum, count)))
      }
      const ends = values.length === 0 ? [] : [values[0], values[values.length - 1]].map(exactly)
      return extreme(ranges.concat(ends), strays, figure === 'least' ? lower : higher)
    }

    position(end, isShare, hasCutoff, sheet, type, read) {
      const membership = this.membership[sheet]
      if (membership === outsider) return false
      if (hasCutoff) {
        const stated = read('cutoff')
        if (isKnown(stated)) {
          const reaches = compareComputed(end === 'top' ? '>=' : '<=', read('compared'), stated, type)
          return membership >= 0 || reaches === false ? reaches : this.unsettled(reaches, read)
        }
      }
      const value = this.values[sheet]
      if (value instanceof Failure) return value
      const rivalry = this.rivalry(sheet)
      if (!rivalry || value === doubtful) return this.unsettled(value, read)
      if (!rivalry.own.isExact) this.unsettled(value, read)
      if (rivalry.size < this.cohort.smallest) return unknown
      const quota = read('quota')
      const places = rangeOf(quota)
      return places ? attempt(() => fromTruth(this.stands(rivalry, end, places, isShare))) : unsettled(quota)
    }

    stands(rivalry, end, places, isShare) {
      const [least, most] = this.ahead(rivalry, end)
      // Who may count or not either takes a place or makes the cohort larger: the ends are with all of a kind or none.
      const rivals = this.straysAhead(rivalry, end, false)
      const others = rivalry.strays - this.straysAhead(rivalry, end, true)
      const found = [[least, 0], [least, others], [most, 0], [most + rivals, rivals]].map(([ahead, joining]) => {
        const size = whole(rivalry.size + joining)
        const most = mapRange(places, (places) =>
          isShare ? rounded(multiply(places, size), this.cohort.rounding) : rounded(places, 'down'))
        return compareRanges('<=', exactly(whole(1 + ahead)), most)
      })
      return found.every((truth) => truth === found[0]) ? found[0] : null
    }
  }

  /** What the sheets of one entity state. */
  class Statement {
    constructor(group, name, first, entity) {
      Object.assign(this, { group, name, first, entity, value: null, differs: false, unreported: 0, range: null })
    }

    note(range) {
      const exact = range.exact
      if (exact) {
        this.differs = this.differs || (this.value !== null && !equal(this.value, exact))
        this.value = this.value || exact
      } else {
        this.unreported += 1
      }
      this.range = this.range ? hull(this.range, range) : range
    }

    /** Whether its sheets may state different values once all is known. */
    get mayContradict() {
      return this.differs || (this.unreported > 0 && (this.value === null ? 0 : 1) + this.unreported > 1)
    }
  }

  // MARK: As JSON

  // A value as it is packed: a whole number; "=n/d", another number; "'…", a text; true and false; null, unknown; or a list
  // that begins with a letter: ["r", least, most, open], a range without an end at "-" or "+", open 1 for the lower end left
  // out, 2 for the upper; ["d", day]; ["c", option]; ["o", "bits"]; ["t", rows]; ["n"], none; ["v", verdict];
  // ["g", places, may be none]; ["b", values]; and ["x", content, flags, error or 0, waits], flags 1 for may be none, 2 for
  // may fail.

  const packNumber = (number) => (isWhole(number) && isShort(number) ? number.above : '=' + number)
  const packEnd = (end) => (isEnd(end) ? packNumber(end) : end < 0 ? '-' : '+')
  const unpackEnd = (end) => (end === '-' ? -Infinity : end === '+' ? Infinity : unpackContent(end))

  function packContent(content) {
    if (content === unknown) return null
    if (content === none) return ['n']
    if (typeof content === 'boolean') return content
    if (typeof content === 'string') return "'" + content
    if (typeof content === 'number') return ['c', content]
    if (typeof content === 'bigint') return ['o', String(content)]
    if (content instanceof Fraction) return packNumber(content)
    if (content instanceof Range) {
      const open = (content.leastIsOpen ? 1 : 0) + (content.mostIsOpen ? 2 : 0)
      return ['r', packEnd(content.least), packEnd(content.most), ...(open ? [open] : [])]
    }
    if (content instanceof Day) return ['d', content.day]
    if (content instanceof Verdict) return ['v', content.name]
    if (content instanceof Grades) return ['g', [...content.possible], content.mayBeNone]
    if (content instanceof Bundle) return ['b', content.values.map((value) => pack(value))]
    return ['t', content.map((row) => row.map((cell) => (cell === null ? null : packContent(cell))))]
  }

  function unpackContent(packed) {
    if (packed === null) return unknown
    if (typeof packed === 'boolean') return packed
    if (typeof packed === 'number') return whole(packed)
    if (typeof packed === 'string') return packed[0] === "'" ? packed.slice(1).normalize('NFC') : number(packed.slice(1))
    const [letter, first, second, third] = packed
    switch (letter) {
      case 'r': return new Range(unpackEnd(first), unpackEnd(second), (third & 1) === 1, (third & 2) === 2)
      case 'd': return new Day(first)
      case 'c': return first
      case 'o': return BigInt(first)
      case 't': return first.map((row) => row.map((cell) => (cell === null ? null : unpackContent(cell))))
      case 'n': return none
      case 'v': return verdicts[first]
      case 'g': return new Grades(new Set(first), second)
      default: return new Bundle(first.map(unpack))
    }
  }

  /** Waits are told on request only. */
  function pack(value, tellsWaits = false) {
    const content = packContent(value.content)
    const flags = (value.mayBeNone ? 1 : 0) + (value.mayFail ? 2 : 0)
    const waits = tellsWaits ? places(value.waits) : []
    if (flags === 0 && !value.error && waits.length === 0) return content
    return ['x', content, flags, value.error ? value.error.kind : 0, waits]
  }

  function unpack(packed) {
    if (!Array.isArray(packed) || packed[0] !== 'x') return new PlanValue(unpackContent(packed))
    const [, content, flags, error, waits] = packed
    return new PlanValue(
      unpackContent(content), bits(waits), (flags & 2) === 2, error ? failures[error] : null, (flags & 1) === 1)
  }

  const bits = (places) => places.reduce((bits, place) => bits | (1n << BigInt(place)), 0n)

  /** Which bits are set. */
  function places(bits) {
    if (bits === 0n) return []
    const digits = bits.toString(2)
    const found = []
    for (let place = 0; place < digits.length; place += 1) {
      if (digits[digits.length - 1 - place] === '1') found.push(place)
    }
    return found
  }

  // MARK: Standards

  const valueless = { '-1': 'points', '-2': 'verdict', '-3': 'grades', '-4': 'bundle' }
  const comparisons = { rank: 'rank', cohort: 'cohort', position: 'position' }
  const isOfSheet = { fact: true, admitted: true, column: true, ...comparisons }

  /** The cells of one community, read. */
  class Sheet {
    constructor(cells) { this.cells = cells }
  }

  /** A standard, ready to be run. */
  class Standard {
    constructor(plan) {
      if (plan.version !== 1) throw new TypeError('plan of version ' + plan.version)
      this.plan = plan
      this.types = plan.types.map((type) => ({
        ...type, isValue: true, step: type.step === undefined ? null : unpackContent(type.step),
      }))
      for (const type of this.types) {
        if (type.kind !== 'records') continue
        type.columns = type.columns.map(([type, low, high]) => ({
          type: this.types[type], low: this.bound(low), high: this.bound(high),
        }))
      }
      this.facts = plan.facts.map(([type, low, high, fallback]) => ({
        type: this.types[type], low: this.bound(low), high: this.bound(high), fallback: this.bound(fallback),
      }))
      this.cohortsStated = plan.cohorts.map(([isCounting, rounding, smallest, keepsOpen]) =>
        ({ isCounting, rounding, smallest, keepsOpen }))
      this.uses = plan.uses.map(([cohort, type, value, isMember, group, entity]) =>
        ({ cohort: this.cohortsStated[cohort], type: this.types[type], value, isMember, group, entity }))
      this.results = {
        ...plan.results, keys: plan.results.keys.map((key) => ({ ...key, type: this.types[key.type] })),
      }
      this.scales = plan.results.categories.map(({ scale }) => (scale === null ? null : unpackContent(scale)))
      this.settings = plan.settings.map(([key, type, value, isEffective]) =>
        ({ key, type: this.types[type] || 'points', value: unpack(value), isEffective, nodes: [] }))
      this.keyPlaces = new Map(this.settings.map(({ key }, place) => [key, place]))
      this.makeNodes(plan)
      this.known = new Map()
    }

    bound(packed) { return packed === null || packed === undefined ? null : unpackContent(packed) }

    makeNodes(plan) {
      const rows = new Set(plan.rows)
      this.nodes = plan.nodes.map(([name, type, operands, detail = null], place) => ({
        name: plan.names[name], type: type < 0 ? valueless[type] : this.types[type], operands, detail,
        isOfRow: rows.has(place), isFixed: false,
      }))
      this.comparisons = []
      this.admitted = new Map()
      this.nodes.forEach((node, place) => {
        node.operandTypes = node.operands.map((operand) => this.nodes[operand].type)
        node.isFixed = !isOfSheet[node.name] && node.operands.every((operand) => this.nodes[operand].isFixed)
        if (node.name === 'setting') this.settings[node.detail].nodes.push(place)
        if (node.name === 'admitted') {
          this.admitted.set(node.detail, (this.admitted.get(node.detail) || []).concat([place]))
        }
        if (comparisons[node.name]) {
          this.comparisons.push({ node: place, kind: node.name, slot: node.detail[0], type: node.type })
        }
        node.detail = this.readDetail(node)
        node.work = this.workOf(node, place)
      })
      this.indices = this.nodes.map((_, place) => place)
      this.fixedNodes = this.indices.filter((place) => this.nodes[place].isFixed)
      this.sheetNodes = this.indices.filter((place) => !this.nodes[place].isFixed && !this.nodes[place].isOfRow)
      const brought = this.needed(this.uses.flatMap((use) => this.nodesOf(use)))
      this.nodesBeforeCohorts = brought.filter((place) => !this.nodes[place].isFixed && !this.nodes[place].isOfRow)
      for (const node of this.nodes) this.prepare(node)
    }

    nodesOf({ value, isMember, group, entity }) {
      return [value, isMember, entity].filter((place) => place !== null).concat(group)
    }

    readDetail({ name, detail }) {
      switch (name) {
        case 'constant': return unpack(detail)
        case 'compare': return [detail[0], this.types[detail[1]]]
        case 'has_options': return [BigInt(detail[0]), detail[1]]
        case 'figure': return [detail[0], unpackContent(detail[1])]
        case 'interpolate': return detail.map((knot) => knot.map(unpackContent))
        case 'records': return { ...detail, worth: unpackContent(detail.worth) }
        case 'cases': return {
          ...detail,
          subjects: detail.subjects.map(([node, type, cuts, isOnlyEqualed]) =>
            ({ node, type: this.types[type], cuts, isOnlyEqualed })),
        }
        default: return detail
      }
    }

    /** What hangs on subjects, and what stands in rows. */
    prepare(node) {
      const { name, detail, operands } = node
      if (name === 'records') {
        const inside = this.needed([detail.filter, detail.value].filter((at) => at !== null).map((at) => operands[at]))
        node.columns = inside
          .filter((place) => this.nodes[place].name === 'column' && this.nodes[place].detail[1] === detail.level)
          .map((place) => ({ column: this.nodes[place].detail[0], place }))
        const depending = new Set(this.dependents(node.columns.map(({ place }) => place), inside))
        node.rowNodes = inside.filter((place) => this.nodes[place].name !== 'column' && depending.has(place))
      }
      if (name === 'cases') {
        const inside = this.needed(operands)
        for (const subject of detail.subjects) {
          subject.dependents = this.dependents([subject.node], inside, true).filter(
            (place) => place !== subject.node && !this.nodes[place].isOfRow)
        }
      }
    }

    /** Which nodes depend on some, in order, these among them; of some nodes in order, or of all. */
    dependents(some, inside = this.indices, endsAtReports = false) {
      const depends = new Set(some)
      return inside.filter((place) => {
        if (depends.has(place)) return true
        const { name, operands } = this.nodes[place]
        if ((endsAtReports && name === 'reported') || !operands.some((operand) => depends.has(operand))) return false
        depends.add(place)
        return true
      })
    }

    /** Which nodes some are worked out from, in order, these among them. */
    needed(some) {
      const found = new Set(some)
      // What is added while a set is gone through comes in its turn.
      for (const place of found) for (const operand of this.nodes[place].operands) found.add(operand)
      return [...found].sort((a, b) => a - b)
    }

    /** The function that gives the value of a node from those of others. */
    workOf(node, place) {
      const { name, operands, detail } = node
      switch (name) {
        case 'fact': return (values) => this.fact(detail, values.sheet)
        case 'setting': return (values) => values.settings.values[detail]
        case 'admitted':
        case 'column': return (values) => values.list[place]
        case 'records': return (values) => values.records(node)
        case 'cases': return (values) => values.cases(node)
        case 'rank': return (values) => values.compared(node, 0, (comparison, sheet, read) =>
          comparison.rank(detail[1], sheet, read))
        case 'cohort': return (values) => values.compared(node, 0, (comparison, sheet, read, type) =>
          comparison.figure(detail[1], sheet, type, read))
        case 'position': return (values) => values.compared(node, detail[3] ? 2 : 1, (comparison, sheet, read, type) =>
          comparison.position(detail[1], detail[2], detail[3], sheet, type, read))
        default: {
          const make = primitives[name]
          if (!make) throw new TypeError('primitive ' + name)
          const work = make(node)
          // Nobody keeps it, and no node is worked out within itself.
          const read = new Array(operands.length)
          return ({ list }) => {
            for (let at = 0; at < operands.length; at += 1) read[at] = list[operands[at]]
            return work(read, node.type)
          }
        }
      }
    }

    fact(index, sheet) {
      const value = sheet.cells[index]
      if (value !== null && value !== unknown) return new PlanValue(value)
      const { type, low, high, fallback } = this.facts[index]
      if (value === null && fallback !== null) return new PlanValue(fallback)
      return valueOf(missingValue(low, high, type), 1n << BigInt(index))
    }

    /** What a sheet states of a fact, or the default; null where that is not known. */
    stated(index, sheet) {
      const value = sheet.cells[index]
      return value === unknown ? null : value === null ? this.facts[index].fallback : value
    }

    /** How many base units one is worth of what the fact is written in. */
    factor(fact) { return this.facts[fact].type.step || one }

    /** Reads the cells of a sheet. */
    sheet(facts) {
      if (facts instanceof Sheet) return facts
      return new Sheet(
        this.facts.map(({ type }, place) => {
          const cell = facts[place]
          if (cell === undefined || cell === null) return null
          if (typeof cell === 'object' && !Array.isArray(cell) && cell.open === true) return unknown
          const value = readCell(cell, type)
          if (value === null) throw new TypeError('fact ' + place)
          return value
        }))
    }

    // MARK: Settings

    /** What is the same for all sheets, with some settings other than the standard says. */
    settled(changes = {}) {
      if (changes instanceof Settings) return changes
      const key = JSON.stringify(Object.keys(changes).sort().map((key) => [key, String(changes[key])]))
      let settings = this.known.get(key)
      if (!settings) {
        settings = new Settings(this, changes)
        // A slider goes through many values.
        if (this.known.size > 50) this.known.clear()
        this.known.set(key, settings)
      }
      return settings
    }

    /** The nodes of settings that are not the same. */
    changed(before, after) {
      const places = this.settings.filter((_, place) => !sameValue(before.values[place], after.values[place]))
      return places.flatMap(({ nodes }) => nodes)
    }

    // MARK: Running

    /** What every node gives for one sheet. */
    evaluate(facts, { settings = {}, cohorts = null, place = 0, given = {} } = {}) {
      const all = this.settled(settings)
      const assumed = new Map(
        Object.keys(given).map((node) => {
          const { type } = this.nodes[node]
          const value = readCell(given[node], type)
          if (value === null) throw new TypeError('node ' + node)
          return [Number(node), new PlanValue(value)]
        }))
      const values = new Values(this, this.sheet(facts), place, cohorts, all, all.list.slice(), assumed)
      values.run(this.sheetNodes)
      return values
    }

    /** The comparisons across cohorts, of all sheets. */
    cohorts(sheets, settings = {}) {
      const all = this.settled(settings)
      if (this.uses.length === 0) return new Cohorts([])
      const entries = sheets.map((facts) => this.entries(this.sheet(facts), all))
      return new Cohorts(this.uses.map((use, slot) => new Comparison(use.cohort, entries.map((entry) => entry[slot]))))
    }

    /** What a sheet brings to each comparison. */
    entries(sheet, settings) {
      const values = new Values(this, sheet, 0, null, settings, settings.list.slice(), new Map())
      values.run(this.nodesBeforeCohorts)
      return this.uses.map((use) => values.entry(use))
    }

    /** Places, grades and selection of many sheets. */
    outcome(sheets, { settings = {} } = {}) {
      const all = this.settled(settings)
      const read = sheets.map((facts) => this.sheet(facts))
      const cohorts = this.cohorts(read, all)
      return new Outcome(this, all, read.map((sheet, place) => this.evaluate(sheet, { settings: all, cohorts, place })))
    }

    // MARK: Keeping

    /** What stands just below the nodes that some settings move; null where facts have to be kept. */
    frontier(keys) {
      const settings = keys.flatMap((key) => this.settings[this.placeOf(key)].nodes)
      const watched = this.standingNodes
      const moved = new Set(this.dependents(settings))
      if (this.uses.some((use) => this.nodesOf(use).some((place) => moved.has(place)))) return null
      if (this.results.gradePlaces.some((places) => places !== null)) return null
      const isNeeded = new Set(this.needed(watched))
      const live = new Set([...moved].filter((place) => isNeeded.has(place)))
      const rest = [...live]
      while (rest.length > 0) {
        // A clause that is looked at case by case works out again what hangs on its subjects.
        const { name, detail } = this.nodes[rest.pop()]
        for (const subject of name === 'cases' ? detail.subjects : []) {
          for (const place of subject.dependents) {
            if (live.has(place)) continue
            live.add(place)
            rest.push(place)
          }
        }
      }
      const below = new Set(watched)
      for (const place of live) {
        const node = this.nodes[place]
        for (const operand of node.operands) below.add(operand)
        for (const inner of node.rowNodes || []) for (const operand of this.nodes[inner].operands) below.add(operand)
      }
      const isOpen = (place) => !this.nodes[place].isFixed && !this.nodes[place].isOfRow
      const order = (places) => [...places].filter(isOpen).sort((a, b) => a - b)
      const slots = [...live].filter((place) => comparisons[this.nodes[place].name]).map((place) => this.nodes[place].detail[0])
      return {
        keys, nodes: order(below).filter((place) => !live.has(place)), live: order(live), facts: this.groupFacts,
        slots: [...new Set(slots)],
      }
    }

    /** What JSON can hold of one sheet. */
    keep(values, frontier) {
      return {
        nodes: frontier.nodes.map((place) => pack(values.list[place])),
        facts: frontier.facts.map((fact) => {
          const value = this.stated(fact, values.sheet)
          return value === null ? null : packContent(value)
        }),
        ...(frontier.slots.length === 0 ? {} : { entries: this.keptEntries(values, frontier.slots) }),
      }
    }

    /** What it brings to some comparisons: value, whether it is a member, its group and its entity. */
    keptEntries(values, slots) {
      const entries = this.entries(values.sheet, values.settings)
      return slots.map((slot) => {
        const { value, isMember, group, entity } = entries[slot]
        return [pack(valueOf(value)), isMember, group, entity === null ? null : packContent(entity)]
      })
    }

    keptCohorts(kept, { slots }) {
      const comparisons = []
      slots.forEach((slot, at) => {
        const entries = kept.map(({ entries }) => {
          const [value, isMember, group, entity] = entries[at]
          return {
            value: unpack(value).computed, isMember, group, entity: entity === null ? null : unpackContent(entity),
          }
        })
        comparisons[slot] = new Comparison(this.uses[slot].cohort, entries)
      })
      return new Cohorts(comparisons)
    }

    /** Only the settings of a frontier may be other than the standard says. */
    check(settings, { keys }) {
      this.settings.forEach(({ key, value }, place) => {
        if (!keys.includes(key) && !sameValue(value, settings.values[place])) throw new TypeError('setting ' + key)
      })
    }

    /** Places and selection of sheets of which no more is kept. */
    outcomeOf(kept, frontier, { settings = {} } = {}) {
      const all = this.settled(settings)
      this.check(all, frontier)
      const cohorts = this.keptCohorts(kept, frontier)
      const values = kept.map(({ nodes, facts }, place) => {
        const sheet = new Sheet([])
        frontier.facts.forEach((fact, at) => {
          sheet.cells[fact] = facts[at] === null ? unknown : unpackContent(facts[at])
        })
        const values = new Values(this, sheet, place, cohorts, all, all.list.slice(), new Map())
        frontier.nodes.forEach((node, at) => {
          values.list[node] = unpack(nodes[at])
        })
        values.run(frontier.live)
        return values
      })
      return new Outcome(this, all, values, frontier)
    }

    placeOf(key) {
      const place = this.keyPlaces.get(key)
      if (place === undefined) throw new TypeError('setting ' + key)
      return place
    }

    /** The facts that make groups with places of their own. */
    get groupFacts() {
      const all = this.results.gradePlaces.concat([this.results.selection && this.results.selection.places])
      return [...new Set(all.filter((places) => places).flatMap(({ groupBy }) => groupBy))]
    }

    /** The nodes that say how a sheet stands. */
    get standingNodes() {
      const { entrants, candidacy, scored, eligible, total, keys, selection } = this.results
      const nodes = [entrants, candidacy, scored, eligible, total, selection && selection.when]
      return nodes.filter((node) => node !== null).concat(keys.map(({ node }) => node))
    }

    // MARK: Results

    /** What ranking and selection look at. */
    standing(values) {
      const { entrants, candidacy, scored, eligible, total, keys, selection } = this.results
      const truth = (node) => (node === null ? true : values.list[node].truth)
      const [isScored, isEligible] = [truth(scored), truth(eligible)]
      return {
        entrant: and(truth(entrants), truth(candidacy)), eligible: isEligible, scored: isScored,
        total: isScored === false ? null : values.list[total].range,
        selectable: isEligible === false ? false : and(isEligible, truth(selection ? selection.when : null)),
        keys: keys.map(({ node, asksForTotal }) =>
          (isScored === false && asksForTotal ? failures.notScored : values.list[node].computed)),
      }
    }

    /** What reports tell of a sheet. */
    result(values) {
      const { requirements, categories, adjustments, sums } = this.results
      const { entrant, eligible, scored, total, selectable, keys } = this.standing(values)
      const gates = requirements.map((nodes) => this.requirement(nodes, values))
      const forTotal = this.missingForTotal(gates)
      const grades = this.grades(values, scored, forTotal)
      const determinations = this.results.determinations.map((nodes) => this.determination(nodes, values, scored))
      return {
        entrant, eligible, selectable, scored, total,
        error: scored === false ? null : this.error(sums, values),
        requirements: gates,
        categories: categories.map(({ level, groups, items }) => ({
          level: this.level(level, values), groups: groups.map((nodes) => this.level(nodes, values)),
          items: items.map((nodes) => this.score(nodes, values)),
        })),
        adjustments: adjustments.map((nodes) => this.score(nodes, values)),
        grades: grades.grades,
        determinations: determinations.map(({ result }) => result),
        keys: keys.map(told),
        open: this.open(values, { eligible, scored, forTotal, grades, determinations }),
        rank: null, selection: null, gradePlaces: {},
      }
    }

    missing(waits) {
      return places(waits).map((place) =>
        (place < this.facts.length ? { fact: place } : { parameter: place - this.facts.length }))
    }

    waits(nodes, values) { return nodes.reduce((waits, node) => waits | values.list[node].waits, 0n) }

    error(nodes, values) {
      const failing = nodes.find((node) => values.list[node].error)
      return failing === undefined ? null : values.list[failing].error.kind
    }

    requirement({ holds, verdict, passes }, values) {
      const { name } = values.list[verdict].content
      return {
        verdict: name, passes: values.list[passes].truth,
        missing: isOpen(name) ? this.missing(values.list[holds].waits) : [],
        error: name === 'failed' && values.list[holds].error ? values.list[holds].error.kind : null,
      }
    }

    /** What it waits for whether there is a total. */
    missingForTotal(gates) {
      return gates.reduce((waits, { passes, missing }, place) => {
        if (!this.results.requirements[place].leavesUnscored || passes !== null) return waits
        return missing.reduce(
          (waits, { fact, parameter }) => waits | (1n << BigInt(fact === undefined ? this.facts.length + parameter : fact)),
          waits)
      }, 0n)
    }

    part(nodes, values) {
      const rangeAt = (node) => (node === null || values.list[node].error ? null : values.list[node].range)
      const points = values.list[nodes.points].range
      const applies = values.list[nodes.applies].truth
      const rate = rangeAt(nodes.rate)
      return {
        points, applied: applies === false ? points : values.list[nodes.applied].range, full: rangeAt(nodes.full), rate,
        appliedRate: applies === false ? rate : rangeAt(nodes.appliedRate), applies,
        minimum: values.list[nodes.minimum].truth, error: this.error(nodes.failing, values),
      }
    }

    score(nodes, values) {
      const part = this.part(nodes, values)
      const { name } = values.list[nodes.verdict].content
      const missing = this.missing(this.waits(nodes.waiting, values))
      return {
        verdict: name, ...part, missing: isOpen(name) ? missing : [],
        minimumMissing: part.minimum === null ? missing : [],
      }
    }

    level(nodes, values) {
      const { applies, ...part } = this.part(nodes, values)
      const waiting = values.list[nodes.waiting]
      const mark = nodes.mark === null ? null : values.list[nodes.mark]
      return {
        ...part, mark: mark && !mark.error ? mark.range : null, applicable: applies,
        missing: waiting.range.isExact ? [] : this.missing(waiting.waits),
        minimumMissing:
          part.minimum === null && nodes.wanted !== null ? this.missing(values.list[nodes.wanted].waits) : [],
      }
    }

    gradeNodes(scored) {
      const { grades, gradesWithoutTotal } = this.results
      if (grades === null) return []
      if (gradesWithoutTotal === null || scored === true) return [grades]
      return scored === false ? [gradesWithoutTotal] : [grades, gradesWithoutTotal]
    }

    /** The grades still possible, and what they wait for. */
    grades(values, scored, forTotal) {
      const nodes = this.gradeNodes(scored)
      const asks = scored === null && this.results.gradesWithoutTotal !== null
      const [possible, waits] = [new Set(), this.waits(nodes, values) | (asks ? forTotal : 0n)]
      let mayBeNone = false
      for (const node of nodes) {
        const { content } = values.list[node]
        if (!(content instanceof Grades)) continue
        for (const grade of content.possible) possible.add(grade)
        mayBeNone = mayBeNone || content.mayBeNone
      }
      const grades = [...possible].sort((a, b) => a - b)
      return { grades: grades.length > 0 && mayBeNone ? grades.concat([null]) : grades, waits }
    }

    determination({ value, rungs, options, without }, values, scored) {
      const possible = (node) => {
        const content = node === null ? null : values.list[node].content
        return content instanceof Grades ? [...content.possible].map((rung) => options[rung]) : []
      }
      const nodes = [value, rungs].filter((node) => node !== null)
      if (without === null || scored === true) {
        return { result: determined(values.list[value].computed, possible(rungs), true), nodes }
      }
      const isThere = values.list[without.isThere].truth
      if (scored === false) {
        const own = without.value === null ? failures.notScored : values.list[without.value].computed
        return {
          result: determined(own, possible(without.rungs), isThere),
          nodes: [without.isThere, without.value, without.rungs].filter((node) => node !== null),
        }
      }
      return {
        result: determined(values.list[value].computed, possible(rungs), isThere === true ? true : null),
        nodes: nodes.concat([without.isThere]),
      }
    }

    /** What is open beside requirements and points, and what it waits for. */
    open(values, { eligible, scored, forTotal, grades, determinations }) {
      const { entrants, candidacy, keys, selection } = this.results
      const open = {}
      const note = (node, decision) => {
        if (node === null || values.list[node].truth !== null) return
        open[decision] = (open[decision] || []).concat(this.missing(values.list[node].waits))
      }
      note(entrants, 'participation')
      note(candidacy, 'participation')
      if (grades.grades.length > 1) open.grade = this.missing(grades.waits)
      if (determinations.some(({ result }) => result.isOpen)) {
        const asks = scored === null && this.results.determinations.some(({ without }) => without !== null)
        open.determination = this.missing(
          this.waits(determinations.flatMap(({ nodes }) => nodes), values) | (asks ? forTotal : 0n))
      }
      const forKeys = this.waits(keys.map(({ node }) => node), values)
      if (eligible !== false && forKeys !== 0n) open.ranking = this.missing(forKeys)
      if (selection && eligible !== false) {
        note(selection.when, 'selection')
        const unset = selection.places.missing
        const mayBe = selection.when === null ? true : values.list[selection.when].truth
        if (unset.length > 0 && and(eligible, mayBe) !== false) {
          open.selection = (open.selection || []).concat(unset.map((parameter) => ({ parameter })))
        }
      }
      return open
    }

    /** Points of what stands in a category, as they count in the total. */
    worth(points, result, category) {
      const [scale, { full }] = [this.scales[category], result.categories[category].level]
      if (scale === null || full === null) return points
      const range = attempt(() => multiplyRanges(multiplyRanges(points, full), exactly(divide(one, scale))))
      return range instanceof Failure ? all : range
    }

    /**
     * What is missing and some result waits for, costliest first; decides is false where only an advisory waits for it.
     * @param strays facts of groups that it does not state, with the decisions that wait for them
     */
    missingOf(result, strays = []) {
      const found = new Map()
      const at = (input) => {
        const place = input.fact === undefined ? this.facts.length + input.parameter : input.fact
        if (!found.has(place)) found.set(place, { input, points: zero, requirements: [], decisions: new Set(), place })
        return found.get(place)
      }
      const count = (missing, range) => {
        const { least, most } = range
        for (const input of missing) {
          const entry = at(input)
          const width = isEnd(least) && isEnd(most) ? plus(most, negated(least)) : Infinity
          const points = attempt(() => addEnds(entry.points, width))
          entry.points = points instanceof Failure ? Infinity : points
        }
      }
      const decide = (missing, decision) => {
        for (const input of missing) at(input).decisions.add(decision)
      }
      result.categories.forEach(({ items }, category) => {
        for (const item of items) {
          count(item.missing, this.worth(item.points, result, category))
          decide(item.minimumMissing, 'eligibility')
        }
      })
      for (const score of result.adjustments) {
        count(score.missing, score.points)
        decide(score.minimumMissing, 'eligibility')
      }
      result.categories.forEach(({ level, groups, items }, category) => {
        const { groupOf } = this.results.categories[category]
        const decideLevel = (level, inside) => {
          if (level.minimum === null) decide(level.minimumMissing.concat(...inside), 'eligibility')
        }
        count(level.missing, level.points)
        decideLevel(level, items.concat(groups).map(({ missing }) => missing))
        groups.forEach((group, place) => {
          count(group.missing, this.worth(group.points, result, category))
          decideLevel(group, items.filter((_, item) => groupOf[item] === place).map(({ missing }) => missing))
        })
      })
      result.requirements.forEach(({ missing }, place) => {
        for (const input of missing) at(input).requirements.push(place)
      })
      for (const decision of Object.keys(result.open)) decide(result.open[decision], decision)
      for (const { fact, decision } of strays) decide([{ fact }], decision)
      return [...found.values()]
        .sort((a, b) => compareEnds(b.points, a.points) || a.place - b.place)
        .map(({ input, points, requirements, decisions }) => ({
          ...input, points, requirements, decisions: decisionOrder.filter((decision) => decisions.has(decision)),
          decides:
            !isEnd(points) || sign(points) !== 0 || decisions.size > 0
            || requirements.some((place) => this.results.requirements[place].bears),
        }))
    }
  }

  /** Settings of a standard, and what is worked out from them alone. */
  class Settings {
    constructor(standard, changes) {
      this.values = standard.settings.map(({ value }) => value)
      for (const key of Object.keys(changes)) {
        const place = standard.placeOf(key)
        const { type } = standard.settings[place]
        const value = readCell(changes[key], type)
        if (value === null) throw new TypeError('setting ' + key)
        this.values[place] = new PlanValue(value)
      }
      const values = new Values(
        standard, new Sheet([]), 0, null, this, new Array(standard.nodes.length).fill(unknownValue), new Map())
      values.run(standard.fixedNodes)
      this.list = values.list
    }
  }

  const sameValue = (a, b) =>
    a === b
    || (same(a.content, b.content) && a.error === b.error && a.mayFail === b.mayFail && a.mayBeNone === b.mayBeNone
      && a.waits === b.waits)

  /** A cell as JSON has it; null for what is no value of the type. */
  function readCell(cell, type) {
    switch (type === 'points' ? 'number' : type.kind) {
      case 'truth': return typeof cell === 'boolean' ? cell : null
      case 'number':
      case 'percentage': return number(cell)
      case 'date': return cell instanceof Day ? cell : readDay(cell)
      case 'text': return typeof cell === 'string' ? cell.normalize('NFC') : null
      case 'choice': return isPlace(cell, type.count) ? cell : null
      case 'choices':
        return Array.isArray(cell) && cell.every((option) => isPlace(option, type.count)) ? bits(cell) : null
      case 'records': {
        if (!Array.isArray(cell)) return null
        const rows = cell.map((row) =>
          Array.isArray(row)
            ? type.columns.map(({ type }, at) =>
              (row[at] === null || row[at] === undefined ? null : readCell(row[at], type) ?? unknown))
            : [unknown])
        return rows.some((row) => row.includes(unknown)) ? null : rows
      }
      default: return null
    }
  }

  const isPlace = (option, count) => Number.isInteger(option) && option >= 0 && option < count

  class Cohorts {
    constructor(comparisons) { this.comparisons = comparisons }

    /** Entities whose sheets contradict one another. */
    get conflicts() {
      const all = new Map()
      for (const { conflicts } of this.comparisons) for (const [key, entity] of conflicts) all.set(key, entity)
      return [...all.values()]
    }
  }

  /** What every node gives for one sheet. */
  class Values {
    constructor(standard, sheet, place, cohorts, settings, list, assumed) {
      Object.assign(this, { standard, sheet, place, cohorts, settings, list, assumed })
      /** What is taken for granted in the case at hand. */
      this.pinned = new Set()
      for (const [node, value] of assumed) list[node] = value
    }

    /** Works nodes out, those aside that are taken for granted. */
    run(nodes) {
      const all = this.standard.nodes
      const isFree = this.pinned.size === 0 && this.assumed.size === 0
      for (const node of nodes) {
        if (isFree || (!this.pinned.has(node) && !this.assumed.has(node))) this.list[node] = all[node].work(this)
      }
    }

    /** Works out what hangs on leaves that are different now. */
    change(leaves) {
      const nodes = this.standard.dependents(leaves.keys()).filter(
        (place) => !leaves.has(place) && !this.standard.nodes[place].isOfRow)
      for (const [leaf, value] of leaves) this.list[leaf] = value
      this.run(nodes)
    }

    /**
     * Takes other settings over: what hangs on none of them stays.
     * @param fixed nodes that are the same for all sheets and different now
     */
    take(settings, cohorts, fixed, nodes) {
      this.settings = settings
      this.cohorts = cohorts
      for (const place of fixed) this.list[place] = settings.list[place]
      this.run(nodes)
    }

    entry({ value, isMember, group, entity }) {
      const known = group.map((place) => this.list[place].computed)
      const own = entity === null ? unknown : this.list[entity].computed
      return {
        value: this.list[value].computed, isMember: isMember === null ? true : this.list[isMember].truth,
        group: known.every(isKnown) ? keyOf(known) : null, entity: isKnown(own) ? own : null,
      }
    }

    /** @param limits how many operands stand between what is compared and what says with whom */
    compared({ operands, detail }, limits, body) {
      if (!this.cohorts) return unknownValue
      const [slot] = detail
      let waits = 0n
      const see = (at) => {
        const value = this.list[operands[at]]
        waits |= value.waits
        return value.computed
      }
      const read = (operand) => {
        switch (operand) {
          case 'compared': return see(0)
          case 'quota': return see(1)
          case 'cutoff': return see(2)
          default:
            for (let at = 1 + limits; at < operands.length; at += 1) see(at)
            return unknown
        }
      }
      const computed = body(this.cohorts.comparisons[slot], this.place, read, this.standard.uses[slot].type)
      return valueOf(computed, waits)
    }

    // MARK: Rows

    records(node) {
      const { operands, detail, type, columns, rowNodes } = node
      const { kind, worth } = detail
      const table = this.list[operands[0]]
      const ofNone = detail.none === null ? null : this.list[operands[detail.none]]
      const rows = table.computed
      if (!Array.isArray(rows)) {
        return valueOf(ofUnknownRows(kind, ofNone && ofNone.computed), table.waits | (ofNone ? ofNone.waits : 0n))
      }
      let waits = table.waits
      // A blank cell in a row makes the records themselves incomplete.
      const source = this.standard.nodes[operands[0]]
      if (source.name === 'fact' && rows.some((row) => row.includes(null))) waits |= 1n << BigInt(source.detail)
      const read = []
      for (const row of rows) {
        for (const { column, place } of columns) {
          const { type, low, high } = source.type.columns[column]
          this.list[place] = valueOf(row[column] === null ? missingValue(low, high, type) : row[column])
        }
        this.run(rowNodes)
        const passes = detail.filter === null ? new PlanValue(true) : this.list[operands[detail.filter]]
        waits |= passes.waits
        const cell = detail.value === null ? null : this.list[operands[detail.value]]
        if (passes.truth !== false && !passes.error && cell) waits |= cell.waits
        read.push({ passes: passes.computed, cell: cell && cell.computed })
        // Then the other rows do not matter.
        if (kind === 'any' && passes.truth === true) return new PlanValue(true, waits)
        if (kind === 'every' && passes.truth === false) return new PlanValue(false, waits)
        if (kind !== 'any' && kind !== 'every' && passes.error) return valueOf(passes.computed, waits)
      }
      if (ofNone && read.every(({ passes }) => passes !== true)) waits |= ofNone.waits
      const truths = read.map(({ passes }) => passes)
      if (kind === 'any') return valueOf(kleene(truths, true), waits)
      if (kind === 'every') return valueOf(kleene(truths, false), waits)
      return valueOf(figureOfRows(kind, read, worth, ofNone && ofNone.computed, type), waits)
    }

    // MARK: Cases

    cases({ operands, operandTypes, detail }) {
      const outer = operands.slice(0, detail.values)
      const whole = outer.map((place) => this.list[place])
      const state = { outer, types: operandTypes, deciding: detail.deciding, subjects: detail.subjects, left: mostCases }
      // What was read in trying is no more than what was read at first.
      const divided = this.divide(0, whole, state).map((value, at) => value.with({ waits: whole[at].waits }))
      return divided.length === 1 ? divided[0] : new PlanValue(new Bundle(divided))
    }

    divide(first, whole, state) {
      // Where the first fails, the others do not matter.
      if (whole[0].error && whole[0].isSettled) return whole
      if (whole.slice(0, state.deciding).every((value) => value.isSettled)) return whole
      for (let at = first; at < state.subjects.length; at += 1) {
        const subject = state.subjects[at]
        const cells = this.cellsOf(subject)
        if (!cells || cells.length < 2 || cells.length > state.left) continue
        state.left -= cells.length
        const places = [subject.node].concat(subject.dependents)
        const kept = places.map((place) => this.list[place])
        this.pinned.add(subject.node)
        let joined = null
        for (const cell of cells) {
          this.list[subject.node] = valueOf(cell)
          this.run(subject.dependents)
          const inner = this.divide(at + 1, state.outer.map((place) => this.list[place]), state)
          joined = joined ? joined.map((value, part) => joinValues(value, inner[part], state.types[part])) : inner
        }
        this.pinned.delete(subject.node)
        places.forEach((place, part) => {
          this.list[place] = kept[part]
        })
        return joined || whole
      }
      return whole
    }

    cellsOf({ node, type, cuts, isOnlyEqualed }) {
      const value = this.list[node].computed
      if (isKnown(value) || value instanceof Failure) return null
      return cellsOf(value, type, isOnlyEqualed, () => cuts.map((cut) => this.list[cut].computed))
    }
  }

  const decisionOrder = ['participation', 'eligibility', 'grade', 'determination', 'ranking', 'selection']
  const and = (a, b) => (a === false || b === false ? false : a === true && b === true ? true : null)
  const isOpen = (verdict) => verdict === 'unverified' || verdict === 'failed'

  /** A value in one of its states: known, between (a range), unknown, doubtful (it may fail), failed (an error). */
  function told(computed) {
    if (computed instanceof Failure) return { state: 'failed', value: null, error: computed.kind }
    if (computed === unknown || computed === doubtful) {
      return { state: computed === unknown ? 'unknown' : 'doubtful', value: null, error: null }
    }
    return { state: computed instanceof Range ? 'between' : 'known', value: computed, error: null }
  }

  /** @param isThere whether it comes to anything, since it asks for the total */
  function determined(computed, options, isThere) {
    const mayBeUnscored = isThere === null
    let [value, possible] = [computed, [...new Set(options)].sort((a, b) => a - b)]
    if (isThere === false) [value, possible] = [failures.notScored, []]
    else if (isKnown(value) || value instanceof Failure) possible = typeof value === 'number' && mayBeUnscored ? [value] : []
    else if (possible.length === 1) {
      // Cases that lead to the same are no question.
      value = possible[0]
      if (isThere === true) possible = []
    }
    const isSettled = isKnown(value) || value instanceof Failure
    return {
      ...told(value), possible, mayBeUnscored, isOpen: isSettled ? mayBeUnscored : true,
      isUnscored: value === failures.notScored,
      error: value instanceof Failure && value !== failures.notScored ? value.kind : null,
    }
  }

  // MARK: Ranking

  // How a key counts: an end, the higher the earlier, or null, which comes last.
  function countedKey(computed, { type, descending }) {
    const range = rangeOf(computed)
    const end = range ? range.least : isKnown(computed) ? orderOfValue(computed, type) : null
    return end === null || descending ? end : negatedEnd(end)
  }

  /** As it counts, and the best and the worst that it may come to. */
  function endsOfKey(computed, key) {
    const counted = countedKey(computed, key)
    if (computed instanceof Range) {
      const ends = key.descending ? computed : opposite(computed)
      return { counted, best: ends.most, worst: ends.least }
    }
    return isKnown(computed) ? { counted, best: counted, worst: counted } : { counted, best: Infinity, worst: null }
  }

  /** The place of each among them: the first is 0, level ones share a place. */
  function placesOf(ends) {
    // Most are told apart by what they are about.
    const about = ends.map((end) => (end === null ? -Infinity : isEnd(end) ? Number(end.above) / Number(end.below) : end))
    const order = (a, b) => {
      const [x, y] = [about[a], about[b]]
      if (Math.abs(x - y) > 1e-9 * (Math.abs(x) + Math.abs(y))) return y - x
      if (ends[a] === null || ends[b] === null) return (ends[a] === null ? 1 : 0) - (ends[b] === null ? 1 : 0)
      return compareEnds(ends[b], ends[a])
    }
    const indices = ends.map((_, index) => index).sort(order)
    const found = new Array(ends.length)
    let place = 0
    indices.forEach((index, at) => {
      if (at > 0 && order(indices[at - 1], index) !== 0) place += 1
      found[index] = place
    })
    return found
  }

  /** The order of some, by columns of which the first counts most; level ones as they are. */
  function orderBy(columns, count) {
    return Array.from({ length: count }, (_, index) => index).sort((a, b) => {
      for (const column of columns) if (column[a] !== column[b]) return column[a] - column[b]
      return a - b
    })
  }

  /** The place of each in that order, level ones sharing a place. */
  function placesBy(columns, count) {
    const order = orderBy(columns, count)
    const found = new Array(count)
    let place = 0
    order.forEach((index, at) => {
      if (at > 0 && columns.some((column) => column[index] !== column[order[at - 1]])) place += 1
      found[index] = place
    })
    return found
  }

  /** Who stands where. */
  class Outcome {
    /** @param frontier where no more than that is known of the sheets */
    constructor(standard, settings, values, frontier = null) {
      Object.assign(this, { standard, settings, all: values, frontier })
      this.standings = values.map((values) => standard.standing(values))
      const { keys } = standard.results
      this.keyEnds = keys.map((key, place) => this.standings.map(({ keys }) => endsOfKey(keys[place], key)))
      this.counted = this.keyEnds.map((ends) => placesOf(ends.map(({ counted }) => counted)))
      this.classes = this.standings.map(({ entrant, eligible, scored }) => {
        if (entrant === false) return 4
        return eligible === true ? 0 : eligible === null ? 1 : scored === false ? 3 : 2
      })
      this.order = orderBy([this.classes, ...this.counted], values.length)
      this.ranks = this.ranked()
      this.contenders = this.order.map((_, place) => place).filter((place) => this.competes(this.order[place]) !== false)
      this.gradePlaces = values.map(() => ({}))
      this.graded = new Map()
      this.admit()
      this.selections = this.selected()
      this.hasOpenSelection = this.selections.includes('open')
    }

    competes(sheet) { return and(this.standings[sheet].entrant, this.standings[sheet].scored) }

    /** What every node gives for a sheet. */
    values(sheet) {
      if (this.all === null) throw new TypeError('the outcome has been changed into another')
      return this.all[sheet]
    }

    standing(sheet) { return this.standings[sheet] }

    /** Entities whose sheets contradict one another. */
    get conflicts() {
      const first = this.all[0]
      return first && first.cohorts ? first.cohorts.conflicts : []
    }

    ranked() {
      const ranks = new Array(this.order.length).fill(0)
      let [rank, previous] = [0, -1]
      for (let place = 0; place < this.order.length; place += 1) {
        const sheet = this.order[place]
        // Nobody behind has one either.
        if (this.classes[sheet] > 1) break
        const isLevel =
          previous >= 0 && this.classes[previous] === this.classes[sheet]
          && this.counted.every((places) => places[previous] === places[sheet])
        if (!isLevel) rank = place + 1
        ranks[place] = rank
        previous = sheet
      }
      return ranks
    }

    /** Who is within some places: selectable tells of each contender whether it may be given one. */
    statuses(limits, selectable) {
      const sheets = this.contenders.map((place) => this.order[place])
      const columns = this.keyEnds.map((ends) =>
        placesOf(sheets.map((sheet) => ends[sheet].best).concat(sheets.map((sheet) => ends[sheet].worst))))
      const found = placesBy(columns, 2 * sheets.length)
      const numbers = new Map()
      const group = (sheet) => {
        if (limits.perGroup === null) return 0
        const values = limits.groupBy.map((fact) => this.standard.stated(fact, this.all[sheet].sheet))
        if (values.includes(null)) return null
        const key = values.map(keyOf).join(' ')
        if (!numbers.has(key)) numbers.set(key, numbers.size)
        return numbers.get(key)
      }
      return new Quotas(
        limits,
        sheets.map((sheet, index) => ({
          entrant: this.competes(sheet), selectable: selectable[index], best: found[index],
          worst: found[sheets.length + index], group: group(sheet),
        }))).statuses()
    }

    selected() {
      const { selection } = this.standard.results
      if (selection === null) return []
      const found = this.order.map((sheet) => (this.standings[sheet].entrant === false ? null : 'no'))
      const selectable = this.contenders.map((place) => this.standings[this.order[place]].selectable)
      this.statuses(selection.places, selectable).forEach((status, index) => {
        found[this.contenders[index]] = status
      })
      return found
    }

    /** Gives the grades that have no more than so many places, one after another. */
    admit() {
      const { gradePlaces } = this.standard.results
      if (this.frontier || gradePlaces.every((places) => places === null)) return
      const before = this.all.map((_, sheet) => this.gradesOf(sheet))
      if (before.every(({ grades }) => grades.length === 0)) return
      const admitted = this.all.map(() => ({}))
      const graded = (sheet, inside) => {
        const leaves = new Map()
        for (const grade of Object.keys(inside)) {
          for (const node of this.standard.admitted.get(Number(grade)) || []) {
            leaves.set(node, valueOf(fromTruth(inside[grade])))
          }
        }
        this.all[sheet].change(leaves)
        return this.gradesOf(sheet)
      }
      gradePlaces.forEach((limits, grade) => {
        if (limits === null) return
        this.all.forEach((_, sheet) => {
          admitted[sheet][grade] = false
          if (this.standings[sheet].entrant !== false) this.gradePlaces[sheet][grade] = 'no'
        })
        const wanting = this.contenders.map((place) => {
          const sheet = this.order[place]
          const { grades } = graded(sheet, { ...admitted[sheet], [grade]: true })
          const fits = !grades.includes(grade) ? false : grades.length === 1 ? true : null
          return and(this.standings[sheet].eligible, fits)
        })
        this.statuses(limits, wanting).forEach((status, index) => {
          const sheet = this.order[this.contenders[index]]
          admitted[sheet][grade] = status === 'yes' ? true : status === 'no' ? false : null
          this.gradePlaces[sheet][grade] = status
        })
      })
      this.all.forEach((_, sheet) => this.graded.set(sheet, graded(sheet, admitted[sheet])))
    }

    gradesOf(sheet) {
      const { standard } = this
      const values = this.all[sheet]
      const gates = standard.results.requirements.map((nodes) => standard.requirement(nodes, values))
      return standard.grades(values, this.standings[sheet].scored, standard.missingForTotal(gates))
    }

    /** What reports tell of a sheet, its place among the others included. */
    result(sheet) {
      const result = this.standard.result(this.values(sheet))
      const graded = this.graded.get(sheet)
      if (graded) {
        result.grades = graded.grades
        delete result.open.grade
        if (graded.grades.length > 1 && graded.waits !== 0n) result.open.grade = this.standard.missing(graded.waits)
        // Of the quotas themselves it waits for parameters.
        const open = Object.keys(this.gradePlaces[sheet]).filter((grade) => this.gradePlaces[sheet][grade] === 'open')
        const unset = open.flatMap((grade) => this.standard.results.gradePlaces[grade].missing)
        if (unset.length > 0) {
          result.open.grade = (result.open.grade || []).concat(unset.map((parameter) => ({ parameter })))
        }
      }
      const place = this.order.indexOf(sheet)
      result.rank = this.ranks[place] || null
      result.selection = this.selections.length > 0 ? this.selections[place] : null
      result.gradePlaces = this.gradePlaces[sheet]
      return result
    }

    /** What is missing for a sheet, with what waits for its place among the others. */
    missing(sheet, result = this.result(sheet)) {
      const { selection, gradePlaces } = this.standard.results
      const strays = []
      const stray = (places, decision) => {
        if (places === null || places.perGroup === null) return
        for (const fact of places.groupBy) {
          if (this.standard.stated(fact, this.all[sheet].sheet) === null) strays.push({ fact, decision })
        }
      }
      if (result.selection !== null && result.selectable !== false && this.hasOpenSelection) {
        stray(selection.places, 'selection')
      }
      for (const grade of Object.keys(result.gradePlaces)) {
        if (result.gradePlaces[grade] === 'open') stray(gradePlaces[grade], 'grade')
      }
      return this.standard.missingOf(result, strays)
    }

    /** The same with other settings, only what hangs on them being worked out again; the sheets are those of the new one then. */
    change(settings) {
      const { standard, frontier, all } = this
      if (all === null) throw new TypeError('the outcome has been changed into another')
      this.all = null
      const after = standard.settled(settings)
      if (frontier) standard.check(after, frontier)
      // What was admitted to grades is asked anew.
      const admitted = [...standard.admitted.values()].flat()
      const again = new Set(standard.dependents(standard.changed(this.settings, after).concat(admitted)))
      const fixed = standard.fixedNodes.filter((place) => again.has(place))
      const nodes = (frontier ? frontier.live : standard.sheetNodes).filter((place) => again.has(place))
      const moves = !frontier && standard.uses.some((use) => standard.nodesOf(use).some((place) => again.has(place)))
      const cohorts = moves ? standard.cohorts(all.map(({ sheet }) => sheet), after) : null
      for (const values of all) {
        for (const place of admitted) values.list[place] = unknownValue
        values.take(after, cohorts || values.cohorts, fixed, nodes)
      }
      return new Outcome(standard, after, all, frontier)
    }
  }

  /** Who is within the quotas: Grammar.md, section 7. What is not known is thought of as going as badly, or as well. */
  class Quotas {
    constructor(limits, contenders) {
      this.overall = limits.overall && new Quota(limits.overall)
      this.perGroup = limits.perGroup && new Quota(limits.perGroup)
      this.isUnset = limits.missing.length > 0
      this.contenders = contenders
      const count = this.perGroup ? contenders.reduce((most, { group }) => Math.max(most, group === null ? 0 : group + 1), 0) : 1
      this.sizes = Array.from({ length: count }, () => ({ certain: 0, open: 0 }))
      this.everyone = { certain: 0, open: 0 }
      this.strays = 0
      for (const { entrant, group } of contenders) {
        const kind = entrant === true ? 'certain' : 'open'
        this.everyone[kind] += 1
        if (group === null) this.strays += 1
        else this.sizes[group][kind] += 1
      }
    }

    statuses() {
      if (this.isUnset) return this.contenders.map(({ selectable }) => (selectable === false ? 'no' : 'open'))
      const [surelyAhead, surelyLevel] = [this.count(true, false), this.count(true, true)]
      const [perhapsAhead, perhapsLevel] = [this.count(false, false), this.count(false, true)]
      return this.contenders.map((contender, index) => {
        if (contender.selectable === false || !this.mayPass(contender, surelyAhead[index])) return 'no'
        if (contender.entrant !== true || contender.selectable !== true) return 'open'
        if (this.mustPass(contender, perhapsLevel[index])) return 'yes'
        // Whoever is first of the level ones is in, whoever is last is out, in every case.
        return this.mustPass(contender, perhapsAhead[index]) && !this.mayPass(contender, surelyLevel[index]) ? 'tied' : 'open'
      })
    }

    /** Whether it is within the quotas if all goes well. */
    mayPass({ group }, ahead) {
      const { perGroup, overall, sizes, strays, everyone } = this
      if (perGroup) {
        const passes = ({ certain, open }, inGroup, openAhead) =>
          inGroup < perGroup.places(certain + open + strays - openAhead - ahead.strays)
        if (group !== null) {
          if (!passes(sizes[group], ahead.inGroup, ahead.openInGroup)) return false
        } else {
          const isSomewhere = sizes.some((size, at) => passes(size, ahead.perGroup[at], ahead.openPerGroup[at]))
          // Its group may also be one of its own.
          if (!isSomewhere && !passes({ certain: 0, open: 0 }, 0, 0)) return false
        }
      }
      if (!overall) return true
      // Who would be ahead takes as much as it brings, but for one whose group has no place left.
      const joining = perGroup ? everyone.open : everyone.open - ahead.open
      return ahead.taken < overall.places(everyone.certain + joining)
    }

    /** Whether it is within the quotas even if all goes badly. */
    mustPass({ group }, ahead) {
      const { perGroup, overall, sizes, everyone } = this
      if (perGroup) {
        if (group !== null) {
          const size = sizes[group].certain + ahead.openInGroup + ahead.strays
          if (ahead.inGroup + ahead.strays >= perGroup.places(size)) return false
        } else if (!this.passesAnywhere(ahead)) {
          return false
        }
      }
      if (!overall) return true
      // Who joins takes a place or makes a share larger; where groups have shares too, not always both.
      const joining = perGroup && perGroup.isShare ? 0 : ahead.open
      return ahead.taken + ahead.strays < overall.places(everyone.certain + joining)
    }

    passesAnywhere(ahead) {
      const { perGroup } = this
      if (ahead.strays >= perGroup.places(1 + ahead.strays)) return false
      return this.sizes.every(({ certain }, at) =>
        ahead.perGroup[at] + ahead.strays < perGroup.places(certain + 1 + ahead.openPerGroup[at] + ahead.strays))
    }

    /** Those who compete and are ahead of each, surely or perhaps, level ones included where asked. */
    count(isSure, orLevel) {
      const { contenders, perGroup } = this
      const counts = (index) =>
        isSure ? contenders[index].selectable === true : contenders[index].selectable !== false
      // Who would be ahead, but may not take part, takes nobody's place for certain.
      const takesPlace = (index) => !isSure || contenders[index].entrant === true
      const keyOfOther = (index) => (isSure ? contenders[index].worst : contenders[index].best)
      const ownKey = (index) => (isSure ? contenders[index].best : contenders[index].worst)
      const isAhead = (other, index) =>
        orLevel ? keyOfOther(other) <= ownKey(index) : keyOfOther(other) < ownKey(index)
      const indices = contenders.map((_, index) => index)
      const arriving = indices.filter(counts).sort((a, b) => keyOfOther(a) - keyOfOther(b) || a - b)
      const asking = indices.slice().sort((a, b) => ownKey(a) - ownKey(b) || a - b)
      const places = this.sizes.map(({ certain, open }) =>
        (perGroup ? perGroup.places(isSure ? certain : certain + open + this.strays) : Infinity))
      const inGroups = this.sizes.map(() => 0)
      const openInGroups = this.sizes.map(() => 0)
      const found = new Array(contenders.length)
      let [taken, open, strays, next] = [0, 0, 0, 0]
      for (const index of asking) {
        while (next < arriving.length && isAhead(arriving[next], index)) {
          const other = arriving[next]
          const { entrant, group } = contenders[other]
          if (entrant !== true) open += 1
          if (group === null) {
            strays += 1
          } else {
            if (takesPlace(other)) {
              if (inGroups[group] < places[group]) taken += 1
              inGroups[group] += 1
            }
            if (entrant !== true) openInGroups[group] += 1
          }
          next += 1
        }
        const { entrant, group } = contenders[index]
        const isItself = counts(index) && isAhead(index, index)
        const itselfOpen = isItself && entrant !== true ? 1 : 0
        const itself = isItself && takesPlace(index) ? 1 : 0
        const ahead = { open: open - itselfOpen, strays, taken, inGroup: 0, openInGroup: 0, perGroup: [], openPerGroup: [] }
        if (group === null) {
          if (isItself) ahead.strays -= 1
          ahead.perGroup = inGroups.slice()
          ahead.openPerGroup = openInGroups.slice()
        } else {
          ahead.inGroup = inGroups[group] - itself
          ahead.openInGroup = openInGroups[group] - itselfOpen
          if (itself === 1 && inGroups[group] <= places[group]) ahead.taken -= 1
        }
        found[index] = ahead
      }
      return found
    }
  }

  class Quota {
    constructor([value, isShare]) {
      this.value = unpackContent(value)
      this.isShare = isShare
    }

    /** Whole places when so many take part. */
    places(count) {
      const places = this.isShare ? attempt(() => multiply(this.value, whole(count))) : this.value
      if (places instanceof Failure) return 0
      return Math.max(0, Number(rounded(places, 'down').above))
    }
  }

  return { Standard, Fraction, Range, Day, Failure, decimal, decimals, number, compare, plus, times }
})
