// Parts put together, of which some may leave their points to the others.

/** The points of a level from its parts: those that do not apply leave theirs to the others in proportion. */
class Level {
  /** @param parts of {points, full, applies} */
  constructor(parts, full) {
    this.parts = parts
    this.full = parts.every((part) => part.full !== null) ? full : null
    this.sure = parts.filter((part) => part.applies === true)
    this.open = parts.filter((part) => part.applies === null)
    this.isShared = this.full !== null && this.sure.length < parts.length
  }

  get applies() {
    return this.sure.length > 0 || this.parts.length === 0 ? true : this.open.length === 0 ? false : null
  }

  weight(parts) { return parts.reduce((sum, part) => add(sum, part.full || zero), zero) }

  get points() {
    if (!this.isShared) {
      return sumOfRanges(
        this.sure.map((part) => part.points).concat(this.open.map((part) => hull(part.points, nothing))))
    }
    if (this.applies === false) return nothing
    const certain = this.weight(this.sure)
    // What all may weigh fails where it is too long, too.
    add(certain, this.weight(this.open))
    return between(this.extreme(certain, true), this.extreme(certain, false))
  }

  /** How far a part may grow, given that it applies; null where it does not. */
  growth(part) {
    if (!this.isShared || this.parts[part].applies === false) return null
    const certain = this.weight(this.sure)
    const everything = add(certain, this.weight(this.open))
    if (sign(everything) === 0) return null
    const least = this.parts[part].applies === null ? add(certain, this.parts[part].full || zero) : certain
    return between(divide(this.full, everything), sign(least) === 0 ? Infinity : divide(this.full, least))
  }

  /** Over all choices of which open parts apply: parts are taken in while their own rate moves the common one. */
  extreme(certain, isLowest) {
    const end = (part) => (isLowest ? part.points.least : part.points.most)
    for (const part of this.sure.concat(this.open)) if (!isEnd(end(part))) return end(part)
    let [sum, taken] = [zero, certain]
    for (const part of this.sure) sum = add(sum, end(part))
    const rated = []
    for (const part of this.open) {
      if (part.full === null || sign(part.full) === 0) {
        // Without weight it adds what it has and takes nothing from the others.
        if (isLowest === sign(end(part)) < 0) sum = add(sum, end(part))
        continue
      }
      rated.push({ rate: divide(end(part), part.full), part })
    }
    rated.sort((a, b) => (isLowest ? compare(a.rate, b.rate) : compare(b.rate, a.rate)))
    for (const { rate, part } of rated) {
      if (sign(taken) !== 0) {
        const order = compare(rate, divide(sum, taken))
        if (!(isLowest ? order < 0 : order > 0)) break
      }
      sum = add(sum, end(part))
      taken = add(taken, part.full)
    }
    return sign(taken) === 0 ? sum : multiply(divide(sum, taken), this.full)
  }
}
