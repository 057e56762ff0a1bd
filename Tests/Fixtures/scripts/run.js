// Asked by tests, a line of JSON each: {script} runs the engine, without the parts of the language that are named, {plan}
// takes a standard, {sheets, settings} tells all there is to an outcome, {change} holds what a change of settings gives
// against what is worked out from the beginning. An answer is a line too.
'use strict'
/* global Rulecheck */
const lines = require('readline').createInterface({ input: process.stdin })

let standard = null
let outcome = null
let sheets = []

const end = (end) => (end === -Infinity ? '-inf' : end === Infinity ? 'inf' : String(end))
const range = (range) =>
  range === null
    ? 'none'
    : (range.leastIsOpen ? '(' : '[') + end(range.least) + ',' + end(range.most) + (range.mostIsOpen ? ')' : ']')
const truth = (truth) => (truth === null ? 'unknown' : truth ? 'yes' : 'no')
const input = ({ fact, parameter }) => (fact === undefined ? 'p' + parameter : 'f' + fact)
const inputs = (list) => '{' + list.map(input).join(' ') + '}'

function content(value) {
  if (value instanceof Rulecheck.Range) return range(value)
  if (typeof value === 'boolean') return truth(value)
  if (typeof value === 'number') return 'option ' + value
  if (typeof value === 'bigint') return 'options ' + value
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

const computed = ({ state, value, error }) =>
  (state === 'failed' ? 'failed ' + error : value === null ? state : state + ' ' + content(value))

function part({ points, applied, full, rate, appliedRate, minimum, minimumMissing, missing, error }) {
  return [
    range(points), range(applied), range(full), range(rate), range(appliedRate), truth(minimum), inputs(minimumMissing),
    inputs(missing), error || 'sound',
  ].join(' ')
}

const score = (score) => [score.verdict, truth(score.applies), part(score)].join(' ')
const level = (level) => [truth(level.applicable), range(level.mark), part(level)].join(' ')

function tell(sheet) {
  const result = outcome.result(sheet)
  const told = [
    `sheet ${sheet} rank ${result.rank} selection ${result.selection}`,
    `entrant ${truth(result.entrant)} selectable ${truth(result.selectable)} eligible ${truth(result.eligible)}`,
    `total ${truth(result.scored)} ${range(result.total)} ${result.error || 'sound'}`,
  ]
  result.requirements.forEach(({ verdict, passes, missing, error }, at) => {
    told.push(`requirement ${at} ${verdict} ${truth(passes)} ${inputs(missing)} ${error || 'sound'}`)
  })
  result.categories.forEach((category, at) => {
    told.push(`category ${at} ${level(category.level)}`)
    category.groups.forEach((group, place) => told.push(`group ${at}.${place} ${level(group)}`))
    category.items.forEach((item, place) => told.push(`item ${at}.${place} ${score(item)}`))
  })
  result.adjustments.forEach((adjustment, at) => told.push(`adjustment ${at} ${score(adjustment)}`))
  told.push(`grades ${result.grades.map((grade) => (grade === null ? 'none' : grade)).join(' ')}`)
  result.determinations.forEach((found, at) => {
    const value = found.isUnscored ? 'failed notScored' : computed(found)
    told.push(`determination ${at} ${value} [${found.possible}] ${found.mayBeUnscored} ${found.isOpen}`)
  })
  told.push(`keys ${result.keys.map(computed).join(' ')}`)
  for (const decision of Object.keys(result.open).sort()) told.push(`open ${decision} ${inputs(result.open[decision])}`)
  told.push(`places ${Object.keys(result.gradePlaces).map((grade) => grade + ' ' + result.gradePlaces[grade]).join(' ')}`)
  for (const missing of outcome.missing(sheet, result)) {
    told.push(
      `missing ${input(missing)} ${end(missing.points)} [${missing.requirements}] ${missing.decisions.join(' ')} `
        + truth(missing.decides))
  }
  return told
}

const standing = (outcome) => JSON.stringify([outcome.order, outcome.ranks, outcome.selections])
const all = () => outcome.order.map(tell)
const conflicts = () => outcome.conflicts.map((value) => (typeof value === 'string' ? value : content(value))).sort()

function answer(asked) {
  if (asked.script) {
    for (const name of asked.without) delete Intl[name]
    require('vm').runInThisContext(asked.script, { filename: 'engine.js' })
    return {}
  }
  if (asked.plan) {
    standard = new Rulecheck.Standard(asked.plan)
    return { settings: standard.settings.filter(({ isEffective }) => isEffective).map(({ key }) => key) }
  }
  if (asked.sheets) {
    sheets = asked.sheets
    outcome = standard.outcome(sheets, { settings: asked.settings })
    return { results: all(), conflicts: conflicts() }
  }
  // A change, there and back again; the same of sheets judged anew, and of what is kept of them.
  const { key, value } = asked.change
  const told = []
  const stood = JSON.stringify(all())
  const [before, frontier] = [standing(outcome), standard.frontier([key])]
  const keptSheets = frontier && JSON.stringify(sheets.map((_, sheet) => standard.keep(outcome.values(sheet), frontier)))
  outcome = outcome.change({ [key]: value })
  const answered = { results: all(), conflicts: conflicts() }
  const changed = standing(outcome)
  outcome = outcome.change({})
  if (JSON.stringify(all()) !== stood) told.push('back again it is not as before')
  const fresh = standard.outcome(sheets, { settings: { [key]: value } })
  if (changed !== standing(fresh)) told.push('a change stands otherwise')
  if (frontier) {
    const first = standard.outcomeOf(JSON.parse(keptSheets), frontier)
    if (standing(first) !== before) told.push('what is kept stands otherwise')
    const second = first.change({ [key]: value })
    if (standing(second) !== changed) told.push('what is kept changes otherwise')
    if (standing(second.change({})) !== before) told.push('what is kept changes back otherwise')
  }
  return { ...answered, told, isKept: frontier !== null }
}

lines.on('line', (line) => {
  let reply
  try {
    reply = answer(JSON.parse(line))
  } catch (error) {
    reply = { thrown: String((error && error.stack) || (error && error.kind) || error) }
  }
  process.stdout.write(JSON.stringify(reply) + '\n')
})
