import Diagnostics
import Syntax

/// Which of the standards in a chain of inheritance go by which notice.
///
/// A standard whose 依据 has another number than that above it has a notice of its own; another goes by that of the
/// standard it inherits from. A citation is one of the notice by which the file goes that it stands in.
public struct NoticeOwners: Sendable {
  /// The names of the standards with a notice of their own, the nearest to the file asked for first.
  public let owners: [String]
  private let ownerOfFile: [String: Int]
  private let ownerOfName: [String: Int]

  /// - Parameter sources: each file before those from which it inherits.
  init(_ sources: SourceMap) {
    let standards = sources.files.map { file in
      Parser.outline(of: file).outline.clauses.first { $0.kind == .standard }
    }
    let numbers = standards.map { $0.flatMap(Self.number) }
    var owners: [String] = []
    var files: [String: Int] = [:]
    var names: [String: Int] = [:]
    for (place, file) in sources.files.enumerated() {
      files[file.name] = owners.count
      let standard = standards[place]
      for name in [standard?.name?.text, standard?.alias?.text].compactMap({ $0 }) where names[name] == nil {
        names[name] = owners.count
      }
      let above = numbers[(place + 1)...].firstNonNil { $0 }
      let isOwn = numbers[place].map { $0 != above } ?? false
      if isOwn || place == standards.count - 1 { owners.append(standard?.name?.text ?? "") }
    }
    (self.owners, ownerOfFile, ownerOfName) = (owners, files, names)
  }

  /// The owner of the notice by which a standard goes, by its name or alias; nil where none of the chain is called so.
  public func owner(called name: String) -> Int? { ownerOfName[name] }

  func owner(of range: SourceRange, in sources: SourceMap) -> Int { ownerOfFile[sources.file(of: range).name] ?? 0 }

  /// What a document is filed under, `某局〔2026〕1号`, or all that is said of it.
  private static func number(_ standard: Clause) -> String? {
    for field in standard.fields where field.keyword == .basis {
      guard case .text(let basis, _) = field.body else { continue }
      let end = basis.text.firstIndex(of: "号")
      return end.map { String(basis.text[...$0]) } ?? basis.text
    }
    return nil
  }
}

extension Workbench.Loaded {
  /// Which standards have notices of their own.
  public var noticeOwners: NoticeOwners { NoticeOwners(sources) }
}
