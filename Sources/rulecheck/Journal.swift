import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What has been tried in a conversation, on the disk as it goes, so that a session that was killed can be taken up
/// again. Readable by its owner only.
///
/// Each session writes a file of its own and holds a lock on it, which ends with the process: what is locked belongs to
/// a session that goes on, all else is left over.
struct Journal {
  /// What a session has left.
  struct Leftover {
    let entries: [Session.Entry]
    /// When its last step was made: `2026-11-26 18:30`.
    let time: String
    fileprivate let path: String

    func isSame(as other: Leftover) -> Bool { path == other.path }
  }

  private let folder: String
  /// How the journals of this rules file begin.
  private let prefix: String
  private let path: String
  /// Holds the lock; nil as long as there is nothing to keep.
  private var held: Descriptor?

  /// So many that nobody takes up are kept.
  private static let limit = 8

  /// - Parameter rules: the rules file of the conversation.
  /// - Returns: nil where nobody is at home: a folder that others share is no place for it.
  init?(rules: String, _ disk: Disk) {
    let home = Environment["HOME"].map { $0 + "/.local/state" }
    guard let state = Environment["XDG_STATE_HOME"] ?? home, state.hasPrefix("/") else { return nil }
    folder = state + "/rulecheck"
    prefix = String(Digest.sha256(disk.absolute(rules).utf8).prefix(16))
    path = "\(folder)/\(prefix)-\(String(UInt32.random(in: .min ... .max), radix: 16)).journal"
  }

  /// The file that keeps what was typed in all conversations.
  var historyPath: String { folder + "/history" }

  /// Makes the folder for it, if there is none yet.
  func prepare(_ disk: Disk) throws(FileProblem) { try disk.makeFolder(folder, mode: 0o700) }

  /// What sessions that are over have left, the latest first; lines that cannot be read are passed over. The oldest of
  /// many are forgotten.
  func leftovers(_ disk: Disk) throws(FileProblem) -> [Leftover] {
    guard let listed = try disk.list(folder) else { return [] }
    var found: [(time: timespec, leftover: Leftover)] = []
    for path in listed.map(\.path) where path.hasPrefix("\(folder)/\(prefix)") && path.hasSuffix(".journal") {
      guard let time = Self.timeIfFree(path) else { continue }
      let entries = try disk.read(path).split(separator: UInt8(ascii: "\n")).compactMap {
        String(validating: $0, as: UTF8.self).flatMap(Self.entry)
      }
      if !entries.isEmpty {
        found.append((time, Leftover(entries: entries, time: time.local, path: path)))
      }
    }
    found.sort { ($0.time.tv_sec, $0.time.tv_nsec) > ($1.time.tv_sec, $1.time.tv_nsec) }
    for old in found.dropFirst(Self.limit) { unlink(old.leftover.path) }
    return found.prefix(Self.limit).map(\.leftover)
  }

  /// When a file was written, unless a session holds it.
  private static func timeIfFree(_ path: String) -> timespec? {
    let file: Descriptor
    do throws(FileFailure) {
      file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    } catch {
      // Why not is told when it is read; what has been taken up meanwhile is nobody's.
      return error == .notFound ? nil : timespec()
    }
    defer { file.close() }
    guard let status = file.status, flock(file.number, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return status.written
  }

  /// Replaces the journal of this session as a whole; without entries there is none.
  mutating func write(_ entries: [Session.Entry]) throws(FileProblem) {
    let before = held
    held = nil
    defer { before?.close() }
    if entries.isEmpty {
      unlink(path)
    } else {
      let text = entries.map { Self.line($0) + "\n" }.joined()
      held = try Replacement.hold(Array(text.utf8), at: try Replacement.Target(path), mode: 0o600)
    }
  }

  /// Forgets what has been taken up; its entries are then those of this session.
  func forget(_ leftover: Leftover) { unlink(leftover.path) }

  // MARK: Lines

  private static func line(_ entry: Session.Entry) -> String {
    let parts =
      switch entry {
      case .amendment(let text): ["amendment", text]
      case .fact(let community, let fact, let value): ["fact", community, fact, value]
      }
    return parts.map(escaped).joined(separator: "\t")
  }

  private static func entry(_ line: String) -> Session.Entry? {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { plain(String($0)) }
    switch (parts.first, parts.count) {
    case ("amendment", 2): return .amendment(parts[1])
    case ("fact", 4): return .fact(community: parts[1], fact: parts[2], value: parts[3])
    default: return nil
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
      .replacing("\r", with: "\\r")
  }

  private static func plain(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character == "t" ? "\t" : character == "r" ? "\r" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

extension timespec {
  /// Day and minute where the program runs.
  fileprivate var local: String {
    var (seconds, parts) = (tv_sec, tm())
    localtime_r(&seconds, &parts)
    func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map(padded).joined(separator: "-")
    return day + " " + padded(parts.tm_hour) + ":" + padded(parts.tm_min)
  }
}

extension stat {
  fileprivate var written: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
