// Counts, sums, extremes and means of records.

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
