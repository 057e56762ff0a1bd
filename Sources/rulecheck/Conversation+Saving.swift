import Diagnostics
import Model
import Reports
import Workbench

/// What stays of a conversation.
extension Conversation {
  /// Of what is there now. A disk of its own reads it: what has been read is never written over.
  func digest(_ path: String) -> String? { (try? Disk().read(path)).map(Digest.sha256) }

  func quit() -> Reply {
    guard unsaved, !session.entries.isEmpty else { return Reply(ends: true) }
    let kept = earlier == nil ? "" : say("；下次输入 :接着 可以接着做", "; :resume goes on with them next time")
    let what =
      session.amendments.isEmpty
      ? say("假设的事实不保存", "Facts that were supposed are not saved") : say("改动没有保存", "The amendments are not saved")
    return Reply(text: what + kept + say("。", ".") + "\n", ends: true)
  }

  /// What keeps the amendments from being saved as a variant, though they can be tried: a lock, say. Nil for nothing.
  var unsavable: String? {
    guard !session.amendments.isEmpty else { return nil }
    let problems: [any Problem]
    do {
      problems = try workbench.variant(of: session, from: rules).diagnostics
        .filter { Checker.Tolerance.weights.isBroken(by: $0) }.map(\.problem)
    } catch {
      problems = [error]
    }
    if problems.isEmpty { return nil }
    let sentences = problems.prefix(3).map { $0.wording(language).sentence }.joined(separator: say("", " "))
    return text.render(
      Report([.paragraph(say("照此试算，但存不成继承的标准：", "Tried all the same, but no variant may say so: ") + sentences)]))
  }

  /// A path as people type it: with quotation marks around it, or from the home folder on.
  private func path(_ typed: String) -> String {
    let bare = Self.unquoted(typed)
    guard bare == "~" || bare.hasPrefix("~/"), let home = Environment["HOME"] else { return bare }
    return home + bare.dropFirst()
  }

  /// What somebody else has written to a file is not this session's to replace unasked.
  mutating func permit(_ path: String) throws {
    let file = workbench.files.absolute(path)
    let isOwn = written[file] != nil && written[file] == digest(path)
    guard !isOwn, overwriting.confirmed != file, workbench.files.exists(path) else { return }
    overwriting.asked = file
    throw mistake(
      "已经有 \(path)。再输入一遍就覆盖它，或换一个文件名。", "\(path) is there already. Say so again to replace it, or take another name.")
  }

  mutating func save(_ typed: String) throws -> Reply {
    let name = path(typed)
    if name.hasSuffix("/") || workbench.files.isFolder(name) {
      throw mistake(
        "\(name) 是文件夹，再写上文件名，例如 :保存 \(name.hasSuffix("/") ? name : name + "/")改动.rules。",
        "\(name) is a folder; add a name, such as :save \(name.hasSuffix("/") ? name : name + "/")amended.rules.")
    }
    if let slash = name.lastIndex(of: "/"), slash > name.startIndex, !workbench.files.isFolder(String(name[..<slash])) {
      throw mistake("没有文件夹 \(name[..<slash])。", "There is no folder \(name[..<slash]).")
    }
    let hasEnding = name.split(separator: "/").last?.contains(".") ?? false
    let path = name.isEmpty || hasEnding ? name : name + ".rules"
    guard !path.isEmpty else { throw mistake("写成 :保存 文件名.rules。", "Write :save FILE.rules.") }
    guard path.lowercased().hasSuffix(".rules") else {
      throw mistake("规则文件名以 .rules 结尾：“\(path)”不行。", "The name of a rules file ends in .rules; “\(path)” does not.")
    }
    guard !session.amendments.isEmpty else { throw mistake("还没有改动可以保存。", "There are no amendments to save.") }
    let file = workbench.files.absolute(path)
    if file == workbench.files.absolute(rules) {
      throw mistake(
        "\(path) 是这次改动所继承的，不能存回它自己。换一个文件名。",
        "\(path) is what the amendments inherit from; save them to another file.")
    }
    try permit(path)
    let isSaved: Bool
    do throws(Session.Refusal) {
      isSaved = try workbench.save(session, from: rules, to: path)
    } catch {
      let isTooFar = error.diagnostics.contains { $0.problem.code == "M516" }
      if !isTooFar { throw error }
      let folder = rules.lastIndex(of: "/").map { String(rules[...$0]) } ?? ""
      let name = path.split(separator: "/").last ?? ""
      throw mistake(
        "存在那里就找不到所继承的 \(rules) 了：要存在它的文件夹、上一级，或这两级下面，例如 :保存 \(folder)\(name)。",
        "From there \(rules), which is inherited, would not be found: save it in that folder, the one above or below these, such as :save \(folder)\(name)"
      )
    }
    guard isSaved else {
      throw mistake(
        "存下来的标准与现在的不一致，没有写入。", "What would be saved is not the same standard as now; nothing was written.")
    }
    unsaved = false
    written[file] = digest(path)
    var text = say("已存入 \(path)，继承 \(rules)。\n", "Saved to \(path), inheriting \(rules).\n")
    if session.unfinished != nil { text += say("分值尚未配平，改好之前不能用来评选。\n", "Its weights do not add up yet.\n") }
    if session.entries.count > session.amendments.count {
      text += say("假设的事实不在其中。\n", "Facts that were supposed are not part of it.\n")
    }
    return Reply(text: text)
  }
}
