// Days and their calendar.

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
