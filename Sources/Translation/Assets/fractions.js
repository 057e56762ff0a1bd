// Exact fractions, what goes wrong with them, and how they are written.

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

/** Of powers of one number, which have nothing in common above and below. */
function productOfPowers(a, b) {
  if (isShort(a) && isShort(b)) {
    const [above, below] = [a.above * b.above, a.below * b.below]
    if (safe(above) && safe(below)) return new Fraction(above + 0, below)
  }
  return limited(lowest(BigInt(a.above) * BigInt(b.above), BigInt(a.below) * BigInt(b.below)))
}

function power(a, exponent) {
  let [result, square, left] = [one, a, exponent]
  while (left > 0) {
    if (left % 2 === 1) result = productOfPowers(result, square)
    left = Math.floor(left / 2)
    if (left > 0) square = productOfPowers(square, square)
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
