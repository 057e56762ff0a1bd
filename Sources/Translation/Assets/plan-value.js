// What a node of a plan gives.

/** Never changed once it is made. Waits are the bits of what was read and is missing: facts, then parameters. */
class PlanValue {
  constructor(content, waits = 0n, mayFail = false, error = null, mayBeNone = false) {
    this.content = content
    this.waits = waits
    this.mayFail = mayFail
    this.error = error
    this.mayBeNone = mayBeNone
  }

  with(changes) {
    const { content, waits, mayFail, error, mayBeNone } = { ...this, ...changes }
    return new PlanValue(content, waits, mayFail, error, mayBeNone)
  }

  /** It does not apply, whatever the missing facts are. */
  get isNone() { return this.content === none && !this.mayFail && this.error === null }

  /** As what an expression gives. */
  get computed() {
    if (this.error) return this.error
    if (this.mayFail) return doubtful
    const content = this.content
    return content === none || content instanceof Verdict || content instanceof Grades || content instanceof Bundle
      ? unknown : content
  }

  get truth() { return typeof this.content === 'boolean' && !this.mayFail && !this.error ? this.content : null }

  /** Any number at all where nothing is known. */
  get range() { return rangeOf(this.content) || all }

  /** Whether it applies. */
  get applies() { return this.isNone ? false : this.mayBeNone ? null : true }

  /** Whether nothing more can be found out about it by dividing the case. */
  get isSettled() {
    if (this.isNone) return true
    if (this.mayBeNone || this.mayFail) return false
    if (this.error) return true
    const content = this.content
    if (content instanceof Grades) return content.possible.size + (content.mayBeNone ? 1 : 0) <= 1
    return !(content === none || content === unknown || content instanceof Range || content instanceof Bundle)
  }

  get isPlainNumber() {
    return this.content instanceof Fraction && !this.mayFail && this.error === null && !this.mayBeNone
  }
}

const [yes, no] = [new PlanValue(true), new PlanValue(false)]
const valueOf = (computed, waits = 0n) =>
  typeof computed === 'boolean' && waits === 0n ? (computed ? yes : no) : computed === doubtful
    ? new PlanValue(unknown, waits, true)
    : computed instanceof Failure ? new PlanValue(unknown, waits, false, computed) : new PlanValue(computed, waits)
const pointsOf = (range, mayFail = false, waits = 0n) => new PlanValue(settled(range), waits, mayFail)
const noValue = new PlanValue(none, 0n, false, null, true)
const unknownValue = new PlanValue(unknown)

/** What is known if one of two cases holds. */
function joinValues(a, b, type) {
  if (a.isNone || b.isNone) {
    const applied = a.isNone ? b : a
    // Where it does not apply, nothing fails.
    return applied.with({ mayBeNone: true, error: null, mayFail: applied.mayFail || applied.error !== null })
  }
  const mayBeNone = a.mayBeNone || b.mayBeNone
  if (type.isValue) return valueOf(joinComputed(a.computed, b.computed, type), a.waits).with({ mayBeNone })
  if (a.content instanceof Grades && b.content instanceof Grades) {
    const possible = new Set([...a.content.possible, ...b.content.possible])
    return new PlanValue(
      new Grades(possible, a.content.mayBeNone || b.content.mayBeNone), a.waits, false, null, mayBeNone)
  }
  return pointsOf(hull(a.range, b.range), false, a.waits).with({
    error: a.error && b.error ? a.error : null,
    mayFail: a.mayFail || b.mayFail || (a.error === null) !== (b.error === null), mayBeNone,
  })
}
