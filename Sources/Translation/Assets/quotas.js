// Who is within the quotas.

/** Who is within the quotas: Grammar.md, section 7. What is not known is thought of as going as badly, or as well. */
class Quotas {
  constructor(limits, contenders) {
    this.overall = limits.overall && new Quota(limits.overall)
    this.perGroup = limits.perGroup && new Quota(limits.perGroup)
    this.isUnset = limits.missing.length > 0
    this.contenders = contenders
    const count = this.perGroup ? contenders.reduce((most, { group }) => Math.max(most, group === null ? 0 : group + 1), 0) : 1
    this.sizes = Array.from({ length: count }, () => ({ certain: 0, open: 0 }))
    this.everyone = { certain: 0, open: 0 }
    this.strays = 0
    for (const { entrant, group } of contenders) {
      const kind = entrant === true ? 'certain' : 'open'
      this.everyone[kind] += 1
      if (group === null) this.strays += 1
      else this.sizes[group][kind] += 1
    }
  }

  statuses() {
    if (this.isUnset) return this.contenders.map(({ selectable }) => (selectable === false ? 'no' : 'open'))
    const [surelyAhead, surelyLevel] = [this.count(true, false), this.count(true, true)]
    const [perhapsAhead, perhapsLevel] = [this.count(false, false), this.count(false, true)]
    return this.contenders.map((contender, index) => {
      if (contender.selectable === false || !this.mayPass(contender, surelyAhead[index])) return 'no'
      if (contender.entrant !== true || contender.selectable !== true) return 'open'
      if (this.mustPass(contender, perhapsLevel[index])) return 'yes'
      // Whoever is first of the level ones is in, whoever is last is out, in every case.
      return this.mustPass(contender, perhapsAhead[index]) && !this.mayPass(contender, surelyLevel[index]) ? 'tied' : 'open'
    })
  }

  /** Whether it is within the quotas if all goes well. */
  mayPass({ group }, ahead) {
    const { perGroup, overall, sizes, strays, everyone } = this
    if (perGroup) {
      const passes = ({ certain, open }, inGroup, openAhead) =>
        inGroup < perGroup.places(certain + open + strays - openAhead - ahead.strays)
      if (group !== null) {
        if (!passes(sizes[group], ahead.inGroup, ahead.openInGroup)) return false
      } else {
        const isSomewhere = sizes.some((size, at) => passes(size, ahead.perGroup[at], ahead.openPerGroup[at]))
        // Its group may also be one of its own.
        if (!isSomewhere && !passes({ certain: 0, open: 0 }, 0, 0)) return false
      }
    }
    if (!overall) return true
    // Who would be ahead takes as much as it brings, but for one whose group has no place left.
    const joining = perGroup ? everyone.open : everyone.open - ahead.open
    return ahead.taken < overall.places(everyone.certain + joining)
  }

  /** Whether it is within the quotas even if all goes badly. */
  mustPass({ group }, ahead) {
    const { perGroup, overall, sizes, everyone } = this
    if (perGroup) {
      if (group !== null) {
        const size = sizes[group].certain + ahead.openInGroup + ahead.strays
        if (ahead.inGroup + ahead.strays >= perGroup.places(size)) return false
      } else if (!this.passesAnywhere(ahead)) {
        return false
      }
    }
    if (!overall) return true
    // Who joins takes a place or makes a share larger; where groups have shares too, not always both.
    const joining = perGroup && perGroup.isShare ? 0 : ahead.open
    return ahead.taken + ahead.strays < overall.places(everyone.certain + joining)
  }

  passesAnywhere(ahead) {
    const { perGroup } = this
    if (ahead.strays >= perGroup.places(1 + ahead.strays)) return false
    return this.sizes.every(({ certain }, at) =>
      ahead.perGroup[at] + ahead.strays < perGroup.places(certain + 1 + ahead.openPerGroup[at] + ahead.strays))
  }

  /** Those who compete and are ahead of each, surely or perhaps, level ones included where asked. */
  count(isSure, orLevel) {
    const { contenders, perGroup } = this
    const counts = (index) =>
      isSure ? contenders[index].selectable === true : contenders[index].selectable !== false
    // Who would be ahead, but may not take part, takes nobody's place for certain.
    const takesPlace = (index) => !isSure || contenders[index].entrant === true
    const keyOfOther = (index) => (isSure ? contenders[index].worst : contenders[index].best)
    const ownKey = (index) => (isSure ? contenders[index].best : contenders[index].worst)
    const isAhead = (other, index) =>
      orLevel ? keyOfOther(other) <= ownKey(index) : keyOfOther(other) < ownKey(index)
    const indices = contenders.map((_, index) => index)
    const arriving = indices.filter(counts).sort((a, b) => keyOfOther(a) - keyOfOther(b) || a - b)
    const asking = indices.slice().sort((a, b) => ownKey(a) - ownKey(b) || a - b)
    const places = this.sizes.map(({ certain, open }) =>
      (perGroup ? perGroup.places(isSure ? certain : certain + open + this.strays) : Infinity))
    const inGroups = this.sizes.map(() => 0)
    const openInGroups = this.sizes.map(() => 0)
    const found = new Array(contenders.length)
    let [taken, open, strays, next] = [0, 0, 0, 0]
    for (const index of asking) {
      while (next < arriving.length && isAhead(arriving[next], index)) {
        const other = arriving[next]
        const { entrant, group } = contenders[other]
        if (entrant !== true) open += 1
        if (group === null) {
          strays += 1
        } else {
          if (takesPlace(other)) {
            if (inGroups[group] < places[group]) taken += 1
            inGroups[group] += 1
          }
          if (entrant !== true) openInGroups[group] += 1
        }
        next += 1
      }
      const { entrant, group } = contenders[index]
      const isItself = counts(index) && isAhead(index, index)
      const itselfOpen = isItself && entrant !== true ? 1 : 0
      const itself = isItself && takesPlace(index) ? 1 : 0
      const ahead = { open: open - itselfOpen, strays, taken, inGroup: 0, openInGroup: 0, perGroup: [], openPerGroup: [] }
      if (group === null) {
        if (isItself) ahead.strays -= 1
        ahead.perGroup = inGroups.slice()
        ahead.openPerGroup = openInGroups.slice()
      } else {
        ahead.inGroup = inGroups[group] - itself
        ahead.openInGroup = openInGroups[group] - itselfOpen
        if (itself === 1 && inGroups[group] <= places[group]) ahead.taken -= 1
      }
      found[index] = ahead
    }
    return found
  }
}

class Quota {
  constructor([value, isShare]) {
    this.value = unpackContent(value)
    this.isShare = isShare
  }

  /** Whole places when so many take part. */
  places(count) {
    const places = this.isShare ? attempt(() => multiply(this.value, whole(count))) : this.value
    if (places instanceof Failure) return 0
    return Math.max(0, Number(rounded(places, 'down').above))
  }
}
