// Values as JSON.

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
