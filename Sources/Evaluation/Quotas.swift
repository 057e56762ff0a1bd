import Model
import Quantities

/// Who is within the quotas: Grammar.md, section 7.
///
/// A place in a group goes to those with fewer others of the group ahead of them than it has places; of the overall
/// quota each group takes up as many places ahead of somebody as it has there, but no more than are its own. So
/// somebody is chosen if `ahead in the group < places of the group` and
/// `Σ over groups min(ahead there, places there) < places overall`. What is not known, and how ties will be settled, is
/// thought of as going as badly, or as well, as it can.
struct Quotas {
  struct Contender {
    let entrant: Truth
    let selectable: Truth
    /// Its place with the best and the worst keys that it may have: a lower one comes first, level ones are the same.
    let best: Int
    let worst: Int
    /// The number of its group, from zero on; nil where that is not known.
    let group: Int?

    /// Whether it competes whatever the missing facts are.
    var isCertain: Bool { entrant == .yes && selectable == .yes }
  }

  private let limits: PlaceLimits
  private let contenders: [Contender]
  private let sizes: [Size]
  private let everyone: Size
  /// How many do not say of which group they are.
  private let strays: Int

  /// How many take part, for certain and perhaps.
  private struct Size {
    var certain = 0
    var open = 0
    /// Those of unknown group, who may all be of this one.
    var strays = 0
  }

  init(_ limits: PlaceLimits, _ contenders: [Contender]) {
    self.limits = limits
    self.contenders = contenders
    let count = limits.perGroup == nil ? 1 : contenders.reduce(0) { max($0, 1 + ($1.group ?? -1)) }
    var sizes = [Size](repeating: Size(), count: count)
    var everyone = Size()
    var strays = 0
    for contender in contenders {
      let isCertain = contender.entrant == .yes
      if isCertain { everyone.certain += 1 } else { everyone.open += 1 }
      guard let group = contender.group else {
        strays += 1
        continue
      }
      if isCertain { sizes[group].certain += 1 } else { sizes[group].open += 1 }
    }
    self.strays = strays
    self.sizes = sizes.map { Size(certain: $0.certain, open: $0.open, strays: strays) }
    self.everyone = everyone
  }

  func statuses() -> [SelectionStatus] {
    if !limits.missing.isEmpty { return contenders.map { $0.selectable == .no ? .no : .open } }
    let surelyAhead = count(.surely, orLevel: false)
    let surelyLevel = count(.surely, orLevel: true)
    let perhapsAhead = count(.perhaps, orLevel: false)
    let perhapsLevel = count(.perhaps, orLevel: true)
    return contenders.indices.map { index in
      let contender = contenders[index]
      if contender.selectable == .no || !mayPass(index, surelyAhead) { return .no }
      guard contender.isCertain else { return .open }
      if mustPass(index, perhapsLevel) { return .yes }
      // Whoever is first of the level ones is in, whoever is last is out, in every case.
      return mustPass(index, perhapsAhead) && !mayPass(index, surelyLevel) ? .tied : .open
    }
  }

  // MARK: Whether the places go as far

  /// Whether it is within the quotas if all goes well: those who may take part or be of its group and would not be ahead
  /// make the shares larger; those who would be stay away.
  private func mayPass(_ index: Int, _ aheads: Aheads) -> Bool {
    let ahead = aheads.all[index]
    if let perGroup = limits.perGroup {
      func passes(_ size: Size, _ ahead: Int, _ openAhead: Int, _ straysAhead: Int) -> Bool {
        ahead < perGroup.places(among: size.certain + size.open + size.strays - openAhead - straysAhead)
      }
      if let group = contenders[index].group {
        guard passes(sizes[group], ahead.inGroup, ahead.openInGroup, ahead.strays) else { return false }
      } else {
        let groups = aheads.ofGroups[index] ?? []
        let isSomewhere = zip(sizes, groups).contains { passes($0, $1.all, $1.open, ahead.strays) }
        // Its group may also be one of its own.
        guard isSomewhere || passes(Size(strays: strays), 0, 0, ahead.strays) else { return false }
      }
    }
    guard let overall = limits.overall else { return true }
    // Who would be ahead takes as much as it brings, but for one whose group has no place left.
    let joining = limits.perGroup == nil ? everyone.open - ahead.open : everyone.open
    return ahead.taken < overall.places(among: everyone.certain + joining)
  }

