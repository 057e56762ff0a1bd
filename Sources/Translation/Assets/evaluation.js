// The nodes of a plan, worked out for one sheet.

/** Sheets that come to the same share a value, as far as that is seen at once: there are many sheets and few values. */
function shared(node, value) {
  if (sameValue(node.last, value)) return node.last
  if (sameValue(node.lastButOne, value)) return node.lastButOne
  node.lastButOne = node.last
  node.last = value
  return value
}

/** What every node gives for one sheet. */
class Values {
  constructor(standard, sheet, place, cohorts, settings, list, assumed) {
    Object.assign(this, { standard, sheet, place, cohorts, settings, list, assumed })
    /** What is taken for granted in the case at hand. */
    this.pinned = new Set()
    for (const [node, value] of assumed) list[node] = value
  }

  /** Works nodes out, those aside that are taken for granted. */
  run(nodes) {
    const all = this.standard.nodes
    const isFree = this.pinned.size === 0 && this.assumed.size === 0
    for (const node of nodes) {
      if (isFree || (!this.pinned.has(node) && !this.assumed.has(node))) {
        this.list[node] = shared(all[node], all[node].work(this))
      }
    }
  }

  /** Works out what hangs on leaves that are different now. */
  change(leaves) {
    const nodes = this.standard.dependents(leaves.keys()).filter(
      (place) => !leaves.has(place) && !this.standard.nodes[place].isOfRow)
    this.renew(leaves, nodes)
  }

  /**
   * Takes other settings over: what hangs on none of them stays.
   * @param leaves what is different now whatever the sheet states
   */
  take(settings, cohorts, leaves, nodes) {
    this.settings = settings
    this.cohorts = cohorts
    this.renew(leaves, nodes)
  }

  /** Works nodes out of which something that they look at is different now; most come to the same and move no more. */
  renew(leaves, nodes) {
    const { list, standard: { nodes: all, marks } } = this
    const mark = marks.next()
    for (const [leaf, value] of leaves) {
      list[leaf] = value
      marks.of[leaf] = mark
    }
    for (const node of nodes) {
      if (this.assumed.has(node)) continue
      const { operands, looksFurther, work } = all[node]
      if (!looksFurther && !operands.some((operand) => marks.of[operand] === mark)) continue
      const value = work(this)
      if (sameValue(list[node], value)) continue
      list[node] = shared(all[node], value)
      marks.of[node] = mark
    }
  }

  entry({ value, isMember, group, entity }) {
    const known = group.map((place) => this.list[place].computed)
    const own = entity === null ? unknown : this.list[entity].computed
    return {
      value: this.list[value].computed, isMember: isMember === null ? true : this.list[isMember].truth,
      group: known.every(isKnown) ? keyOf(known) : null, entity: isKnown(own) ? own : null,
    }
  }

  /** @param limits how many operands stand between what is compared and what says with whom */
  compared({ operands, detail }, limits, body) {
    if (!this.cohorts) return unknownValue
    const [slot] = detail
    let waits = 0n
    const see = (at) => {
      const value = this.list[operands[at]]
      waits |= value.waits
      return value.computed
    }
    const read = (operand) => {
      switch (operand) {
        case 'compared': return see(0)
        case 'quota': return see(1)
        case 'cutoff': return see(2)
        default:
          for (let at = 1 + limits; at < operands.length; at += 1) see(at)
          return unknown
      }
    }
    const computed = body(this.cohorts.comparisons[slot], this.place, read, this.standard.uses[slot].type)
    return valueOf(computed, waits)
  }

  // MARK: Rows

  records(node) {
    const { operands, detail, type, columns, rowNodes } = node
    const { kind, worth } = detail
    const table = this.list[operands[0]]
    const ofNone = detail.none === null ? null : this.list[operands[detail.none]]
    const rows = table.computed
    if (!Array.isArray(rows)) {
      return valueOf(ofUnknownRows(kind, ofNone && ofNone.computed), table.waits | (ofNone ? ofNone.waits : 0n))
    }
    let waits = table.waits
    // A blank cell in a row makes the records themselves incomplete.
    const source = this.standard.nodes[operands[0]]
    if (source.name === 'fact' && rows.some((row) => row.includes(null))) waits |= 1n << BigInt(source.detail)
    const read = []
    for (const row of rows) {
      for (const { column, place } of columns) {
        const { type, low, high } = source.type.columns[column]
        this.list[place] = valueOf(row[column] === null ? missingValue(low, high, type) : row[column])
      }
      this.run(rowNodes)
      const passes = detail.filter === null ? new PlanValue(true) : this.list[operands[detail.filter]]
      waits |= passes.waits
      const cell = detail.value === null ? null : this.list[operands[detail.value]]
      if (passes.truth !== false && !passes.error && cell) waits |= cell.waits
      read.push({ passes: passes.computed, cell: cell && cell.computed })
      // Then the other rows do not matter.
      if (kind === 'any' && passes.truth === true) return new PlanValue(true, waits)
      if (kind === 'every' && passes.truth === false) return new PlanValue(false, waits)
      if (kind !== 'any' && kind !== 'every' && passes.error) return valueOf(passes.computed, waits)
    }
    if (ofNone && read.every(({ passes }) => passes !== true)) waits |= ofNone.waits
    const truths = read.map(({ passes }) => passes)
    if (kind === 'any') return valueOf(kleene(truths, true), waits)
    if (kind === 'every') return valueOf(kleene(truths, false), waits)
    return valueOf(figureOfRows(kind, read, worth, ofNone && ofNone.computed, type), waits)
  }

  // MARK: Cases

  cases({ operands, operandTypes, detail }) {
    const outer = operands.slice(0, detail.values)
    const whole = outer.map((place) => this.list[place])
    const state = { outer, types: operandTypes, deciding: detail.deciding, subjects: detail.subjects, left: mostCases }
    // What was read in trying is no more than what was read at first.
    const divided = this.divide(0, whole, state).map((value, at) => value.with({ waits: whole[at].waits }))
    return divided.length === 1 ? divided[0] : new PlanValue(new Bundle(divided))
  }

  divide(first, whole, state) {
    // Where the first fails, the others do not matter.
    if (whole[0].error && whole[0].isSettled) return whole
    if (whole.slice(0, state.deciding).every((value) => value.isSettled)) return whole
    for (let at = first; at < state.subjects.length; at += 1) {
      const subject = state.subjects[at]
      const cells = this.cellsOf(subject)
      if (!cells || cells.length < 2 || cells.length > state.left) continue
      state.left -= cells.length
      const places = [subject.node].concat(subject.dependents)
      const kept = places.map((place) => this.list[place])
      this.pinned.add(subject.node)
      let joined = null
      for (const cell of cells) {
        this.list[subject.node] = valueOf(cell)
        this.run(subject.dependents)
        const inner = this.divide(at + 1, state.outer.map((place) => this.list[place]), state)
        joined = joined ? joined.map((value, part) => joinValues(value, inner[part], state.types[part])) : inner
      }
      this.pinned.delete(subject.node)
      places.forEach((place, part) => {
        this.list[place] = kept[part]
      })
      return joined || whole
    }
    return whole
  }

  cellsOf({ node, type, cuts, isOnlyEqualed }) {
    const value = this.list[node].computed
    if (isKnown(value) || value instanceof Failure) return null
    return cellsOf(value, type, isOnlyEqualed, () => cuts.map((cut) => this.list[cut].computed))
  }
}
