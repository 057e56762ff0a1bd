// The cases into which what is open is divided.

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
