// What is compared across communities.

/** The ends of some ranges, each kind in order. */
class Ends {
  constructor(ranges, blanks = 0) {
    this.least = ranges.map((range) => range.least).sort(compareEnds)
    this.most = ranges.map((range) => range.most).sort(compareEnds)
    this.blanks = blanks
    this.count = ranges.length + blanks
  }

  /** How many are ahead of a range, surely or perhaps. */
  ahead(own, end, isSure) {
    const { least, most, blanks } = this
    if (end === 'top') {
      return isSure
        ? least.length - leading(least, own.most, true) : blanks + most.length - leading(most, own.least, true)
    }
    return isSure ? leading(most, own.least, false) : blanks + leading(least, own.most, false)
  }
}

/** How many of some ends in order are below another, or not above it. */
function leading(ends, end, orEqual) {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const order = compareEnds(ends[middle], end)
    if (orEqual ? order <= 0 : order < 0) low = middle + 1
    else high = middle
  }
  return low
}

const outsider = -1
const ofUnknownGroup = -2

/** One comparison across a cohort, of all sheets. */
class Comparison {
  /** @param entries of {value, isMember, group, entity}: what each sheet brings */
  constructor(cohort, entries) {
    this.cohort = cohort
    this.membership = []
    this.values = []
    this.groups = []
    this.strays = new Map()
    this.conflicts = new Map()
    this.figures = new Map()
    const filling = {
      groups: new Map(), entities: new Map(), statements: [], entityOf: [], everywhere: new Map(), nameless: 0,
      wanderers: [],
    }
    for (const entry of entries) this.place(entry, filling)
    if (cohort.isCounting) {
      this.settleEntities(filling)
      this.doubtWanderers(filling)
    }
    for (const group of this.groups) {
      group.values.sort(compare)
      group.unreportedEnds = new Ends([...group.unreported.values()], group.blanks)
      group.strayEnds = new Ends([...group.strays.values()])
    }
    this.strayEnds = new Ends([...this.strays.values()])
  }

  place({ value, isMember, group, entity }, filling) {
    const sheet = this.values.length
    this.values.push(value)
    const place = this.join(isMember, group, filling)
    const range = rangeOf(value) || all
    if (place !== null && !this.cohort.isCounting) this.add(range, this.groups[place], sheet)
    else if (isMember !== false) this.note(range, place, entity, sheet, filling)
  }

  join(isMember, group, { groups }) {
    if (isMember === false || isMember === null || group === null) {
      this.membership.push(isMember === false ? outsider : ofUnknownGroup)
      return null
    }
    let place = groups.get(group)
    if (place === undefined) {
      place = this.groups.length
      groups.set(group, place)
      this.groups.push({ values: [], unreported: new Map(), blanks: 0, strays: new Map(), hasStrangers: false })
    }
    this.membership.push(place)
    return place
  }

  add(range, group, sheet) {
    const exact = range.exact
    if (exact) group.values.push(exact)
    else if (isAll(range)) group.blanks += 1
    else group.unreported.set(sheet, range)
  }

  note(range, place, entity, sheet, filling) {
    const name = entity === null ? null : keyOf(entity)
    if (this.cohort.isCounting && name !== null) {
      if (!filling.everywhere.has(name)) filling.everywhere.set(name, new Statement(null, name, sheet, entity))
      filling.everywhere.get(name).note(range)
    } else {
      filling.nameless += 1
    }
    if (place === null) {
      this.strays.set(sheet, range)
      filling.wanderers.push({ sheet, name })
      return
    }
    const group = this.groups[place]
    if (name === null) {
      group.strays.set(sheet, range)
      group.hasStrangers = true
      this.values[sheet] = doubtful
      return
    }
    const key = place + ' ' + name
    let number = filling.entities.get(key)
    if (number === undefined) {
      number = filling.statements.length
      filling.entities.set(key, number)
      filling.statements.push(new Statement(group, name, sheet, entity))
    }
    filling.statements[number].note(range)
    filling.entityOf.push({ sheet, number })
  }

