// A standard, ready to be run.

const valueless = { '-1': 'points', '-2': 'verdict', '-3': 'grades', '-4': 'bundle' }
const comparisons = { rank: 'rank', cohort: 'cohort', position: 'position' }
const isOfSheet = { fact: true, admitted: true, column: true, ...comparisons }
/** What these come to does not hang on the values of their operands alone. */
const looksFurther = { records: true, cases: true, ...comparisons }

/** Marks of nodes; with the next one all that were made before are gone. */
class Marks {
  constructor(count) {
    this.of = new Uint32Array(count)
    this.last = 0
  }

  next() {
    if (this.last === 0xffffffff) this.of.fill(this.last = 0)
    return (this.last += 1)
  }
}

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
    this.reader = new ResultReader(this)
    this.known = new Map()
  }

  bound(packed) { return packed === null || packed === undefined ? null : unpackContent(packed) }

  makeNodes(plan) {
    const rows = new Set(plan.rows)
    this.nodes = plan.nodes.map(([name, type, operands, detail = null], place) => ({
      name: plan.names[name], type: type < 0 ? valueless[type] : this.types[type], operands, detail,
      isOfRow: rows.has(place), isFixed: false, looksFurther: looksFurther[plan.names[name]] === true,
      last: unknownValue, lastButOne: unknownValue,
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
    this.marks = new Marks(this.nodes.length)
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

  // MARK: Keeping

  /** What stands just below the nodes that some settings move; null where facts have to be kept. */
  frontier(keys) { return frontierOf(this, keys) }

  /** What JSON can hold of one sheet. */
  keep(values, frontier) { return keptOf(this, values, frontier) }

  /** Places and selection of sheets of which no more is kept. */
  outcomeOf(kept, frontier, { settings = {} } = {}) { return outcomeOfKept(this, kept, frontier, this.settled(settings)) }

  // MARK: Results

  /** What ranking and selection look at. */
  standing(values) { return this.reader.standing(values) }

  /** What reports tell of a sheet. */
  result(values) { return this.reader.result(values) }

  /** Points of what stands in a category, as they count in the total. */
  worth(points, result, category) { return this.reader.worth(points, result, category) }

  /** What is missing and some result waits for, costliest first. */
  missingOf(result) { return this.reader.missingOf(result) }
}
