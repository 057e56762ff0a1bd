import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// How far each community came through the levels, and what stopped it.
public struct ChainReport: TabularReport {
  private let chain: Chain
  private let labels: Labels
  /// How the totals of each level are written.
  private let totals: [Decimals<Rational>]

  /// - Parameter chain: its levels are shown in their order.
  public init(_ chain: Chain, language: Language) {
    self.chain = chain
    labels = Labels(language: language)
    totals = chain.levels.map { PointColumns($0).totals }
  }

  /// The standard that names communities by the most facts.
  private var naming: Standard? {
    let most = chain.levels.map(\.standard.subjects.count).max()
    return chain.levels.map(\.standard).first { $0.subjects.count == most }
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// A table of who came how far, then what stopped the others, then those for reference only.
  public var report: Report {
    let taking = journeys.filter { !isReference($0) }
    let reference = journeys.filter(isReference).map(\.name)
    var blocks: [Report.Block] = [
      .heading(chain.levels.map(\.standard.title).joined(separator: " → ")), .list(chain.levels.map(summary)),
      .table(grid(taking)),
    ]
    let stops = taking.compactMap { journey in
      stop(journey).map { "\(journey.name)" + say("：", ": ") + $0.level + say("，", ", ") + $0.reason }
    }
    if !stops.isEmpty { blocks += [.heading(say("止步的原因", "What stopped them")), .list(stops)] }
    if !reference.isEmpty { blocks += [.heading(say("仅供比较", "For reference only")), .list([labels.list(reference)])] }
    return Report(blocks)
  }

  /// Those that came furthest first; within a level by rank.
  private var journeys: [Chain.Journey] {
    func rank(_ journey: Chain.Journey) -> Int {
      journey.results.last { $0?.rank != nil && $0?.entrant != .no }??.rank ?? .max
    }
    return chain.journeys.enumerated().sorted { a, b in
      if a.element.recommendedUpTo != b.element.recommendedUpTo {
        return a.element.recommendedUpTo > b.element.recommendedUpTo
      }
      let (x, y) = (rank(a.element), rank(b.element))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  /// Not taking part where it enters.
  private func isReference(_ journey: Chain.Journey) -> Bool {
    guard let stopped = journey.stoppedAt, let entry = journey.results.firstIndex(where: { $0 != nil }) else {
      return false
    }
    return stopped == entry && journey.results[entry]?.entrant == .no
  }

  private func summary(_ outcome: Outcome) -> String {
    let taking = outcome.results.filter { $0.entrant != .no }
    let chosen = taking.filter(\.isRecommended).map { outcome.sheet($0).name }
    let count = say(
      "候选 \(taking.count)，参照 \(outcome.results.count - taking.count)，推荐 \(chosen.count)",
      "\(taking.count) candidates, \(outcome.results.count - taking.count) for reference, \(chosen.count) recommended")
    return outcome.standard.name + say("：", ": ") + count
      + (chosen.isEmpty ? "" : say("：", ": ") + labels.list(chosen))
  }

  // MARK: The table

  private func grid(_ journeys: [Chain.Journey]) -> Report.Grid {
    let headings = [naming?.subjectHeading ?? ""] + chain.levels.map(\.standard.name) + [say("走到", "Reached")]
    let rows = journeys.map { journey in
      [journey.name] + journey.results.indices.map { cell(journey, $0) } + [reached(journey)]
    }
    return Report.Grid(headings: headings, rows: rows, labels: Set(headings.indices))
  }

  private func cell(_ journey: Chain.Journey, _ level: Int) -> String {
    guard let result = journey.results[level], journey.stoppedAt.map({ level <= $0 }) ?? true else { return "—" }
    let word = labels.conclusion(result, chain.levels[level].standard)
    let hasTotal = result.eligible != .no && result.entrant != .no && !result.isTotalFailed
    return hasTotal || result.total == .unscored ? word + " " + labels.total(result.total, totals[level]) : word
  }

  private func reached(_ journey: Chain.Journey) -> String {
    guard journey.recommendedUpTo > 0 else { return "—" }
    if journey.results[journey.recommendedUpTo - 1] == nil { return say("别处荐入", "came recommended") }
    return chain.levels[journey.recommendedUpTo - 1].standard.name
  }

  // MARK: What stopped a community

  private func stop(_ journey: Chain.Journey) -> (level: String, reason: String)? {
    guard let level = journey.stoppedAt else { return nil }
    let outcome = chain.levels[level]
    let unknown = say("没有能认定是它的事实表", "no sheet that is certainly its own")
    return (outcome.standard.name, journey.results[level].map { reason($0, outcome) } ?? unknown)
  }

  private func reason(_ result: SheetResult, _ outcome: Outcome) -> String {
    if result.entrant == .no { return labels.standing(result, outcome.standard) }
    if result.isFailed(by: outcome.standard) { return failure(result, outcome.standard) }
    if result.eligible == .no {
      return Obstacles(outcome.standard, labels).of(result).joined(separator: say("；", "; "))
    }
    let place = result.rank.map { say("第 \($0) 名", "rank \($0)") } ?? ""
    if result.eligible == .yes, result.entrant == .yes {
      switch result.selection {
      case .no where result.selectable == .no:
        return place + say("，未达推荐条件", ", does not meet the condition of selection")
      case .no: return place + say("，在名额之外", ", beyond the quota")
      case .tied: return place + say("，名额边缘并列待定", ", tied at the edge of the quota")
      case .open, .yes, nil: return place + say("，名额待定", ", selection open")
      }
    }
    let missing = outcome.deciding(result).prefix(5).map { outcome.standard.name($0.input) }
    return say("待核实", "to be verified") + (missing.isEmpty ? "" : say("，缺少：", ", missing: ") + labels.list(missing))
  }

  private func failure(_ result: SheetResult, _ standard: Standard) -> String {
    let failed = result.failures.map {
      labels.place($0.place, standard) + say("：", ": ") + $0.error.described(labels.language)
    }
    return labels.verdict(.failed) + say("，", ", ") + failed.joined(separator: say("；", "; "))
  }

  // MARK: For programs

  /// A row a community, three columns a level.
  public var table: FlatTable {
    var heading = naming?.subjectNames ?? []
    for outcome in chain.levels {
      heading += [
        say("结论", " verdict"), say("名次", " rank"), say("总分最低", " total least"), say("总分最高", " total most"),
      ].map { outcome.standard.name + $0 }
    }
    heading += [say("走到", "reached"), say("止于", "stopped at"), say("原因", "reason")]
    var rows: [[TableCell]] = []
    for journey in journeys {
      var row = (naming?.cells(journey.identity) ?? []).map(TableCell.text)
      for (outcome, result) in zip(chain.levels, journey.results) {
        guard let result else {
          row += ["", "", "", ""]
          continue
        }
        row +=
          [
            .text(labels.conclusion(result, outcome.standard)), result.rank.map(TableCell.count) ?? .blank,
          ] + labels.cells(result.total)
      }
      let stop = stop(journey)
      rows.append(row + [reached(journey), stop?.level ?? "", stop?.reason ?? ""].map(TableCell.text))
    }
    return FlatTable(say("逐级", "chain"), headings: heading, rows)
  }

  /// - Parameter digests: of the levels' standards, in order.
  public func json(digests: [String]) -> String {
    let levels = zip(chain.levels, digests).map { outcome, digest in
      JSONValue.object(of: [("name", .string(outcome.standard.name)), ("digest", .string(digest))])
    }
    let communities = journeys.map { journey -> JSONValue in
      let community = naming?.members("name", journey.identity) ?? []
      return JSONValue.object(
        of: community + [
          ("reached", .number(String(journey.recommendedUpTo))),
          ("stoppedAt", journey.stoppedAt.map { .string(chain.levels[$0].standard.name) } ?? .null),
          ("reason", stop(journey).map { .string($0.reason) } ?? .null),
          (
            "results",
            .array(
              zip(chain.levels, journey.results).map { outcome, result in
                result.map { ResultsJSON.value($0, outcome) } ?? .null
              })
          ),
        ])
    }
    return JSONValue.object(of: [
      ("format", .string("rulecheck.chain/1")), ("levels", .array(levels)), ("communities", .array(communities)),
    ]).text() + "\n"
  }
}
