"use strict";

/// What the answers of a form come to, what is most worth answering next, and what would lift the result. Everything is
/// worked out by the plan of the standard.
const Advice = (() => {
  const open = { open: true };
  const { plus, times, compare, number } = Rulecheck;
  const [zero, minusOne] = [number("0"), number("-1")];
  const isEnd = (end) => typeof end !== "number";
  const minus = (a, b) => (isEnd(a) && isEnd(b) ? plus(a, times(b, minusOne)) : isEnd(a) ? -b : a);
  const isAbove = (a, b) => (isEnd(a) && isEnd(b) ? compare(a, b) > 0 : isEnd(a) ? b < 0 : isEnd(b) ? a > 0 : a > b);

  /// A value as the engine takes it.
  const cell = (value, kind) => {
    switch (kind) {
    case "number":
    case "percentage": return `${value.n}/${value.d}`;
    case "date": return Values.dateText(value);
    case "records": return value.map((row) => row.map((part) => (part === null ? null : cell(part.value, part.kind))));
    default: return value;
    }
  };

  const judge = (page, plan) => {
    const standard = new Rulecheck.Standard(plan);
    const clauses = page.clauses;
    const ids = Object.keys(clauses);
    let sheet = [];
    let given = {};
    let result = null;
    /// How points are written beside one another.
    let decimal = String;

    const evaluate = (facts) => standard.result(standard.evaluate(facts, { given }));

    // MARK: Comparisons

    const detail = (node) => plan.nodes[node][3];

    /// The nodes that a comparison answers.
    const nodesOf = ({ kind, slot, end }) => standard.comparisons.filter(({ node, kind: name }) => {
      const [ownSlot, way] = detail(node);
      if (ownSlot !== slot) return false;
      return kind === "rank" ? name !== "cohort" && way === end : name === "cohort" && way === kind;
    });

    const roundings = { halfUp: "halfUp", up: "up", down: "down" };

    /// What is settled of comparisons: by a cut-off, by who belongs to a cohort, and by what has been published.
    const settle = (published) => {
      if (standard.comparisons.length === 0) return {};
      const alone = standard.evaluate(sheet, { cohorts: standard.cohorts([sheet]), place: 0 });
      const settled = {};
      for (const { node, kind, slot } of standard.comparisons) {
        const use = standard.uses[slot];
        const isOutsider = use.isMember !== null && alone.list[use.isMember].truth === false;
        const cutoff = kind === "position" && detail(node)[3] ? alone.list[standard.nodes[node].operands[2]].computed : null;
        const isCut = cutoff instanceof Rulecheck.Fraction || cutoff instanceof Rulecheck.Day;
        if (kind === "position" && (isOutsider || isCut) && alone.list[node].truth !== null) settled[node] = alone.list[node].truth;
      }
      page.comparisons.forEach((comparison, place) => {
        const stated = published[place];
        if (stated === null) return;
        for (const { node, kind, slot } of nodesOf(comparison)) {
          if (settled[node] !== undefined) continue;
          if (kind === "cohort") settled[node] = cell(stated.value, comparison.type.kind);
          if (kind === "rank") settled[node] = String(stated.rank);
          if (kind !== "position") continue;
          const quota = alone.list[standard.nodes[node].operands[1]].content;
          const { rounding, smallest } = standard.uses[slot].cohort;
          if (!(quota instanceof Rulecheck.Fraction)) continue;
          const isShare = detail(node)[2];
          if (isShare && stated.size === null) continue;
          if (stated.size !== null && stated.size < smallest) continue;
          const places = Values.rounded(
            Values.times(Values.fractionOf(String(quota)), Values.fraction(BigInt(isShare ? stated.size : 1))),
            isShare ? roundings[rounding] : "down");
          settled[node] = BigInt(stated.rank) <= places;
        }
      });
      return settled;
    };

    // MARK: Parts of a result

    const part = (id) => {
      const [first, second] = id.slice(1).split("-").map(Number);
      switch (id[0]) {
      case "r": return result.requirements[first];
      case "c": return result.categories[first].level;
      case "g": return result.categories[first].groups[second];
      case "i": return result.categories[first].items[second];
      case "a": return result.adjustments[first];
      default: return result.determinations[first];
      }
    };

    const ranges = () => ids.filter((id) => "cgia".includes(id[0])).flatMap((id) => [part(id).points, part(id).full]).concat([result.total]);

    const numbers = (range, say, write) => {
      if (range.exact) return write(range.exact);
      const [least, most] = [range.least, range.most].map((end) => (isEnd(end) ? write(end) : null));
      return least === null ? (most === null ? "…" : say("upTo", { most })) : most === null ? say("from", { least }) : say("range", { least, most });
    };

    const amount = (range, say) => {
      const points = numbers(range, say, decimal);
      return say(points === "1" ? "point" : "points", { points });
    };

    const determined = (found, type, say) => {
      const write = (value) => {
        switch (type.kind) {
        case "number": {
          const inUnit = Values.decimal(Values.over(Values.fractionOf(String(value)), Values.fractionOf(type.factor)), 4);
          return type.unitWord ? inUnit + " " + type.unitWord : inUnit;
        }
        case "percentage": return Values.decimal(Values.times(Values.fractionOf(String(value)), Values.fraction(100n)), 4) + "%";
        case "choice": return type.options[value];
        case "choices": return type.options.filter((_, place) => (value >> BigInt(place)) & 1n).join(say("list")) || say("none");
        case "truth": return say(value ? "yes" : "no");
        default: return String(value);
        }
      };
      if (found.isUnscored) return say("unscored");
      if (found.error) return page.verdicts.failed.word;
      if (found.possible.length) return found.possible.map(write).join("/") + (found.mayBeUnscored ? "/" + say("unscored") : "");
      if (found.state === "known") return write(found.value) + (found.mayBeUnscored ? "/" + say("unscored") : "");
      if (found.state === "between" && type.kind !== "date") return numbers(found.value, say, write);
      return page.verdicts.unverified.word;
    };

    // MARK: Advice

    const clauseName = (id) => clauses[id].name;

    /// What the open comparisons keep open, each with the points that wait for it.
    const openComparisons = (published) => page.comparisons.flatMap((comparison, place) => {
      if (published[place] !== null) return [];
      const nodes = nodesOf(comparison).map(({ node }) => node).filter((node) => given[node] === undefined);
      if (nodes.length === 0) return [];
      const depends = new Set(standard.dependents(nodes));
      let points = zero;
      plan.results.categories.forEach(({ items }, category) => items.forEach((item, at) => {
        const found = result.categories[category].items[at];
        if (found.verdict !== "unverified" || !item.waiting.some((node) => depends.has(node))) return;
        const worth = standard.worth(found.points, result, category);
        const width = minus(worth.most, worth.least);
        points = isEnd(width) && isEnd(points) ? plus(points, width) : Infinity;
      }));
      const requirements = plan.results.requirements.flatMap(({ holds, bears }, at) =>
        (bears && depends.has(holds) && result.requirements[at].verdict === "unverified" ? [at] : []));
      return isAbove(points, zero) || requirements.length ? [{ comparison: place, points, requirements, decisions: [] }] : [];
    });

    const lost = () => {
      const found = [];
      result.categories.forEach(({ items }, category) => items.forEach((item, place) => {
        const clause = clauses[`i${category}-${place}`];
        if (item.applies === false || !item.full) return;
        const share = clause.baseline === null ? null : number(clause.baseline);
        const wanted = share === null ? item.full : {
          least: isEnd(item.full.least) ? times(item.full.least, share) : item.full.least,
          most: isEnd(item.full.most) ? times(item.full.most, share) : item.full.most,
        };
        const floor = (end) => (share !== null && isAbove(zero, end) ? zero : end);
        const [least, most] = [floor(minus(wanted.least, item.points.most)), floor(minus(wanted.most, item.points.least))];
        const range = isEnd(least) && isEnd(most) ? standard.worth(new Rulecheck.Range(least, most), result, category) : null;
        if (range) found.push({ id: `i${category}-${place}`, ...{ least: range.least, most: range.most } });
      }));
      result.adjustments.forEach(({ points: { least, most } }, place) => {
        const kind = clauses[`a${place}`].adjustment;
        if (kind === "deduction") found.push({ id: `a${place}`, least, most });
        if (kind === "adjustment") found.push({ id: `a${place}`, least: minus(zero, most), most: minus(zero, least) });
      });
      return found.filter(({ most }) => isAbove(most, zero)).sort((a, b) =>
        (isAbove(a.least, b.least) ? -1 : isAbove(b.least, a.least) ? 1 : isAbove(a.most, b.most) ? -1 : isAbove(b.most, a.most) ? 1 : 0));
    };

    /// The least total that is certain; nothing where there is none.
    const certain = (result) => (result.scored !== true || result.error || !isEnd(result.total.least) ? null : result.total.least);
    const failing = (result) => result.requirements.flatMap(({ passes }, place) => (passes === false && plan.results.requirements[place].bears ? [place] : []));

    /// Other values of a fact, each with the text of it; the last may be one that is left open.
    const others = (place, read, say) => {
      const { type } = page.facts[place];
      const value = read.value;
      switch (type.kind) {
      case "truth": return [{ cell: !value, text: say(value ? "no" : "yes") }];
      case "choice": return type.options.flatMap((text, at) => (at === value ? [] : [{ cell: at, text }]));
      case "choices": {
        const more = type.options.map((_, at) => at).filter((at) => !value.includes(at));
        const with_ = (added) => [...value, ...added].sort((a, b) => a - b);
        const sets = more.map((at) => with_([at])).concat(more.length > 1 ? [with_(more)] : []);
        return sets.map((set) => ({ cell: set, text: set.map((at) => type.options[at]).join(say("list")) }));
      }
      case "number":
      case "percentage": return thresholds(place).map((cell) => ({ cell, text: written(place, cell) })).concat([{ cell: open, text: null }]);
      case "date": return [{ cell: open, text: null }];
      case "records": return [{ cell: [...cell(value, "records"), type.columns.map(() => null)], text: null }];
      default: return [{ cell: open, text: null }];
      }
    };

    const written = (place, cell) => {
      const { type } = page.facts[place];
      const value = Values.fractionOf(cell);
      if (type.kind === "percentage") return Values.decimal(Values.times(value, Values.fraction(100n)), 6) + "%";
      return Values.decimal(Values.over(value, Values.fractionOf(type.factor)), 6) + (type.unitWord ? " " + type.unitWord : "");
    };

    /// What a number is held against, and the next steps beside it, as far as they are allowed and can be written.
    const thresholds = (place) => {
      const { type, least, most, step } = page.facts[place];
      const own = new Set(plan.nodes.flatMap(([name, , , detail], node) => (plan.names[name] === "fact" && detail === place ? [node] : [])));
      const size = step ? Values.fractionOf(step.size) : type.kind === "percentage" ? Values.fraction(1n, 1000n) : type.whole ? Values.fractionOf(type.factor) : null;
      const found = new Map();
      const fixed = standard.evaluate(sheet, { given });
      standard.nodes.forEach(({ name, operands }) => {
        if (name !== "compare") return;
        const other = own.has(operands[0]) ? operands[1] : own.has(operands[1]) ? operands[0] : null;
        const content = other === null ? null : fixed.list[other].content;
        if (!(content instanceof Rulecheck.Fraction)) return;
        const at = Values.fractionOf(String(content));
        const near = size ? [at, { n: at.n * size.d + size.n * at.d, d: at.d * size.d }, { n: at.n * size.d - size.n * at.d, d: at.d * size.d }] : [at];
        for (const value of near.map(({ n, d }) => Values.fraction(n, d))) {
          const isAllowed = (!least || Values.compare(value, Values.fractionOf(least.value)) >= 0)
            && (!most || Values.compare(value, Values.fractionOf(most.value)) <= 0)
            && (!type.whole || Values.isWhole(Values.over(value, Values.fractionOf(type.factor))))
            && (!step || Values.isWhole(Values.over(value, Values.fractionOf(step.size))))
            && (least || value.n >= 0n);
          if (isAllowed) found.set(`${value.n}/${value.d}`, value);
        }
      });
      return [...found.keys()];
    };

    // MARK: What forms ask for

    let read = [];
    let published = [];
    /// Of what is being worked out for answers that may be old by now.
    let turn = 0;

    return {
      answered: { count: 0, all: 0 },

      /// - read: what each control holds. - published: what is known of each comparison, null where nothing is.
      take(values, known) {
        [read, published] = [values, known];
        turn += 1;
        sheet = values.map((found, place) =>
          (found.problem ? open : found.missing ? null : cell(found.value, page.facts[place].type.kind)));
        given = settle(known);
        result = evaluate(sheet);
        decimal = Rulecheck.decimals(ranges().filter(Boolean).flatMap(({ least, most }) => [least, most]).filter(isEnd), 2);
      },

      result: () => result,
      verdict: (id) => (id[0] === "d" ? null : part(id).verdict ?? null),

      points(id, say) {
        const found = part(id);
        if (id[0] === "d") return determined(found, clauses[id].type, say);
        if (id[0] === "r") return null;
        if (found.applies === false || found.applicable === false) return "";
        const points = found.error ? page.verdicts.failed.word : numbers(found.points, say, decimal);
        return found.full && isEnd(found.full.most) ? say("ofFull", { points, full: numbers(found.full, say, decimal) }) : points;
      },

      summary(say) {
        const total = result.scored === false ? say("unscored") : result.error ? say("totalFailed")
          : say(result.scored === null ? "totalOpen" : "total", { points: numbers(result.total, say, decimal) });
        const standing = result.entrant === false ? "reference" : result.eligible === null ? "unknown" : result.eligible ? "yes" : "no";
        const parts = [];
        if (page.grades.length) {
          const names = result.grades.map((grade) => (grade === null ? say("noGrade") : page.grades[grade]));
          parts.push(names.length > 4 ? say("gradeOpen", { count: names.length }) : say("grade", { grades: names.join("/") || say("noGrade") }));
        }
        const missed = failing(result);
        if (missed.length) parts.push(say("failingCount", { count: missed.length }));
        return {
          total, standing: page.standings[standing],
          class: { yes: "met", no: "unmet", unknown: "unverified", reference: "inapplicable" }[standing],
          rest: parts.map((part) => say("separator") + part).join(""),
          names: missed.length ? say("failingNames", { names: missed.map((place) => clauseName("r" + place)).join(say("list")) }) : "",
        };
      },

      advice(say) {
        const sheetMissing = standard.missingOf(result, []).filter(({ decides }) => decides);
        const next = sheetMissing.map((entry) => ({ ...entry })).concat(openComparisons(published))
          .sort((a, b) => (isAbove(a.points, b.points) ? -1 : isAbove(b.points, a.points) ? 1 : 0)).slice(0, 5);
        const stake = ({ points, requirements, decisions }) => {
          const parts = [];
          if (isAbove(points, zero)) parts.push(isEnd(points) ? say("nextPoints", { points: amount({ exact: points }, say) }) : say("nextUnlimited"));
          const names = requirements.map((place) => clauseName("r" + place))
            .concat(decisions.map((decision) => say(decision === "grade" ? "gradeDecision" : decision)));
          if (names.length) parts.push(say("nextDecides", { names: names.join(say("list")) }));
          return parts.join(say("separator"));
        };
        return {
          failing: failing(result).map((place) => ({ id: "r" + place, name: clauseName("r" + place), facts: clauses["r" + place].facts })),
          next: next.map((entry) => ({
            fact: entry.fact ?? null, comparison: entry.comparison ?? null,
            name: entry.parameter === undefined ? "" : say("parameter", { name: page.parameters[entry.parameter] }), text: stake(entry),
          })),
          lost: lost().slice(0, 8).map(({ id, least, most }) => ({
            id, name: clauseName(id), points: amount({ least, most, exact: isEnd(least) && isEnd(most) && compare(least, most) === 0 ? least : null }, say),
          })),
        };
      },

      /// Tries one change after another, a few at a time, and tells of all at the end.
      lifts(say, tell) {
        const mine = turn;
        const before = { least: certain(result), failing: failing(result), most: result.total?.most };
        const trials = page.facts.flatMap((fact, place) => {
          const isOpen = read[place].missing || read[place].problem;
          if (fact.isFixed || fact.isAssessed || fact.isSubject || isOpen) return [];
          return others(place, read[place], say).map((other) => ({ place, ...other }));
        });
        const found = new Map();
        const note = ({ place, cell, text }) => {
          const facts = sheet.slice();
          facts[place] = cell;
          const after = evaluate(facts);
          const isOpenValue = text === null;
          const least = certain(after);
          const reached = isOpenValue ? (after.scored === true && !after.error ? after.total.most : null) : least;
          const base = isOpenValue && isEnd(before.most) ? before.most : before.least;
          const gain = before.least !== null && reached !== null && isEnd(reached) && isEnd(base) ? minus(reached, base) : zero;
          const missed = failing(after);
          const passed = isOpenValue ? [] : before.failing.filter((at) => !missed.includes(at) && after.requirements[at].passes === true);
          const isWorse = missed.some((at) => !before.failing.includes(at)) && !isOpenValue;
          if (isWorse || (!isAbove(gain, zero) && passed.length === 0)) return;
          const old = found.get(place);
          const entry = { place, text, gain, passed, isOpenValue };
          // A value that can be named says more than a bound.
          const isBetter = !old || passed.length > old.passed.length
            || (passed.length === old.passed.length && isAbove(gain, old.gain));
          if (isBetter) found.set(place, entry);
        };
        const step = () => {
          if (mine !== turn) return;
          const end = performance.now() + 12;
          while (trials.length && performance.now() < end) note(trials.shift());
          if (trials.length) { setTimeout(step, 0); return; }
          tell([...found.values()]
            .sort((a, b) => b.passed.length - a.passed.length || (isAbove(a.gain, b.gain) ? -1 : isAbove(b.gain, a.gain) ? 1 : 0))
            .slice(0, 8).map(({ place, text, gain, passed, isOpenValue }) => {
              const { name: fact, type } = page.facts[place];
              const parts = passed.length ? [say("liftPasses", { names: passed.map((at) => clauseName("r" + at)).join(say("list")) })] : [];
              if (isAbove(gain, zero)) parts.push(say(isOpenValue ? "liftAtMost" : "liftGain", { points: amount({ exact: gain }, say) }));
              return {
                fact: place, gain: parts.join(say("separator")),
                text: text !== null ? say("liftTo", { fact, value: text }) : type.kind === "records" ? say("liftMore", { fact }) : fact,
              };
            }));
        };
        setTimeout(step, 120);
      },
    };
  };

  return { judge };
})();
