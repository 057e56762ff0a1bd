import Diagnostics

/// Lines of a notice as clauses: a line that begins with a number opens a clause, others go on with the one before.
struct NoticeReader {
  private(set) var tree = ClauseTree()
  /// The clauses in which the present line stands, the part first.
  private var path: [Int] = []
  /// Whether lines without a number belong to the last clause.
  private var isOpen = true
  /// The last line that was not empty, plain.
  private var previous = ""
  /// Whether numbers stand alone, as standards have them: `1 总则`, `1.1 …`.
  private var hasDecimals = false

  /// - Parameter text: line by line, the cells of tables between tabs, spaces or strokes.
  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      Self.withoutTags(String($0))
    }
    for section in NoticeParts(lines).sections { read(section) }
  }

  private mutating func read(_ section: NoticeParts.Section) {
    path = [tree.root(section.part, section.title)]
    (isOpen, previous) = (true, section.title)
    hasDecimals = section.lines.contains { line in
      line.map { Marker.all(at: NoticeParts.bare($0)).contains { $0.kind == .decimal && $0.number == 1 } } == true
    }
    var lines = section.lines[...]
    while let line = lines.first {
      guard let line else {
        isOpen = false
        lines.removeFirst()
        continue
      }
      let table = TableText.table(in: lines, isLoose: section.part != .main) { ends($0) }
      if let table, let parent = path.last {
        tree.add(table.rows, under: parent)
        previous = ""
        lines = lines.dropFirst(table.count)
      } else {
        read(NoticeParts.bare(line))
        lines.removeFirst()
      }
    }
  }

  private mutating func read(_ line: String) {
    let plain = Numerals.plain(line)
    if plain.isEmpty || Self.isPageNumber(plain) { return }
    defer { previous = plain }
    if Marker.all(at: line).contains(where: { open($0) }) { return }
    if let (name, rest) = Self.note(plain), startsSentence, let root = path.first, !tree.nodes[root].children.isEmpty {
      path = [root, tree.add(.named(name), [rest], under: root)]
    } else if isOpen, let last = path.last {
      tree.extend(last, plain)
    }
  }

  // MARK: Numbers

  /// Whether a line begins here, and not a piece of a sentence that was broken.
  private var startsSentence: Bool { previous.isEmpty || "。；;：:！!？?".contains(previous.suffix(1)) }

  private func step(_ clause: Int) -> (kind: Marker.Kind, numbers: [Int])? {
    if case .numbered(let kind, let numbers) = tree.nodes[clause].step { (kind, numbers) } else { nil }
  }

  /// The place in the path of the clause after which a number comes next.
  private func level(before marker: Marker, allowsGap: Bool = false) -> Int? {
    path.indices.last { place in
      guard let (kind, numbers) = step(path[place]), kind == marker.kind, let last = numbers.last else { return false }
      return allowsGap ? marker.number > last : marker.number == last + 1
    }
  }

  /// Whether a line behind a table is none of its cells.
  private func ends(_ line: String) -> Bool {
    if Self.note(Numerals.plain(line)) != nil { return true }
    return Marker.all(at: line).contains { $0.isCertain && ($0.kind.isMajor || level(before: $0) != nil) }
  }

  /// Opens the clause of a number, if it can be that of a clause here.
  private mutating func open(_ marker: Marker) -> Bool {
    if marker.kind == .decimal { return openDecimal(marker) }
    if marker.isBare, !hasDecimals { return false }
    guard marker.isCertain || startsSentence || marker.isBare || ClauseTree.canBeHeading(previous) && marker.number == 1
    else { return false }
    if let level = level(before: marker) { return open(marker, at: level) }
    let isOnPath = path.contains { step($0)?.kind == marker.kind }
    if isOnPath {
      if marker.number == 1 { return restart(marker) }
      guard marker.isCertain, startsSentence, let level = level(before: marker, allowsGap: true) else { return false }
      return open(marker, at: level)
    }
    guard marker.number == 1 || (marker.isCertain && (startsSentence || ClauseTree.canBeHeading(previous))) else {
      return false
    }
    if marker.kind.isMajor {
      let level = path.indices.first { place in
        step(path[place]).map { !$0.kind.isMajor || (marker.kind < .article && $0.kind > marker.kind) } == true
      }
      return open(marker, at: level ?? path.count)
    }
    // A note has nothing below it.
    if let last = path.last, case .named = tree.nodes[last].step { path.removeLast() }
    return open(marker, at: path.count)
  }

  private mutating func open(_ marker: Marker, at level: Int) -> Bool {
    path = Array(path.prefix(max(level, 1)))
    guard let parent = path.last else { return false }
    let clause = tree.add(.numbered(marker.kind, marker.numbers), [marker.rest], under: parent)
    if let group = tree.nodes[clause].parent, group != parent { path.append(group) }
    path.append(clause)
    isOpen = true
    return true
  }

  /// Numbers that begin again: below the clause that announces them, or in a further group.
  private mutating func restart(_ marker: Marker) -> Bool {
    guard let last = path.last, let level = path.indices.last(where: { step(path[$0])?.kind == marker.kind }) else {
      return false
    }
    let lines = tree.nodes[last].lines
    let isAnnounced = lines.last.map { "：:".contains($0.suffix(1)) } == true
    let heading = tree.takeHeading(last)
    if heading.isEmpty, isAnnounced, !marker.kind.isMajor { return open(marker, at: path.count) }
    guard !heading.isEmpty || startsSentence else { return false }
    path = Array(path.prefix(level))
    guard let parent = path.last else { return false }
    let group = tree.group(after: parent, heading)
    if tree.nodes[parent].isGroup { path.removeLast() }
    path.append(group)
    return open(marker, at: path.count)
  }

  /// `1.1` below `1`, `1.1.1` below `1.1`; others are no numbers of clauses.
  private mutating func openDecimal(_ marker: Marker) -> Bool {
    guard marker.isCertain || startsSentence || ClauseTree.canBeHeading(previous) else { return false }
    let numbers = marker.numbers
    func isAbove(_ clause: Int) -> Bool {
      step(clause).map { ($0.kind == .decimal || $0.kind == .number) && numbers.starts(with: $0.numbers) } == true
    }
    let parent = path.indices.last { isAbove(path[$0]) && (step(path[$0])?.numbers.count ?? 0) < numbers.count }
    let before = path.indices.last { place in
      guard let (kind, earlier) = step(path[place]), kind == .decimal else { return false }
      return earlier.count == numbers.count && earlier.dropLast() == numbers.dropLast()
        && earlier.last.map { $0 < marker.number } == true
    }
    if let before { return open(marker, at: before) }
    guard marker.number == 1 || marker.isCertain && parent != nil else { return false }
    if let parent { return open(marker, at: parent + 1) }
    let level = path.indices.first { step(path[$0]).map { $0.kind == .decimal || $0.kind == .number } == true }
    return open(marker, at: level ?? path.count)
  }

  /// `第3页`, `第3页共9页`, `—3—`.
  private static func isPageNumber(_ line: String) -> Bool {
    if let first = line.first, let last = line.last, line.count > 2, "-—－–".contains(first), "-—－–".contains(last) {
      return line.allSatisfy { "-—－–".contains($0) || Numerals.isArabic($0) }
    }
    return line.hasPrefix("第") && line.hasSuffix("页")
      && line.allSatisfy { "第页共，,/".contains($0) || Numerals.isArabic($0) }
  }

  /// `注：…`, as it stands below tables and lists.
  private static func note(_ line: String) -> (name: String, rest: String)? {
    for name in ["备注", "说明", "注"] where line.hasPrefix(name) {
      let rest = line.dropFirst(name.count)
      if let first = rest.first, "：:".contains(first) { return (name, String(rest.dropFirst())) }
    }
    return nil
  }

  /// A line without `<p>` and the like, and without what makes words bold.
  private static func withoutTags(_ line: String) -> String {
    var result = ""
    var tag: String?
    for character in line.contains("**") ? line.replacing("**", with: "") : line {
      if let inside = tag {
        if character == ">" {
          tag = nil
        } else if inside.count > 20 || character == "<" {
          // No tag after all.
          result += "<" + inside
          tag = character == "<" ? "" : nil
          if character != "<" { result.append(character) }
        } else {
          tag = inside + String(character)
        }
      } else if character == "<" {
        tag = ""
      } else {
        result.append(character)
      }
    }
    return result + (tag.map { "<" + $0 } ?? "")
  }
}
