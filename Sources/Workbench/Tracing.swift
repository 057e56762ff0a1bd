import Diagnostics
import Model
import Notices
import Sheets
import Syntax

extension Workbench {
  /// A notice taken apart, from one file or several, in UTF-8 or GB18030.
  ///
  /// - Throws: what a file is instead, where it is no text or nothing in it can be recognised.
  public func notice(_ paths: [String]) throws(FileProblem) -> Notice {
    var texts: [String] = []
    for path in paths {
      let bytes = try files.read(path)
      guard bytes.count <= Notice.sizeLimit else { throw .tooLarge(path, limit: Notice.sizeLimit) }
      if let form = NoticeForm(bytes) { throw .noNotice(path, form) }
      guard case .success(let text) = TextDecoding.decode(bytes) else { throw .unreadable(path, .noText) }
      if let form = NoticeForm(Notice(text), SourceFile(name: path, text: text)) { throw .noNotice(path, form) }
      texts.append(text)
    }
    return Notice(texts.joined(separator: "\n"))
  }

  /// How the citations of a standard fit the notice by which it goes.
  public static func trace(_ loaded: Loaded, against notice: Notice) -> Coverage {
    trace(loaded, against: notice, of: [0], loaded.noticeOwners)
  }

  /// How the citations of a standard fit several notices.
  ///
  /// - Parameter notices: each with the owners that go by it, as places in ``NoticeOwners/owners``.
  /// - Returns: a coverage for each notice, and how many citations there are of notices that are not given.
  public static func trace(
    _ loaded: Loaded, notices: [(owners: Set<Int>, notice: Notice)]
  ) -> (coverages: [Coverage], notHeld: [(name: String, count: Int)]) {
    let owners = loaded.noticeOwners
    let given = Set(notices.flatMap(\.owners))
    let notHeld = owners.owners.enumerated().compactMap { place, owner -> (name: String, count: Int)? in
      let count = loaded.outline.citingRules(of: [place], owners).count { $0.citation != nil }
      return given.contains(place) || count == 0 ? nil : (owner, count)
    }
    return (notices.map { trace(loaded, against: $0.notice, of: $0.owners, owners) }, notHeld)
  }

  private static func trace(
    _ loaded: Loaded, against notice: Notice, of owned: Set<Int>, _ owners: NoticeOwners
  ) -> Coverage {
    let removals = loaded.outline.removals.compactMap { removal -> Coverage.Removal? in
      guard let source = removal.clause.source, owned.contains(owners.owner(of: source.range, in: loaded.sources))
      else {
        return nil
      }
      let amendment = removal.amendment
      let line = loaded.sources.line(of: amendment.head)
      return Coverage.Removal(
        name: "\(line) 删除 \(amendment.kind.chinese) \(amendment.pathText)", citation: source.text)
    }
    let rules = loaded.outline.citingRules(of: owned, owners)
    return Coverage(notice, rules, removals: removals, digest: fingerprint) {
      NearestName.of($0, among: $1, keepsSense: false)
    }
  }

