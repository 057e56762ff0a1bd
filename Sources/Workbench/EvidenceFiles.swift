import Diagnostics
import Evaluation
import Model

extension Workbench {
  /// The files that vouch for what communities state, looked for in a folder in which each has one of its name, and in
  /// that one for each fact with 佐证.
  ///
  /// - Parameter places: those of the sheets that are looked at; of others there is nothing.
  /// - Returns: what there is, by the place of the sheet, and what is to be said of folders that are nobody's, or that cannot
  ///   be looked into and count as empty.
  /// - Throws: where the folder of all cannot be looked into. A file in it that cannot be read counts, since it is there.
  public func evidence(
    in folder: String, of places: [Int], in outcome: Outcome
  ) throws(FileProblem) -> (folders: [Int: EvidenceFolder], diagnostics: [Diagnostic]) {
    guard let entries = try files.list(folder) else { throw .noFolder(folder) }
    let byName = Self.folders(entries)
    var reader = EvidenceReader(files: files)
    var folders: [Int: EvidenceFolder] = [:]
    for place in places {
      let sheet = outcome.table.sheets[place]
      let path = byName[Self.folderName(sheet.identity.name)]
      let inside = Self.folders(path.map { reader.entries($0) } ?? [])
      let evidence = outcome.standard.factsWithEvidence.map { fact, name in
        let found = inside[name].map { reader.contents($0) } ?? []
        return Evidence(files: found, of: fact, outcome.standard.wantedFiles(for: fact, by: sheet))
      }
      folders[place] = EvidenceFolder(path: path, evidence: evidence)
    }
    let names = outcome.table.sheets.map { Self.folderName($0.identity.name) }
    let known = Set(names)
    let strangers = byName.keys.filter { !known.contains($0) }.sorted().map { name in
      EvidenceProblem.Stranger(name: name, nearest: NearestName.of(name, among: names))
    }
    let closed = reader.closed.map { Diagnostic(EvidenceProblem.closedFolder($0.failure), at: .file($0.path)) }
    let problem = strangers.isEmpty ? nil : Diagnostic(EvidenceProblem.nobodysFolders(strangers), at: .file(folder))
    return (folders, closed + [problem].compactMap { $0 })
  }

  /// What a community's folder is called: its name, with what no folder can be called by as a low line.
  public static func folderName(_ name: String) -> String {
    String(name.map { "/\\:*?\"<>|".contains($0) ? "_" : $0 })
  }

  /// The paths of folders by name: equal to people, however the system writes it.
  private static func folders(_ entries: [FolderEntry]) -> [String: String] {
    Dictionary(
      entries.filter { $0.kind == .folder }.map { ($0.name, $0.path) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Looks into folders of files that vouch for something.
private struct EvidenceReader {
  let files: any FileAccess
  /// Folders that cannot be looked into, in the order in which they were come to.
  private(set) var closed: [(path: String, failure: FileFailure)] = []

  init(files: any FileAccess) { self.files = files }

  /// What stands in a folder.
  mutating func entries(_ path: String) -> [FolderEntry] {
    do {
      return try files.list(path) ?? []
    } catch {
      if case .unreadable(_, let failure) = error { closed.append((path, failure)) }
      return []
    }
  }

  /// What stands in a folder, each with what it holds; what no camera and no office puts there is left out.
  mutating func contents(_ path: String) -> [(name: String, content: EvidenceContent)] {
    entries(path).filter { !Self.isByTheWay($0.name) }.map { ($0.name, content($0)) }
  }

  private mutating func content(_ entry: FolderEntry) -> EvidenceContent {
    switch entry.kind {
    case .file:
      // What is too large to be read is no empty file, and hardly a copy.
      guard let bytes = try? files.read(entry.path) else { return .unread }
      return bytes.isEmpty ? .nothing : .some(Digest.sha256(bytes))
    case .folder:
      let parts = contents(entry.path).map(\.content).filter { $0 != .nothing }
      let digests = parts.compactMap { if case .some(let digest) = $0 { digest } else { nil } }
      if parts.isEmpty { return .nothing }
      return digests.count == parts.count ? .some("/" + digests.sorted().joined()) : .unread
    case .unnamed, .special: return .unread
    case .brokenLink: return .nothing
    }
  }

  /// What systems and programs leave in folders by themselves.
  private static func isByTheWay(_ name: String) -> Bool {
    ["thumbs.db", "desktop.ini"].contains(name.lowercased()) || name.hasPrefix("~$")
  }
}

/// What a file or folder holds that vouches for something.
private enum EvidenceContent: Equatable {
  case nothing
  case some(String)
  case unread
}

extension Evidence {
  fileprivate init(files: [(name: String, content: EvidenceContent)], of fact: Int, _ wanted: Int?) {
    var (found, empty): ([String], [String]) = ([], [])
    var copies: [(name: String, original: String)] = []
    var originals: [String: String] = [:]
    for (name, content) in files {
      switch content {
      case .nothing: empty.append(name)
      case .unread: found.append(name)
      case .some(let digest):
        if let original = originals[digest] {
          copies.append((name, original))
        } else {
          originals[digest] = name
          found.append(name)
        }
      }
    }
    self.init(fact: fact, wanted: wanted, found: found, empty: empty, copies: copies)
  }
}
