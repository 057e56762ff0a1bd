// Who stands where.

// How a key counts: an end, the higher the earlier, or null, which comes last.
function countedKey(computed, { type, descending }) {
  const range = rangeOf(computed)
  const end = range ? range.least : isKnown(computed) ? orderOfValue(computed, type) : null
  return end === null || descending ? end : negatedEnd(end)
}

/** As it counts, and the best and the worst that it may come to. */
function endsOfKey(computed, key) {
  const counted = countedKey(computed, key)
  if (computed instanceof Range) {
    const ends = key.descending ? computed : opposite(computed)
    return { counted, best: ends.most, worst: ends.least }
  }
  return isKnown(computed) ? { counted, best: counted, worst: counted } : { counted, best: Infinity, worst: null }
}

/** The place of each among them: the first is 0, level ones share a place. */
function placesOf(ends) {
  // Most are told apart by what they are about.
  const about = ends.map((end) => (end === null ? -Infinity : isEnd(end) ? Number(end.above) / Number(end.below) : end))
  const order = (a, b) => {
    const [x, y] = [about[a], about[b]]
    if (Math.abs(x - y) > 1e-9 * (Math.abs(x) + Math.abs(y))) return y - x
    if (ends[a] === null || ends[b] === null) return (ends[a] === null ? 1 : 0) - (ends[b] === null ? 1 : 0)
    return compareEnds(ends[b], ends[a])
  }
  const indices = ends.map((_, index) => index).sort(order)
  const found = new Array(ends.length)
  let place = 0
  indices.forEach((index, at) => {
    if (at > 0 && order(indices[at - 1], index) !== 0) place += 1
    found[index] = place
  })
  return found
}

/** The order of some, by columns of which the first counts most; level ones as they are. */
function orderBy(columns, count) {
  return Array.from({ length: count }, (_, index) => index).sort((a, b) => {
    for (const column of columns) if (column[a] !== column[b]) return column[a] - column[b]
    return a - b
  })
}

/** The place of each in that order, level ones sharing a place. */
function placesBy(columns, count) {
  const order = orderBy(columns, count)
  const found = new Array(count)
  let place = 0
  order.forEach((index, at) => {
    if (at > 0 && columns.some((column) => column[index] !== column[order[at - 1]])) place += 1
    found[index] = place
  })
  return found
}

/** Who stands where. */
class Outcome {
  /** @param frontier where no more than that is known of the sheets */
  constructor(standard, settings, values, frontier = null) {
    Object.assign(this, { standard, settings, all: values, frontier })
    this.standings = values.map((values) => standard.standing(values))
    const { keys } = standard.results
    this.keyEnds = keys.map((key, place) => this.standings.map(({ keys }) => endsOfKey(keys[place], key)))
    this.counted = this.keyEnds.map((ends) => placesOf(ends.map(({ counted }) => counted)))
    this.classes = this.standings.map(({ entrant, eligible, scored }) => {
      if (entrant === false) return 4
      return eligible === true ? 0 : eligible === null ? 1 : scored === false ? 3 : 2
    })
    this.order = orderBy([this.classes, ...this.counted], values.length)
    this.ranks = this.ranked()
    this.contenders = this.order.map((_, place) => place).filter((place) => this.competes(this.order[place]) !== false)
    this.gradePlaces = values.map(() => ({}))
    this.graded = new Map()
    this.admit()
    this.selections = this.selected()
    this.hasOpenSelection = this.selections.includes('open')
  }

  competes(sheet) { return and(this.standings[sheet].entrant, this.standings[sheet].scored) }

  /** What every node gives for a sheet. */
  values(sheet) {
    if (this.all === null) throw new TypeError('the outcome has been changed into another')
    return this.all[sheet]
  }

  standing(sheet) { return this.standings[sheet] }

  /** Entities whose sheets contradict one another. */
  get conflicts() {
    const first = this.all[0]
    return first && first.cohorts ? first.cohorts.conflicts : []
  }

  ranked() {
    const ranks = new Array(this.order.length).fill(0)
    let [rank, previous] = [0, -1]
    for (let place = 0; place < this.order.length; place += 1) {
      const sheet = this.order[place]
      // Nobody behind has one either.
      if (this.classes[sheet] > 1) break
      const isLevel =
        previous >= 0 && this.classes[previous] === this.classes[sheet]
        && this.counted.every((places) => places[previous] === places[sheet])
      if (!isLevel) rank = place + 1
      ranks[place] = rank
      previous = sheet
    }
    return ranks
  }

  /** Who is within some places: selectable tells of each contender whether it may be given one. */
  statuses(limits, selectable) {
    const sheets = this.contenders.map((place) => this.order[place])
    const columns = this.keyEnds.map((ends) =>
      placesOf(sheets.map((sheet) => ends[sheet].best).concat(sheets.map((sheet) => ends[sheet].worst))))
    const found = placesBy(columns, 2 * sheets.length)
    const numbers = new Map()
    const group = (sheet) => {
      if (limits.perGroup === null) return 0
      const values = limits.groupBy.map((fact) => this.standard.stated(fact, this.all[sheet].sheet))
      if (values.includes(null)) return null
      const key = values.map(keyOf).join(' ')
      if (!numbers.has(key)) numbers.set(key, numbers.size)
      return numbers.get(key)
    }
    return new Quotas(
      limits,
      sheets.map((sheet, index) => ({
        entrant: this.competes(sheet), selectable: selectable[index], best: found[index],
        worst: found[sheets.length + index], group: group(sheet),
      }))).statuses()
  }