  settleEntities({ statements, entityOf, everywhere, wanderers }) {
    const keepsOpen = this.cohort.keepsOpen
    const wandering = new Set(wanderers.map(({ name }) => name))
    const fates = statements.map((statement) => {
      const { group, name } = statement
      if (statement.differs) {
        this.conflicts.set(name, statement.entity)
        return { kind: 'conflicting' }
      }
      // By those that do not say of which entity, or of which group, they are.
      const mayMeet =
        group.hasStrangers || wandering.has(null) || (wandering.has(name) && everywhere.get(name).mayContradict)
      const isContestable = statement.mayContradict || (keepsOpen && mayMeet)
      if (isContestable && keepsOpen) {
        group.strays.set(statement.first, statement.range || all)
        return { kind: 'doubted' }
      }
      if (statement.value) group.values.push(statement.value)
      if (isContestable) return { kind: 'openDoubted' }
      return { kind: 'kept', group: statement.unreported > 0 ? group : null }
    })
    for (const { sheet, number } of entityOf) {
      const range = rangeOf(this.values[sheet]) || all
      const isReported = range.exact !== null
      const { kind, group } = fates[number]
      if (kind === 'kept' && !isReported && group) group.unreported.set(sheet, range)
      if (kind === 'doubted' || (kind === 'openDoubted' && !isReported)) this.values[sheet] = doubtful
      if (kind === 'conflicting') this.values[sheet] = isReported ? failures.conflictingValues : doubtful
    }
  }

  /** A sheet that does not say to which group it belongs may meet others of its entity there. */
  doubtWanderers({ everywhere, nameless, wanderers }) {
    for (const { sheet, name } of wanderers) {
      const own = name === null ? undefined : everywhere.get(name)
      const mayMeet =
        name === null
          ? everywhere.size > 0 || nameless > 1
          : own === undefined ? nameless > 0 : own.mayContradict || nameless > 0
      if (mayMeet) this.values[sheet] = doubtful
    }
  }

  /** The others with whom a sheet is compared; null for who is no member for certain. */
  rivalry(sheet) {
    const place = this.membership[sheet]
    if (place < 0) return null
    const group = this.groups[place]
    const own = rangeOf(this.values[sheet]) || all
    const isUnreported = (group.blanks > 0 && isAll(own)) || group.unreported.has(sheet)
    const keepsOpen = this.cohort.keepsOpen
    const unreported = keepsOpen ? group.unreportedEnds.count - (isUnreported ? 1 : 0) : 0
    return {
      own, group, isUnreported, strays: keepsOpen ? group.strayEnds.count + this.strayEnds.count : 0,
      size: group.values.length + unreported + (own.isExact ? 0 : 1),
    }
  }

  /** How many are ahead at least and at most, those aside that may not count. */
  ahead({ own, group, isUnreported }, end) {
    const { values } = group
    let [least, most] =
      end === 'top'
        ? [values.length - leading(values, own.most, true), values.length - leading(values, own.least, true)]
        : [leading(values, own.least, false), leading(values, own.most, false)]
    if (this.cohort.keepsOpen) {
      least += group.unreportedEnds.ahead(own, end, true)
      most += group.unreportedEnds.ahead(own, end, false)
      // What is not known may be more than itself.
      if (isUnreported && compareEnds(own.least, own.most) < 0) most -= 1
    }
    return [least, Math.max(least, most)]
  }

  straysAhead({ own, group }, end, isSure) {
    return this.cohort.keepsOpen
      ? group.strayEnds.ahead(own, end, isSure) + this.strayEnds.ahead(own, end, isSure) : 0
  }

  /** What was missed of this sheet when the cohort was made is read again where it matters. */
  unsettled(value, read) {
    read('compared')
    read('membership')
    return unsettled(value)
  }

  rank(end, sheet, read) {
    const value = this.values[sheet]
    const rivalry = this.rivalry(sheet)
    if (!rivalry || rivalry.size < this.cohort.smallest || value === doubtful || value instanceof Failure) {
      return this.unsettled(value, read)
    }
    if (!rivalry.own.isExact) this.unsettled(value, read)
    const [least, most] = this.ahead(rivalry, end)
    return settled(between(whole(1 + least), whole(1 + most + this.straysAhead(rivalry, end, false))))
  }

