import Diagnostics
import Model
import Notices
import Sheets
import Syntax

extension Workbench {
  /// The text of a notice, in UTF-8 or GB18030, taken apart.
  public func notice(_ path: String) throws(FileProblem) -> Notice {
    let bytes = try files.read(path)
    guard bytes.count <= Notice.sizeLimit else { throw .tooLarge(path, limit: Notice.sizeLimit) }
    switch TextDecoding.decode(bytes) {
    case .success(let text): return Notice(text)
    case .failure: throw .unreadable(path, .noText)
    }
  }

  /// How the citations of a standard fit a notice.
  public static func trace(_ loaded: Loaded, against notice: Notice) -> Coverage {
    let removals = loaded.outline.removals.compactMap { removal in
      removal.clause.text(of: .source).map { citation in
        let amendment = removal.amendment
        let line = loaded.sources.line(of: amendment.head)
        return Coverage.Removal(
          name: "\(line) 删除 \(amendment.kind.chinese) \(amendment.pathText)", citation: citation)
      }
    }
    return Coverage(notice, loaded.outline.citingRules, removals: removals, digest: fingerprint) {
      NearestName.of($0, among: $1, keepsSense: false)
    }
  }

  /// Records the fingerprints of all citations that stand in the file itself, each on a line below its 出处.
  ///
  /// - Parameter wording: whether to record the wording as well, so that a later change can be shown.
  /// - Returns: how many were written; nil where the file would no longer say what it said, and stays as it is.
  public func recordFingerprints(
    _ loaded: Loaded, from notice: Notice, wording: Bool
  ) throws(FileProblem) -> Int? {
    let file = loaded.file
    var edits: [(range: SourceRange, text: String)] = []
    for clause in loaded.outline.clauses {
      guard let source = clause.fields.first(where: { $0.keyword == .source }), loaded.sources.isInMain(source.range),
        case .text(let citation, _) = source.body, let words = notice.wording(of: citation.text)
      else { continue }
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
    try files.rewrite(file.name, with: bytes)
    return edits.count
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
  /// The clauses that cite, or should cite, the notice.
  fileprivate var citingRules: [Coverage.Rule] {
    keyed.compactMap { key, clause in
      let citation = clause.text(of: .source)
      guard citation != nil || clause.mustCite else { return nil }
      var recorded: (String, String?)?
      for field in clause.fields {
        if case .fingerprint(let digest, let wording) = field.body { recorded = (digest.text, wording?.text) }
      }
      return Coverage.Rule(
        name: "\(clause.kind.chinese) \(clause.kind.row.identity == .path ? key.name : clause.pathText)",
        citation: citation,
        needsCitation: clause.mustCite, recorded: recorded)
    }
  }
}

extension Clause {
  /// Whether the clause carries out something that the notice says, and has to tell what.
  fileprivate var mustCite: Bool {
    switch kind.row.citing {
    case .owed: true
    case .owedUnlessOpen: !has(.open)
    case .free: false
    }
  }
}
