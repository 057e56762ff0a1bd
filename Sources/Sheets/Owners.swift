import Diagnostics
import Synchronization

/// Finds sheets by what a row elsewhere says of the subject facts. Facts of which it says nothing are left open.
struct Owners {
  let count: Int
  private let identity: (Int) -> Identity
  /// What tells apart those who are called the same; empty where one fact names a sheet.
  private let further: [[String]]
  private var called = NameTable()
  private let spelled: OtherSpellings
  /// What each sheet is called, by its number among these.
  private var numbers: [Int32]
  /// For each thing that sheets are called the first that is called so, and for each sheet the next.
  private var firsts: [Int32] = []
  private var next: [Int32]

  private static let nobody: Int32 = -1

  init(_ identities: [Identity]) {
    func name(_ place: Int, _ body: (CellBytes) -> Int) -> Int {
      var name = identities[place].first
      return name.withUTF8(body)
    }
    self.init(identities.count, isOne: false, { identities[$0] }, name)
  }

  init(_ sheets: SheetColumns) {
    self.init(sheets.count, isOne: sheets.isNamedByOne, sheets.identity, sheets.withName)
  }

  /// - Parameters:
  ///   - isOne: whether one fact names a sheet.
  ///   - name: gives the bytes of what one is called.
  private init(
    _ count: Int, isOne: Bool, _ identity: @escaping (Int) -> Identity, _ name: (Int, (CellBytes) -> Int) -> Int
  ) {
    (self.count, self.identity) = (count, identity)
    further = isOne ? [] : (0..<count).map { identity($0).further }
    next = [Int32](repeating: Self.nobody, count: count)
    (numbers, firsts) = (next, [])
    var called = NameTable()
    called.reserve(count)
    for place in (0..<count).reversed() {
      let number = name(place) { called.place(of: $0).place }
      if number == firsts.count { firsts.append(Self.nobody) }
      next[place] = firsts[number]
      firsts[number] = Int32(place)
      numbers[place] = Int32(number)
    }
    (self.called, spelled) = (called, OtherSpellings(called))
  }

  /// The places of those that may be meant.
  ///
  /// - Parameter said: one text for each subject fact; an empty one says nothing.
  func named(_ said: [String]) -> [Int] {
    var places: [Int] = []
    var place = said.first.flatMap(number).map { firsts[$0] } ?? Self.nobody
    while place != Self.nobody {
      if isMeant(Int(place), said) { places.append(Int(place)) }
      place = next[Int(place)]
    }
    return places
  }

  /// Whether one who is called so may be meant.
  private func isMeant(_ place: Int, _ said: [String]) -> Bool {
    said.count == 1 || zip(said.dropFirst(), further[place]).allSatisfy { $0.isEmpty || $0 == $1 }
  }

  /// The place of the only one that is called so; nil if there is none, or more than one.
  ///
  /// - Parameter earlier: the place of one soon behind which it mostly stands; nil where nothing is known of that.
  func only(called name: CellBytes, behind earlier: Int?) -> Int? {
    guard let number = number(of: name, behind: earlier ?? count) else { return nil }
    let first = Int(firsts[number])
    return next[first] == Self.nobody ? first : nil
  }

  /// So many are looked at before a name is sought among all.
  private static let near = 4

  private func number(of name: CellBytes, behind earlier: Int) -> Int? {
    for place in min(earlier + 1, count)..<min(earlier + 1 + Self.near, count)
    where called.texts.isEqual(Int(numbers[place]), name) {
      return Int(numbers[place])
    }
    return number(of: name)
  }

  private func number(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { number(of: $0) }
  }

  /// The number of what somebody is called, in whatever characters it is written; nil if there is none.
  private func number(of name: CellBytes) -> Int? {
    called.arePlain && !String.isWrittenInOneWay(name) ? spelled.number(of: name) : called.number(ofBytes: name)
  }

  func names(_ places: [Int]) -> [String] { places.map { identity($0).name } }

  /// The places of those whose names are so near that they may be meant. Where several facts name a sheet, those come
  /// first of which all that is said is near.
  func near(_ said: [String]) -> [Int] {
    guard let first = said.first else { return [] }
    let called = (0..<count).filter { NearestName.isNear(first, identity($0).first) }
    let all = called.filter { place in
      zip(said.dropFirst(), identity(place).further).allSatisfy {
        $0.isEmpty || $0 == $1 || NearestName.isNear($0, $1)
      }
    }
    return all.isEmpty ? called : all
  }
}

/// Names that can be written in one way only, for what may be equal to one of them in other characters: few ask so, and
/// then all of them are gone through once.
private final class OtherSpellings: Sendable {
  private let names: NameTable
  private let compared = Mutex<NameTable?>(nil)

  init(_ names: NameTable) { self.names = names }

  func number(of name: CellBytes) -> Int? {
    compared.withLock { compared in
      if compared == nil {
        var all = names
        all.compareAsTexts()
        compared = all
      }
      return compared?.number(ofBytes: name)
    }
  }
}
