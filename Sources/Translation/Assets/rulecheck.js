// Runs the plan of a standard in a browser or in Node: the same numbers, exactly, as the program.
//
//   const standard = new Rulecheck.Standard(plan)        plan: what Translation/ScriptPlan writes
//   const values = standard.evaluate(facts, options)     what every node gives for one sheet
//   const result = standard.result(values)               what reports tell of it
//   const outcome = standard.outcome(sheets, options)    places, grades and selection of many
//   outcome = outcome.change(settings)                   the same with other weights or parameters
//
// facts: a list by the place of the fact in the standard, or an object with places for keys. A cell is
//   nothing or null       nothing is stated: the 缺省 counts, if there is one
//   {open: true}          unreadable, or left open on purpose: unknown, and no 缺省 counts
//   true, false           是否
//   "3/4", "0.75", 12     a number in the base unit (a percentage as a share of one): a whole number, decimals, a fraction
//   "2025-08-20"          日期
//   "…"                   文本
//   2                     选项: the place of the option
//   [0, 2]                多选: the places of the options chosen
//   [[…], …]              记录: rows of such cells, null for a blank one
// What is no such value throws a TypeError that names the place of the fact. standard.factor(fact) says how many base
// units one of the unit is worth in which the fact is written; standard.sheet(facts) reads the cells once, and may stand
// wherever facts may.
//
// options, all of them free to leave out:
//   settings   {key: value}, see standard.settings: [{key, value, type, parameter | full | total, isEffective}] with the
//              values that the standard has. Keys are "parameter:2" (its place), "full:category:0", "full:group:0:1",
//              "full:item:0:3", "full:adjustment:1" (category, and place in it) and "total"; values as cells have them.
//              isEffective is false for a parameter that points, quotas, ranges or defaults depend on, or parameters that
//              take nothing from the plan: a change of it needs a new plan.
//   cohorts    standard.cohorts(sheets, settings), and place: which of the sheets this is. Without cohorts comparisons
//              across them are unknown.
//   given      {node: cell} for nodes of standard.comparisons ([{node, kind, slot, type}]), such as a rank reported
//
// Numbers are Fractions: above and below in lowest terms, Numbers as long as they are safe, else BigInts; toString() is
// "n/d". Ranges have least and most (a Fraction, -Infinity or Infinity) and leastIsOpen and mostIsOpen. Truth is true, false
// or null for unknown. Verdicts are "met", "partlyMet", "unmet", "unverified", "inapplicable" and "failed". Errors are
// "overflow", "divisionByZero", "dateOutOfRange", "brokenMonth", "conflictingValues", "markOutOfRange",
// "amountOutOfRange" and "notScored". What is missing is {fact: place} or {parameter: place}.
//
// result = {
//   entrant, eligible, selectable, scored     truth; scored: whether there is a total
//   total                                     a range with both ends; null where there is none
//   error                                     why the total cannot be worked out, or null
//   requirements  [{verdict, passes, missing, error}]           in the order of the standard, as are all lists
//   categories    [{level, groups, items}]
//   adjustments   [score]
//   grades        [place, …, null where there may be none]; one when settled, empty where none fits
//   determinations [{value, possible, mayBeUnscored, isOpen, error}]
//   keys          what it is ranked by
//   open          {participation, grade, determination, ranking, selection}: what each waits for
//   rank, selection ("yes", "no", "open", "tied" or null), gradePlaces {grade: the same}      of an outcome only
// }
// item, adjustment: {verdict, points, applied, full, rate, appliedRate, applies, missing, error, minimum, minimumMissing}
// level: the same without a verdict, with mark (points on a scale of its own) and applicable for applies
// outcome.missing(sheet), standard.missingOf(result) = [{fact | parameter, points, requirements, decisions, decides}], costliest first
//
// outcome = {order: places of sheets as the report has them, ranks (by place in the report, 0 for none), selections,
//   conflicts, standing(sheet), result(sheet), values(sheet), missing(sheet)}; standing = {entrant, eligible, scored,
//   selectable, total, keys}. A change goes by all settings that are other than the standard says, and takes the sheets
//   over: the outcome before keeps its order, ranks, selections and standings, and can be asked for nothing else.
//
// A page that holds many sheets may keep, in place of their facts, what stands just below the nodes that some settings
// move: frontier = standard.frontier(keys); kept = standard.keep(values, frontier), which JSON can hold; and later
// standard.outcomeOf(keptOfAll, frontier, {settings}), which tells places and selection, and changes as any outcome does.
// Of such an outcome there are no results. A frontier is null where the settings move what cohorts compare, or grades go
// by rank: then facts have to be kept.
//
// Rulecheck.decimal(fraction, places) rounds half up as the program does, Rulecheck.decimals(fractions, usual) gives the
// function that writes each of them with as many decimals as tell unequal ones apart; Rulecheck.lengthOf(text) counts its
// characters but for white space.

globalThis.Rulecheck = {
  Standard, Fraction, Range, Day, Failure, decimal, decimals, number, compare, plus, times, lengthOf,
}
