// What reports tell of a sheet.

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

/** Reads the results of a standard off the nodes of its plan. */
class ResultReader {
  constructor(standard) {
    this.results = standard.results
    this.facts = standard.facts
    this.scales = standard.scales
  }

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
