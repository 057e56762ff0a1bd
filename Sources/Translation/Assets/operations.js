// What operations make of values, of ranges, and of what is not known.

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
