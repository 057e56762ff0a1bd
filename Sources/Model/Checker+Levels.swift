import Diagnostics
import Quantities
import Syntax

/// The tree of categories, groups and items, with the points of each: what there is to score.
extension Checker {
  /// Categories, groups, items and adjustments with their points: which results there are. What they score is looked
  /// at later.
  mutating func levels() {
    for (clause, owners) in zip(outline.clauses, outline.clauses.owners) {
      guard let level = clause.kind.row.level else { continue }
      if level == .category {
        parents.append(Parent(clause: clause))
        continue
      }
      guard owners.category != nil else {
        report(ModelProblem.placeless(clause.kind), at: clause.head)
        continue
      }
      let last = parents.count - 1
      if level == .group {
        parents[last].groups.append(Parent(clause: clause))
      } else {
        parents[last].items.append((clause, owners.group == nil ? nil : parents[last].groups.count - 1))
      }
    }
    let categories = parents.enumerated().map { ($1.clause, ResultPath.category($0)) }
    let fulls = shares(categories, of: standard.total, in: .standard)
    for (parent, full) in zip(parents, fulls) { level(parent, full) }
    adjustmentLevels()
    areLevelsKnown = true
  }

  private mutating func level(_ parent: Parent, _ full: Rational?) {
    let name = parent.clause.name?.text ?? ""
    if parent.items.isEmpty {
      report(ModelProblem.emptyParent(name), at: parent.clause.head)
    }
    for (index, group) in parent.groups.enumerated() where !parent.items.contains(where: { $0.group == index }) {
      report(ModelProblem.emptyParent(group.clause.name?.text ?? ""), at: group.clause.head)
    }
    let category = standard.categories.count
    for id in (parent.groups.map(\.clause) + parent.items.map(\.clause)).compactMap(\.name) {
      _ = isNew(id, in: .category(category))
    }
    // Children in file order: items that stand directly in the category, then its groups.
    func items(_ group: Int?) -> [(Clause, ResultPath)] {
      parent.items.enumerated().filter { $1.group == group }.map { ($1.clause, .item(category, $0)) }
    }
    let direct = items(nil)
    let groupClauses = parent.groups.enumerated().map { ($1.clause, ResultPath.group(category, $0)) }
    owner = .score(.category(category))
    let scale = scale(parent.clause, full)
    let inside = scale ?? full
    let children = shares(direct + groupClauses, of: inside, in: .category, name: name)
    let groupFulls = Array(children.dropFirst(direct.count))
    var itemFulls = Array(children.prefix(direct.count))
    for (index, group) in parent.groups.enumerated() {
      itemFulls += shares(items(index), of: groupFulls[index], in: .group, name: group.clause.name?.text ?? "")
    }
    standard.categories.append(
      Category(
        name: name, title: parent.clause.title?.text ?? name, full: full, scale: scale, limits: ScoreLimits(),
        groups: zip(parent.groups, groupFulls).map { group, full in
          let name = group.clause.name?.text ?? ""
          return Group(name: name, title: group.clause.title?.text ?? name, full: full, limits: ScoreLimits())
        },
        items: zip(parent.items, itemFulls).map { item, full in
          Item(
            id: item.clause.name?.text ?? "", title: item.clause.title?.text ?? "", group: item.group,
            scoring: Scoring(full: full), annotation: item.clause.annotation)
        },
        annotation: parent.clause.annotation))
  }

  /// What items score, and the limits of categories and groups.
  mutating func scores() {
    let decides = outline.clauses.contains {
      Adjustment.Kind($0.kind) != nil || Requirement.Kind($0.kind)?.bearing == .needed
    }
    if parents.isEmpty, !decides {
      report(ModelProblem.clauseMissing(.category), at: clauses(.standard).first?.range ?? sources.start)
    }
    for (category, parent) in parents.enumerated() {
      for (group, syntax) in parent.groups.enumerated() {
        owner = .score(.group(category, group))
        let full = standard.categories[category].groups[group].full
        standard.categories[category].groups[group].limits = limits(syntax.clause, full, Scope())
      }
      for (item, syntax) in parent.items.enumerated() {
        owner = .score(.item(category, item))
        let full = standard.categories[category].items[item].scoring.full
        standard.categories[category].items[item].scoring = scoring(syntax.clause, full, Scope())
      }
      owner = .score(.category(category))
      standard.categories[category].limits = limits(parent.clause, standard.categories[category].markedOn, Scope())
    }
  }

