// Weights and parameters, and cells as JSON has them.

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