  /// Records the fingerprints of all citations that stand in the file itself, each on a line below its 出处.
  ///
  /// - Parameter wording: whether to record the wording as well, so that a later change can be shown.
  /// - Returns: how many were written, and of how many the notice has no such place; nil where the file would no longer
  ///   say what it said, and stays as it is.
  public func recordFingerprints(
    _ loaded: Loaded, from notice: Notice, wording: Bool
  ) throws(FileProblem) -> (recorded: Int, nowhere: Int)? {
    let file = loaded.file
    var edits: [(range: SourceRange, text: String)] = []
    var nowhere = 0
    for clause in loaded.outline.clauses {
      guard let source = clause.source, loaded.sources.isInMain(source.range) else { continue }
      guard let words = notice.wording(of: source.text) else {
        nowhere += 1
        continue
      }
      let field = Self.fingerprintField(words, wording: wording, in: file)
      if let old = clause.fields.first(where: { $0.keyword == .fingerprint }) {
        if loaded.sources.isInMain(old.range) { edits.append((old.range, field)) }
      } else {
        let (margin, end) = file.lineAround(source.range)
        edits.append((SourceRange(end, end), "\n" + margin + field))
      }
    }
    var bytes = Array(file.text.utf8)
    for edit in edits.sorted(by: { $0.range.lower > $1.range.lower }) {
      bytes.replaceSubrange(edit.range.lower - file.base..<edit.range.upper - file.base, with: Array(edit.text.utf8))
    }
    // The file must say what it said before.
    let again = Parser.outline(of: SourceFile(name: file.name, text: String(decoding: bytes, as: UTF8.self)))
    func plain(_ outline: Outline) -> String {
      OutlinePrinter.text(
        Outline(sources: outline.sources, clauses: outline.clauses.map { $0.without([.fingerprint]) }))
    }
    guard again.diagnostics.isEmpty, plain(again.outline) == plain(Parser.outline(of: file).outline) else {
      return nil
    }
    if !edits.isEmpty { try files.rewrite(file.name, with: bytes) }
    return (edits.count, nowhere)
  }

  private static func fingerprint(_ wording: String) -> String { String(Digest.sha256(wording.utf8).prefix(12)) }

  private static func fingerprintField(_ words: String, wording: Bool, in file: SourceFile) -> String {
    let keyword = Keyword.fingerprint.spelling(Language.isChinese(file.text) ? .zh : .en)
    // The wording stands in quotes that it does not use itself; nothing else in it can end the line.
    let fits =
      wording && words.count <= Limits.textLength && !words.contains("\"")
      && DisplayWidth.printable(words) == words
    return "\(keyword) “\(fingerprint(words))”" + (fits ? " \"\(words)\"" : "")
  }
}

extension SourceFile {
  /// The white space at the start of the line in which a place stands (or two columns where the place does not begin
  /// its line), and the offset of the line's end.
  fileprivate func lineAround(_ range: SourceRange) -> (margin: String, end: Int) {
    let bytes = Array(text.utf8)
    func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    let end = bytes[(range.upper - base)...].firstIndex(where: isLineEnd) ?? bytes.count
    let before = String(
      decoding: bytes[..<(range.lower - base)].reversed().prefix { !isLineEnd($0) }.reversed(), as: UTF8.self)
    let margin = before.prefix { $0.isWhitespace }
    return (margin.count == before.count ? before : margin + "  ", base + end)
  }
}

extension Outline {
  /// The clauses that cite, or should cite, a notice by which some of the standards go.
  fileprivate func citingRules(of owned: Set<Int>, _ owners: NoticeOwners) -> [Coverage.Rule] {
    keyed.compactMap { key, clause in
      let source = clause.source
      guard source != nil || clause.mustCite,
        owned.contains(owners.owner(of: source?.range ?? clause.head, in: sources))
      else { return nil }
      var recorded: (String, String?)?
      for field in clause.fields {
        if case .fingerprint(let digest, let wording) = field.body { recorded = (digest.text, wording?.text) }
      }
      return Coverage.Rule(
        name: "\(clause.kind.chinese) \(clause.kind.row.identity == .path ? key.name : clause.pathText)",
        citation: source?.text,
        needsCitation: clause.mustCite, recorded: recorded)
    }
  }
}

extension Clause {
  /// What it cites, and where it says so.
  fileprivate var source: (text: String, range: SourceRange)? {
    for field in fields where field.keyword == .source {
      if case .text(let citation, _) = field.body { return (citation.text, field.range) }
    }
    return nil
  }

  /// Whether the clause carries out something that the notice says, and has to tell what.
  fileprivate var mustCite: Bool {
    switch kind.row.citing {
    case .owed: true
    case .owedUnlessOpen: !has(.open)
    case .free: false
    }
  }
}