  // MARK: Points

  /// 满分 of a category that is marked on a scale of its own.
  private mutating func scale(_ clause: Clause, _ full: Rational?) -> Rational? {
    for field in clause.fields where field.keyword == .full {
      guard case .expression(let expression) = field.body, let scale = constantPoints(expression, .points) else {
        arePointsBroken = true
        return nil
      }
      guard scale > .zero else {
        arePointsBroken = true
        report(ModelProblem.scaleNotPositive(written(expression.range)), at: expression.range)
        return nil
      }
      if full != nil { return scale }
      if !arePointsBroken { report(ModelProblem.pointsNeeded(clause.kind, clause.name?.text ?? ""), at: clause.head) }
      arePointsBroken = true
    }
    return nil
  }

  /// The full points of the children of a level: those stated, and equal shares of the rest.
  private mutating func shares(
    _ parts: [(clause: Clause, path: ResultPath)], of full: Rational?, in level: Keyword, name: String = ""
  ) -> [Rational?] {
    var stated: [Rational?] = []
    var failed = false
    for (child, path) in parts {
      owner = .score(path)
      let (points, ok) = statedPoints(child, of: full)
      stated.append(points)
      failed = failed || !ok
    }
    if failed { arePointsBroken = true }
    let children = parts.map(\.clause)
    guard let full, !failed, let first = children.first else { return stated }
    do throws(ArithmeticError) {
      var sum = Rational.zero
      for points in stated { sum = try sum.adding(points ?? .zero) }
      let open = stated.filter { $0 == nil }.count
      let rest = try full.subtracting(sum)
      if open == 0 ? !rest.isZero : (rest.isNegative || rest.isZero) {
        arePointsBroken = true
        if rest.isZero, let left = zip(children, stated).first(where: { $0.1 == nil })?.0 {
          report(ModelProblem.nothingLeft(left.name?.text ?? "", full.exactText), at: left.head)
        } else {
          reportWeights(children, stated, sum: sum, rest: rest, full: full, level, name)
        }
        return stated
      }
      if open == 0 { return stated }
      let share = try rest.divided(by: Rational(open))
      return stated.map { $0 ?? share }
    } catch {
      arePointsBroken = true
      report(ModelProblem.number(error), at: first.range)
      return stated
    }
  }

  private mutating func statedPoints(_ clause: Clause, of full: Rational?) -> (Rational?, ok: Bool) {
    for field in clause.fields where field.keyword == .points {
      guard case .expression(let expression) = field.body else { continue }
      guard let amount = amount(expression, hasFull: full != nil, Scope()), let value = number(amount.formula, .points)
      else {
        return (nil, false)
      }
      guard amount.isShare, let full else { return (value, true) }
      do throws(ArithmeticError) { return (try full.multiplied(by: value), true) } catch {
        report(ModelProblem.number(error), at: field.range)
        return (nil, false)
      }
    }
    return (nil, true)
  }

  /// One message for a whole level: every weight with its line, the sum, what is missing.
  private mutating func reportWeights(
    _ children: [Clause], _ stated: [Rational?], sum: Rational, rest difference: Rational, full: Rational,
    _ level: Keyword, _ name: String
  ) {
    let inPercent = level == .standard
    func shown(_ points: Rational) -> String {
      guard inPercent, let share = try? points.divided(by: full) else { return points.exactText }
      return Value.number(share).text(as: .percentage)
    }
    var parts: [String] = []
    var heaviest = 0
    for (index, clause) in children.enumerated() {
      let points = stated[index].map(shown) ?? "?"
      let weight = clause.fields.first { $0.keyword == .points }?.range
      parts.append("\(clause.name?.text ?? "") \(points) [\(sources.line(of: weight ?? clause.range))]")
      if (stated[index] ?? .zero) > (stated[heaviest] ?? .zero) { heaviest = index }
    }
    let field = children[heaviest].fields.first { $0.keyword == .points }
    report(
      ModelProblem.weights(
        of: inPercent ? nil : name, parts: parts, sum: shown(sum), wanted: shown(full),
        difference: shown(difference.magnitude), tooMuch: difference.isNegative),
      at: field?.range ?? children[heaviest].range)
  }
}