  selected() {
    const { selection } = this.standard.results
    if (selection === null) return []
    const found = this.order.map((sheet) => (this.standings[sheet].entrant === false ? null : 'no'))
    const selectable = this.contenders.map((place) => this.standings[this.order[place]].selectable)
    this.statuses(selection.places, selectable).forEach((status, index) => {
      found[this.contenders[index]] = status
    })
    return found
  }

  /** Gives the grades that have no more than so many places, one after another. */
  admit() {
    const { gradePlaces } = this.standard.results
    if (this.frontier || gradePlaces.every((places) => places === null)) return
    const before = this.all.map((_, sheet) => this.gradesOf(sheet))
    if (before.every(({ grades }) => grades.length === 0)) return
    const admitted = this.all.map(() => ({}))
    const graded = (sheet, inside) => {
      const leaves = new Map()
      for (const grade of Object.keys(inside)) {
        for (const node of this.standard.admitted.get(Number(grade)) || []) {
          leaves.set(node, valueOf(fromTruth(inside[grade])))
        }
      }
      this.all[sheet].change(leaves)
      return this.gradesOf(sheet)
    }
    gradePlaces.forEach((limits, grade) => {
      if (limits === null) return
      this.all.forEach((_, sheet) => {
        admitted[sheet][grade] = false
        if (this.standings[sheet].entrant !== false) this.gradePlaces[sheet][grade] = 'no'
      })
      const wanting = this.contenders.map((place) => {
        const sheet = this.order[place]
        const { grades } = graded(sheet, { ...admitted[sheet], [grade]: true })
        const fits = !grades.includes(grade) ? false : grades.length === 1 ? true : null
        return and(this.standings[sheet].eligible, fits)
      })
      this.statuses(limits, wanting).forEach((status, index) => {
        const sheet = this.order[this.contenders[index]]
        admitted[sheet][grade] = status === 'yes' ? true : status === 'no' ? false : null
        this.gradePlaces[sheet][grade] = status
      })
    })
    this.all.forEach((_, sheet) => this.graded.set(sheet, graded(sheet, admitted[sheet])))
  }

  gradesOf(sheet) {
    const { standard } = this
    const values = this.all[sheet]
    const gates = standard.results.requirements.map((nodes) => standard.reader.requirement(nodes, values))
    return standard.reader.grades(values, this.standings[sheet].scored, standard.reader.missingForTotal(gates))
  }

  /** What reports tell of a sheet, its place among the others included. */
  result(sheet) {
    const result = this.standard.result(this.values(sheet))
    const graded = this.graded.get(sheet)
    if (graded) {
      result.grades = graded.grades
      delete result.open.grade
      if (graded.grades.length > 1 && graded.waits !== 0n) result.open.grade = this.standard.reader.missing(graded.waits)
      // Of the quotas themselves it waits for parameters.
      const open = Object.keys(this.gradePlaces[sheet]).filter((grade) => this.gradePlaces[sheet][grade] === 'open')
      const unset = open.flatMap((grade) => this.standard.results.gradePlaces[grade].missing)
      if (unset.length > 0) {
        result.open.grade = (result.open.grade || []).concat(unset.map((parameter) => ({ parameter })))
      }
    }
    const place = this.order.indexOf(sheet)
    result.rank = this.ranks[place] || null
    result.selection = this.selections.length > 0 ? this.selections[place] : null
    result.gradePlaces = this.gradePlaces[sheet]
    return result
  }

  /** What is missing for a sheet, with what waits for its place among the others. */
  missing(sheet, result = this.result(sheet)) {
    const { selection, gradePlaces } = this.standard.results
    const strays = []
    const stray = (places, decision) => {
      if (places === null || places.perGroup === null) return
      for (const fact of places.groupBy) {
        if (this.standard.stated(fact, this.all[sheet].sheet) === null) strays.push({ fact, decision })
      }
    }
    if (result.selection !== null && result.selectable !== false && this.hasOpenSelection) {
      stray(selection.places, 'selection')
    }
    for (const grade of Object.keys(result.gradePlaces)) {
      if (result.gradePlaces[grade] === 'open') stray(gradePlaces[grade], 'grade')
    }
    return this.standard.reader.missingOf(result, strays)
  }

  /** The same with other settings, only what hangs on them being worked out again; the sheets are those of the new one then. */
  change(settings) {
    const { standard, frontier, all } = this
    if (all === null) throw new TypeError('the outcome has been changed into another')
    this.all = null
    const after = standard.settled(settings)
    if (frontier) check(standard, after, frontier)
    // What was admitted to grades is asked anew.
    const admitted = [...standard.admitted.values()].flat()
    const again = new Set(standard.dependents(standard.changed(this.settings, after).concat(admitted)))
    const leaves = new Map(admitted.map((place) => [place, unknownValue]))
    for (const place of standard.fixedNodes) {
      if (!sameValue(this.settings.list[place], after.list[place])) leaves.set(place, after.list[place])
    }
    const nodes = (frontier ? frontier.live : standard.sheetNodes).filter((place) => again.has(place))
    const moves = !frontier && standard.uses.some((use) => standard.nodesOf(use).some((place) => again.has(place)))
    const cohorts = moves ? standard.cohorts(all.map(({ sheet }) => sheet), after) : null
    for (const values of all) values.take(after, cohorts || values.cohorts, leaves, nodes)
    return new Outcome(standard, after, all, frontier)
  }
}