  figure(figure, sheet, type, read) {
    const value = this.values[sheet]
    const rivalry = this.rivalry(sheet)
    if (!rivalry || value === doubtful || value instanceof Failure) return this.unsettled(value, read)
    if (!rivalry.own.isExact) this.unsettled(value, read)
    if (figure === 'count') return settled(between(whole(rivalry.size), whole(rivalry.size + rivalry.strays)))
    if (rivalry.size < Math.max(1, this.cohort.smallest)) return unknown
    const { own, group, isUnreported } = rivalry
    // Each member counts itself, whether it reports something or not: so it is the same for all of them.
    const isCommon = own.isExact || (isUnreported && this.cohort.keepsOpen)
    const key = isCommon ? this.membership[sheet] + figure : null
    let range = key === null ? undefined : this.figures.get(key)
    if (range === undefined) {
      range = attempt(() => this.figureOf(figure, group, isCommon ? [] : [own]))
      if (key !== null) this.figures.set(key, range)
    }
    return range instanceof Failure ? range : settled(range, type)
  }

  figureOf(figure, group, own) {
    const keepsOpen = this.cohort.keepsOpen
    const unreported = [...group.unreported.values()].concat(group.blanks > 0 ? [all] : [])
    const ranges = keepsOpen ? own.concat(unreported) : own
    const strays = keepsOpen ? [...group.strays.values(), ...this.strays.values()] : []
    const { values } = group
    if (figure === 'mean') {
      const count = whole(values.length + ranges.length)
      const sum = sumOfRanges(ranges.concat([exactly(values.reduce(add, zero))]))
      return strays.reduce(hull, mapRange(sum, (sum) => divide(sum, count)))
    }
    const ends = values.length === 0 ? [] : [values[0], values[values.length - 1]].map(exactly)
    return extreme(ranges.concat(ends), strays, figure === 'least' ? lower : higher)
  }

  position(end, isShare, hasCutoff, sheet, type, read) {
    const membership = this.membership[sheet]
    if (membership === outsider) return false
    if (hasCutoff) {
      const stated = read('cutoff')
      if (isKnown(stated)) {
        const reaches = compareComputed(end === 'top' ? '>=' : '<=', read('compared'), stated, type)
        return membership >= 0 || reaches === false ? reaches : this.unsettled(reaches, read)
      }
    }
    const value = this.values[sheet]
    if (value instanceof Failure) return value
    const rivalry = this.rivalry(sheet)
    if (!rivalry || value === doubtful) return this.unsettled(value, read)
    if (!rivalry.own.isExact) this.unsettled(value, read)
    if (rivalry.size < this.cohort.smallest) return unknown
    const quota = read('quota')
    const places = rangeOf(quota)
    return places ? attempt(() => fromTruth(this.stands(rivalry, end, places, isShare))) : unsettled(quota)
  }

  stands(rivalry, end, places, isShare) {
    const [least, most] = this.ahead(rivalry, end)
    // Who may count or not either takes a place or makes the cohort larger: the ends are with all of a kind or none.
    const rivals = this.straysAhead(rivalry, end, false)
    const others = rivalry.strays - this.straysAhead(rivalry, end, true)
    const found = [[least, 0], [least, others], [most, 0], [most + rivals, rivals]].map(([ahead, joining]) => {
      const size = whole(rivalry.size + joining)
      const most = mapRange(places, (places) =>
        isShare ? rounded(multiply(places, size), this.cohort.rounding) : rounded(places, 'down'))
      return compareRanges('<=', exactly(whole(1 + ahead)), most)
    })
    return found.every((truth) => truth === found[0]) ? found[0] : null
  }
}

/** What the sheets of one entity state. */
class Statement {
  constructor(group, name, first, entity) {
    Object.assign(this, { group, name, first, entity, value: null, differs: false, unreported: 0, range: null })
  }

  note(range) {
    const exact = range.exact
    if (exact) {
      this.differs = this.differs || (this.value !== null && !equal(this.value, exact))
      this.value = this.value || exact
    } else {
      this.unreported += 1
    }
    this.range = this.range ? hull(this.range, range) : range
  }

  /** Whether its sheets may state different values once all is known. */
  get mayContradict() {
    return this.differs || (this.unreported > 0 && (this.value === null ? 0 : 1) + this.unreported > 1)
  }
}

class Cohorts {
  constructor(comparisons) { this.comparisons = comparisons }

  /** Entities whose sheets contradict one another. */
  get conflicts() {
    const all = new Map()
    for (const { conflicts } of this.comparisons) for (const [key, entity] of conflicts) all.set(key, entity)
    return [...all.values()]
  }
}
