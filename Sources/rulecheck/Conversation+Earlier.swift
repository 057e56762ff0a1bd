import Reports
import Workbench

/// What earlier sessions on the same rules have left.
extension Conversation {
  /// All of them, the latest first: when, how many steps, and how they begin.
  func listEarlier() throws -> Reply {
    let earlier = try left()
    let lines = earlier.enumerated().map { place, session in
      let first = session.entries.first.map { words(of: $0).split(separator: "\n").first ?? "" } ?? ""
      return say(
        "\(place + 1)  \(session.time)，\(session.entries.count) 步，第一步：\(first)",
        "\(place + 1)  \(session.time), \(session.entries.count) steps, the first: \(first)")
    }
    let how = say(
      "接着做第 1 个：:接着 1；不要它：:丢弃 1；全不要：:丢弃 全部。", "To take up the first: :resume 1; to throw it away: :discard 1, or all.")
    return Reply(text: text.render(Report([.list(lines), .paragraph(how)])))
  }

  private func left() throws -> [Journal.Leftover] {
    guard let earlier, !earlier.isEmpty else { throw mistake("没有可以接着做的。", "There is nothing to take up.") }
    return earlier
  }

  /// The place of a session in the list, from 0.
  private func place(_ typed: String, _ count: Int) throws -> Int {
    guard let number = Int(typed), (1...count).contains(number) else {
      throw mistake(
        "没有做完的有 \(count) 次，没有“\(typed)”。:上次 列出各次。",
        "There are \(count) sessions to take up, and no “\(typed)”. :earlier lists them.")
    }
    return number - 1
  }

  /// Forgets what a session has left, or all of them.
  mutating func discard(_ operand: String) throws -> Reply {
    let earlier = try left()
    if ["全部", "all"].contains(operand) {
      self.earlier = []
      return Reply(text: say("丢弃了 \(earlier.count) 次。\n", "\(earlier.count) thrown away.\n"))
    }
    if operand.isEmpty, earlier.count > 1 {
      throw mistake(
        "丢弃哪一次？写成 :丢弃 1，或 :丢弃 全部。:上次 列出各次。", "Which one? Write :discard 1, or :discard all. :earlier lists them.")
    }
    let place = try place(operand.isEmpty ? "1" : operand, earlier.count)
    self.earlier?.remove(at: place)
    return Reply(
      text: say(
        "丢弃了 \(earlier[place].time) 的 \(earlier[place].entries.count) 步。\n",
        "\(earlier[place].entries.count) steps of \(earlier[place].time) thrown away.\n"))
  }

  /// Makes the entries of a session that has left any. Where one no longer fits, none is made, and they are kept: those
  /// behind it might mean something else without it.
  ///
  /// - Parameter operand: which of the sessions, the latest if empty; and how many of its steps, from the first, all if
  ///   nothing is said.
  mutating func resume(_ operand: String = "") throws -> Reply {
    let earlier = try left()
    let parts = operand.split(whereSeparator: \.isWhitespace).map(String.init)
    let place = try place(parts.first ?? "1", earlier.count)
    let entries = earlier[place].entries
    guard parts.count < 3, let count = parts.count < 2 ? entries.count : Int(parts[1]),
      (0...entries.count).contains(count)
    else {
      throw mistake(
        "那一次有 \(entries.count) 步。写成 :接着 \(place + 1)，或 :接着 \(place + 1) 步数 只接前几步。",
        "That session has \(entries.count) steps. Write :resume \(place + 1), or :resume \(place + 1) COUNT for the first ones."
      )
    }
    var next = self
    for (step, entry) in entries.prefix(count).enumerated() {
      let reply = next.reply { try $0.perform(entry) }
      if reply.isMistake {
        throw Reply(
          text: reply.text
            + say(
              "第 \(step + 1) 步（\(words(of: entry).trimmed)）现在做不了，一步也没有接，都还留着。改好规则后再 :接着，或者 :接着 \(place + 1) \(step) 只接前 \(step) 步，其余的不要了。\n",
              "Step \(step + 1) (\(words(of: entry).trimmed)) no longer fits; none was taken up, and all are kept. Mend the rules and :resume again, or :resume \(place + 1) \(step) takes the first \(step) and drops the others.\n"
            ), isMistake: true)
      }
    }
    self = next
    self.earlier?.remove(at: place)
    let steps = entries.prefix(count).map { "  " + words(of: $0) }.joined()
    let time = earlier[place].time
    let opening =
      place == 0
      ? say("接着上次：\(count) 步。\n", "Taken up again: \(count) steps.\n")
      : say("接着 \(time) 的：\(count) 步。\n", "Taken up again, of \(time): \(count) steps.\n")
    return Reply(text: opening + steps)
  }
}
