import Evaluation
import Model
import Quantities
import Sheets

/// Why a community has a place or not: how many there are, who has them and with what, and what is still open.
package struct PlaceReasons {
  let outcome: Outcome
  let labels: Labels
  let totals: Decimals<Rational>

  package init(outcome: Outcome, labels: Labels, totals: Decimals<Rational>) {
    (self.outcome, self.labels, self.totals) = (outcome, labels, totals)
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Nothing for those who do not take part, or where there are no places.
  func lines(for result: SheetResult) -> [String] {
    guard let places = standard.selection?.places, result.selection != nil else { return [] }
    var lines = own(result)
    guard result.selectable != .no else { return lines }
    let rivals = rivals(of: result, places)
    let holders = rivals.filter { $0.selection == .yes }
    if result.selection != .yes, !holders.isEmpty {
      lines.append(say("占着名额的：", "places are held by: ") + named(holders))
    }
    if result.selection == .tied {
      let level = rivals.filter { $0.selection == .tied && $0.rank == result.rank }
      lines.append(say("名次相同而名额不够分的还有：", "level with it, with too few places for all: ") + named(level))
    }
    if result.selection == .open { lines += open(rivals) }
    return lines
  }

  /// What can be told without naming others: how many places there are, and where it stands.
  package func own(_ result: SheetResult) -> [String] {
    guard let places = standard.selection?.places, result.selection != nil else { return [] }
    return [overall(places), perGroup(places, result), result.rank.map { standing(result, $0) }].compactMap { $0 }
  }

  /// `名额：20% × 18 家参评 = 3.6，舍去为 3 个`.
  private func overall(_ places: PlaceLimits) -> String? {
    places.overall.map { say("名额：", "places: ") + number($0, among: outcome.results) }
  }

  private func perGroup(_ places: PlaceLimits, _ result: SheetResult) -> String? {
    guard let quota = places.perGroup else { return nil }
    guard let mates = outcome.groupMates(by: places.groupBy, of: result),
      let common = outcome.common(of: places.groupBy, by: result, labels)
    else {
      let names = labels.list(outcome.unknown(of: places.groupBy, by: result).map { standard.facts[$0].name })
      return say("每组名额：缺少 \(names)，在哪一组不知道", "places of its group: \(names) is missing, so the group is unknown")
    }
    return say("每组名额（\(common)）：", "places of its group (\(common)): ") + number(quota, among: mates)
  }

  private func number(_ quota: PlaceLimits.Quota, among results: [SheetResult]) -> String {
    let sure = results.filter { $0.competes == .yes }.count
    let perhaps = results.filter { $0.competes != .no }.count
    let all = sure == perhaps ? "\(sure)" : "\(sure)~\(perhaps)"
    guard quota.isShare, let exact = try? quota.value.multiplied(by: Rational(sure)) else {
      return say("\(quota.value.exactText) 个，\(all) 家参评", "\(quota.value.exactText), \(all) taking part")
    }
    let share = Value.number(quota.value).text(as: .percentage)
    let counts = Set([sure, perhaps]).sorted().map { "\(quota.places(among: $0))" }.joined(separator: "~")
    let product = sure == perhaps ? " = " + exact.decimal() : ""
    let rounded = say("，舍去为 \(counts) 个", ", rounded down to \(counts)")
    return say("\(share) × \(all) 家参评", "\(share) of \(all) taking part") + product
      + (sure == perhaps && exact.rounded(.down) == exact ? say(" 个", "") : rounded)
  }

  /// `名次：第 6 名，总分 82.56`, with all that it is ranked by.
  private func standing(_ result: SheetResult, _ rank: Int) -> String {
    let ranked = outcome.results.filter { $0.rank != nil }.count
    let level = outcome.results.filter { $0.rank == rank }.count - 1
    let keys = zip(standard.ranking, result.keys).map { key, value in
      // Without 排序 it is the total that counts.
      let isTotal = if case .total = key.formula.kind { true } else { false }
      let text = isTotal ? say("总分", "total") : standard.sources.text(of: key.formula.range)
      return text + " " + labels.value(value, key.formula.type, labels.decimals(value.numbers(key.formula.type)))
    }
    return say("名次：第 \(rank) 名，共 \(ranked) 家有名次", "rank: \(rank) of \(ranked)")
      + (level > 0 ? say("，另有 \(level) 家并列", ", level with \(level == 1 ? "1 other" : "\(level) others")") : "")
      + (keys.isEmpty ? "" : say("；依次看 ", "; by ") + labels.list(keys))
  }

  /// Whoever competes for the same places: all, or where only groups have places those of its group.
  private func rivals(of result: SheetResult, _ places: PlaceLimits) -> [SheetResult] {
    let own = standard.group(places.groupBy, of: outcome.sheet(result))
    return outcome.results.filter { other in
      other.sheet != result.sheet && other.entrant != .no
        && (places.overall != nil || places.groupBy.isEmpty || own == nil
          || (standard.group(places.groupBy, of: outcome.sheet(other)) ?? own) == own)
    }
  }

  /// What has to come in before it is known: of the others, whoever may still take a place or leave one.
  private func open(_ rivals: [SheetResult]) -> [String] {
    let waiting = rivals.filter { $0.selection == .open && !outcome.deciding($0).isEmpty }
    return waiting.prefix(20).map { other in
      let missing = labels.list(outcome.deciding(other).map { standard.name($0.input) })
      return say("还要看 ", "it also depends on ") + outcome.sheet(other).name
        + say("，它缺少：\(missing)", ", which lacks: \(missing)")
    } + (waiting.count > 20 ? [say("还有 \(waiting.count - 20) 家", "and \(waiting.count - 20) more")] : [])
  }

  private func named(_ results: [SheetResult]) -> String {
    labels.names(
      results.map { other in
        let rank = other.rank.map { say("第 \($0) 名，", "rank \($0), ") } ?? ""
        let total = say("总分 ", "total ") + labels.total(other, totals)
        return outcome.sheet(other).name + say("（\(rank)\(total)）", " (\(rank)\(total))")
      })
  }
}
