import Workbench

/// What stays of a conversation.
extension Conversation {
  func quit() -> Reply {
    guard unsaved, !session.amendments.isEmpty else { return Reply(ends: true) }
    let kept = earlier == nil ? "" : say("；下次输入 :接着 可以接着做", "; :resume goes on with them next time")
    return Reply(text: say("改动没有保存", "The amendments are not saved") + kept + say("。", ".") + "\n", ends: true)
  }

  mutating func save(_ name: String) throws -> Reply {
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
    if !written.contains(file), overwriting.confirmed != file, workbench.files.exists(path) {
      overwriting.asked = file
      throw mistake(
        "已经有 \(path)。再输入一遍就覆盖它，或换一个文件名。",
        "\(path) is there already. Say so again to replace it, or take another name.")
    }
    guard try workbench.save(session, from: rules, to: path) else {
      throw mistake(
        "存下来的标准与现在的不一致，没有写入。", "What would be saved is not the same standard as now; nothing was written.")
    }
    unsaved = false
    written.insert(file)
    var text = say("已存入 \(path)，继承 \(rules)。\n", "Saved to \(path), inheriting \(rules).\n")
    if session.unfinished != nil { text += say("分值尚未配平，改好之前不能用来评选。\n", "Its weights do not add up yet.\n") }
    if session.entries.count > session.amendments.count {
      text += say("假设的事实不在其中。\n", "Facts that were supposed are not part of it.\n")
    }
    return Reply(text: text)
  }
}