  /// Whether it is within the quotas even if all goes badly.
  private func mustPass(_ index: Int, _ aheads: Aheads) -> Bool {
    let ahead = aheads.all[index]
    if let perGroup = limits.perGroup {
      if let group = contenders[index].group {
        if ahead.inGroup + ahead.strays
          >= perGroup.places(among: sizes[group].certain + ahead.openInGroup + ahead.strays)
        {
          return false
        }
      } else if !passesAnywhere(aheads.ofGroups[index] ?? [], strays: ahead.strays, perGroup) {
        return false
      }
    }
    guard let overall = limits.overall else { return true }
    // Who joins takes a place or makes a share larger; where groups have shares too, not always both.
    let joining = limits.perGroup?.isShare == true ? 0 : ahead.open
    return ahead.taken + ahead.strays < overall.places(among: everyone.certain + joining)
  }

  /// Whether one of unknown group is within its quota whichever group that is, one of its own included.
  private func passesAnywhere(_ ahead: [Aheads.Group], strays: Int, _ perGroup: PlaceLimits.Quota) -> Bool {
    if strays >= perGroup.places(among: 1 + strays) { return false }
    return zip(sizes, ahead).allSatisfy { size, ahead in
      ahead.all + strays < perGroup.places(among: size.certain + 1 + ahead.open + strays)
    }
  }

  // MARK: Who is ahead

  private enum Certainty { case surely, perhaps }

  /// Those ahead of one contender, by where they are.
  private struct Ahead {
    var inGroup = 0
    /// Of those the ones of which it is not certain that they take part.
    var openInGroup = 0
    var open = 0
    var strays = 0
    /// How many of the overall places they take up.
    var taken = 0
  }

  /// Those ahead of each contender.
  private struct Aheads {
    var all: [Ahead]
    /// Of every group, for those whose own is not known: by contender.
    var ofGroups: [Int: [Group]] = [:]

    /// How many there are in a group, and of how many it is not certain that they take part.
    struct Group {
      var all = 0
      var open = 0
    }
  }

  /// Those who compete and are ahead of each, surely or perhaps, level ones included where asked.
  private func count(_ certainty: Certainty, orLevel: Bool) -> Aheads {
    let others = contenders.indices.filter {
      certainty == .surely ? contenders[$0].selectable == .yes : contenders[$0].selectable != .no
    }
    // Who would be ahead, but may not take part, takes nobody's place for certain.
    func takesPlace(_ index: Int) -> Bool { certainty == .perhaps || contenders[index].entrant == .yes }
    func key(ofOther index: Int) -> Int {
      certainty == .surely ? contenders[index].worst : contenders[index].best
    }
    func key(of index: Int) -> Int {
      certainty == .surely ? contenders[index].best : contenders[index].worst
    }
    func isAhead(_ other: Int, of index: Int) -> Bool {
      orLevel ? key(ofOther: other) <= key(of: index) : key(ofOther: other) < key(of: index)
    }
    let arriving = KeyOrder.order(by: [others.map { key(ofOther: $0) }], of: others.count).map { others[Int($0)] }
    // Of nobody else is it of any matter who is ahead.
    let candidates = contenders.indices.filter { contenders[$0].selectable != .no }
    let asking = KeyOrder.order(by: [candidates.map { key(of: $0) }], of: candidates.count).map { candidates[Int($0)] }
    let places = sizes.map { size in
      limits.perGroup?.places(
        among: certainty == .surely ? size.certain : size.certain + size.open + size.strays) ?? .max
    }
    var found = Aheads(all: [Ahead](repeating: Ahead(), count: contenders.count))
    var groups = [Aheads.Group](repeating: Aheads.Group(), count: sizes.count)
    var (taken, open, strays, next) = (0, 0, 0, 0)
    for index in asking {
      while next < arriving.count, isAhead(arriving[next], of: index) {
        let other = arriving[next]
        let isOpen = contenders[other].entrant != .yes
        if isOpen { open += 1 }
        if let group = contenders[other].group {
          if takesPlace(other) {
            if groups[group].all < places[group] { taken += 1 }
            groups[group].all += 1
          }
          if isOpen { groups[group].open += 1 }
        } else {
          strays += 1
        }
        next += 1
      }
      var ahead = Ahead(open: open, strays: strays, taken: taken)
      let counted = certainty == .surely ? contenders[index].selectable == .yes : contenders[index].selectable != .no
      let isItself = counted && isAhead(index, of: index)
      let itselfOpen = isItself && contenders[index].entrant != .yes ? 1 : 0
      let itself = isItself && takesPlace(index) ? 1 : 0
      ahead.open -= itselfOpen
      if let group = contenders[index].group {
        ahead.inGroup = groups[group].all - itself
        ahead.openInGroup = groups[group].open - itselfOpen
        if itself == 1, groups[group].all <= places[group] { ahead.taken -= 1 }
      } else {
        if isItself { ahead.strays -= 1 }
        found.ofGroups[index] = groups
      }
      found.all[index] = ahead
    }
    return found
  }
}
