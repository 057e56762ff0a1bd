// What is kept of a sheet where its facts are not.

/** What stands just below the nodes that some settings move; null where facts have to be kept. */
function frontierOf(standard, keys) {
  const settings = keys.flatMap((key) => standard.settings[standard.placeOf(key)].nodes)
  const watched = standard.standingNodes
  const moved = new Set(standard.dependents(settings))
  if (standard.uses.some((use) => standard.nodesOf(use).some((place) => moved.has(place)))) return null
  if (standard.results.gradePlaces.some((places) => places !== null)) return null
  const isNeeded = new Set(standard.needed(watched))
  const live = new Set([...moved].filter((place) => isNeeded.has(place)))
  const rest = [...live]
  while (rest.length > 0) {
    // A clause that is looked at case by case works out again what hangs on its subjects.
    const { name, detail } = standard.nodes[rest.pop()]
    for (const subject of name === 'cases' ? detail.subjects : []) {
      for (const place of subject.dependents) {
        if (live.has(place)) continue
        live.add(place)
        rest.push(place)
      }
    }
  }
  const below = new Set(watched)
  for (const place of live) {
    const node = standard.nodes[place]
    for (const operand of node.operands) below.add(operand)
    for (const inner of node.rowNodes || []) for (const operand of standard.nodes[inner].operands) below.add(operand)
  }
  const isOpen = (place) => !standard.nodes[place].isFixed && !standard.nodes[place].isOfRow
  const order = (places) => [...places].filter(isOpen).sort((a, b) => a - b)
  const compared = [...live].map((place) => standard.nodes[place]).filter(({ name }) => comparisons[name])
  return {
    keys, nodes: order(below).filter((place) => !live.has(place)), live: order(live), facts: standard.groupFacts,
    slots: [...new Set(compared.map(({ detail }) => detail[0]))],
  }
}

/** What JSON can hold of one sheet. */
function keptOf(standard, values, frontier) {
  return {
    nodes: frontier.nodes.map((place) => pack(values.list[place])),
    facts: frontier.facts.map((fact) => {
      const value = standard.stated(fact, values.sheet)
      return value === null ? null : packContent(value)
    }),
    ...(frontier.slots.length === 0 ? {} : { entries: keptEntries(standard, values, frontier.slots) }),
  }
}

/** What it brings to some comparisons: value, whether it is a member, its group and its entity. */
function keptEntries(standard, values, slots) {
  const entries = standard.entries(values.sheet, values.settings)
  return slots.map((slot) => {
    const { value, isMember, group, entity } = entries[slot]
    return [pack(valueOf(value)), isMember, group, entity === null ? null : packContent(entity)]
  })
}

function keptCohorts(standard, kept, { slots }) {
  const comparisons = []
  slots.forEach((slot, at) => {
    const entries = kept.map(({ entries }) => {
      const [value, isMember, group, entity] = entries[at]
      return {
        value: unpack(value).computed, isMember, group, entity: entity === null ? null : unpackContent(entity),
      }
    })
    comparisons[slot] = new Comparison(standard.uses[slot].cohort, entries)
  })
  return new Cohorts(comparisons)
}

/** Only the settings of a frontier may be other than the standard says. */
function check(standard, settings, { keys }) {
  standard.settings.forEach(({ key, value }, place) => {
    if (!keys.includes(key) && !sameValue(value, settings.values[place])) throw new TypeError('setting ' + key)
  })
}

/** Places and selection of sheets of which no more is kept. */
function outcomeOfKept(standard, kept, frontier, all) {
  check(standard, all, frontier)
  const cohorts = keptCohorts(standard, kept, frontier)
  const values = kept.map(({ nodes, facts }, place) => {
    const sheet = new Sheet([])
    frontier.facts.forEach((fact, at) => {
      sheet.cells[fact] = facts[at] === null ? unknown : unpackContent(facts[at])
    })
    const values = new Values(standard, sheet, place, cohorts, all, all.list.slice(), new Map())
    frontier.nodes.forEach((node, at) => {
      values.list[node] = unpack(nodes[at])
    })
    values.run(frontier.live)
    return values
  })
  return new Outcome(standard, all, values, frontier)
}
