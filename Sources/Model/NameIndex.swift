import Diagnostics
import Syntax

/// Where the names of a standard are declared and used.
public struct NameIndex: Sendable {
  /// What a name stands for.
  public enum Entity: Hashable, Sendable {
    case clause(ClauseKey)
    /// An option of a choice. Choices of the same options are one type, whichever facts have it.
    case option(String, among: [String])
    /// A column of a fact that is records.
    case column(String, of: String)

    /// Of what names it; which other options there are hardly ever tells two apart.
    public func hash(into hasher: inout Hasher) {
      switch self {
      case .clause(let key): hasher.combine(key)
      case .option(let name, _), .column(let name, _): name.hashAsWritten(into: &hasher)
      }
    }
  }

  /// A spelling of an entity, where it is introduced: its name, or its alias.
  public struct Declaration: Sendable, Hashable {
    /// What the spelling stands for from there on.
    public let entity: Entity
    /// The spelling, and where it stands.
    public let name: Name
  }

  /// A place where a name stands for something that is declared elsewhere.
  public struct Use: Sendable, Hashable {
    /// What is meant, whichever of its spellings is written.
    public let entity: Entity
    /// Where the name stands.
    public let range: SourceRange
    /// Whether the name stands there to be given another meaning, in an amendment or in an example with parameters of
    /// its own: nothing is made of what it stands for.
    public let isAmended: Bool
  }

  /// Names and then aliases, clause by clause in the order of the standard.
  public internal(set) var declarations: [Declaration] = []
  /// Of clauses that amendments have taken away or put others in place of.
  private(set) var bygone: [Declaration] = []
  /// Some more than once: what is looked at twice.
  public internal(set) var uses: [Use] = []

  init() {}

  /// The clauses of a standard, and where amendments name them.
  init(_ clauses: [(key: ClauseKey, clause: Clause)], _ mentions: [Outline.Mention]) {
    declarations = clauses.flatMap { Self.declarations($0.key, $0.clause) }
    if mentions.isEmpty { return }
    var known = Set(declarations.map(\.entity))
    for mention in mentions {
      let named = Self.declarations(mention.key, mention.clause)
      guard let entity = named.first?.entity else { continue }
      if known.insert(entity).inserted { bygone += named }
      use(entity, at: mention.range, isAmended: true)
    }
  }

  private static func declarations(_ key: ClauseKey, _ clause: Clause) -> [Declaration] {
    var key = key
    var names = [clause.name, clause.alias]
    switch clause.kind.row.identity {
    case .name, .path: break
    case .title: names = [clause.title.map { Name(text: $0.text, range: $0.range) }]
    case .alone where clause.kind == .standard:
      key = ClauseKey(.standard, clause.name?.text ?? "")
    // Its name, if any, is that of a fact.
    case .alone: names = []
    }
    return names.compactMap { $0 }.map { Declaration(entity: .clause(key), name: $0) }
  }

  mutating func declare(_ entity: Entity, _ names: Name?...) {
    declarations += names.compactMap { $0 }.map { Declaration(entity: entity, name: $0) }
  }

  mutating func use(_ entity: Entity, at range: SourceRange, isAmended: Bool = false) {
    uses.append(Use(entity: entity, range: range, isAmended: isAmended))
  }
}

// MARK: Looking things up

extension NameIndex {
  /// What the name at a place of a source stands for: where it is declared as well as where it is used.
  public func entity(at offset: Int) -> Entity? {
    func holds(_ range: SourceRange) -> Bool { range.lower <= offset && offset < range.upper }
    return (declarations + bygone).first { holds($0.name.range) }?.entity ?? uses.first { holds($0.range) }?.entity
  }

  /// What a spelling may stand for, in the order of the standard.
  public func entities(spelled text: String) -> [Entity] {
    var seen: Set<Entity> = []
    return declarations.filter { $0.name.text == text && seen.insert($0.entity).inserted }.map(\.entity)
  }

  /// The spellings of an entity, each where it is declared.
  public func declarations(of entity: Entity) -> [Name] {
    (declarations + bygone).filter { $0.entity == entity }.map(\.name)
  }

  /// Where an entity is used, each place once.
  public func uses(of entity: Entity) -> [SourceRange] {
    Set(uses.filter { $0.entity == entity }.map(\.range)).sorted { $0.lower < $1.lower }
  }

  /// Whatever something is made of.
  var used: Set<Entity> {
    var used: Set<Entity> = []
    for use in uses where !use.isAmended { used.insert(use.entity) }
    return used
  }

  /// The spellings of each entity that fits, in the order of the standard.
  public func spellings(where fits: (Entity) -> Bool) -> [[String]] {
    var places: [Entity: Int] = [:]
    var spellings: [[String]] = []
    for declaration in declarations where fits(declaration.entity) {
      if let place = places[declaration.entity] {
        spellings[place].append(declaration.name.text)
      } else {
        places[declaration.entity] = spellings.count
        spellings.append([declaration.name.text])
      }
    }
    return spellings
  }

  /// The spellings of the clauses that fit, in the order of the standard.
  public func clauses(where fits: (ClauseKey) -> Bool) -> [[String]] {
    spellings { if case .clause(let key) = $0 { fits(key) } else { false } }
  }
}

extension NameIndex.Entity {
  /// What names the clause, if it is one of that kind.
  public func key(of kind: ClauseKind) -> ClauseKey? {
    if case .clause(let key) = self, key.kind == kind { key } else { nil }
  }
}

extension Standard {
  /// What people may call something that has points: its name or alias, behind one of its category.
  public func spellings(of path: ResultPath) -> [String] {
    func own(_ path: ResultPath) -> [String] { names.declarations(of: .clause(key(of: path))).map(\.text) }
    return switch path {
    case .category, .adjustment: own(path)
    case .group(let category, _), .item(let category, _):
      own(.category(category)).flatMap { owner in own(path).map { owner + "." + $0 } }
    }
  }

  /// The fact of that name or alias.
  public func fact(named name: String) -> Int? { facts.firstIndex { $0.name == name || $0.alias == name } }

  /// The parameter of that name or alias.
  public func parameter(named name: String) -> Int? { parameters.firstIndex { $0.name == name || $0.alias == name } }
}
