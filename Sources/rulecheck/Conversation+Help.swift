import Diagnostics

extension Conversation {
  var help: String {
    let intro = say(
      """
      输入三种内容：
        表达式      算给当前小区看，例如  物业费收费率 不低于 95%
        规则语言    改动标准，例如  修改 参数 名额 5 个
                    或者  删除 指标 物业服务.11
        命令        以冒号开头：

      """,
      """
      Type one of three things:
        an expression   worked out for the current community
        clauses         to amend the standard, such as  amend parameter quota 5
        a command       beginning with a colon:

      """)
    let lines = ReplCommand.allCases.map { command -> String in
      let own = [command.chinese, command.english]
      let names = (language == .zh ? own : own.reversed()).map { ":\($0)" } + [command.row.operands(language)]
      let opening = names.joined(separator: " ")
      let filler = String(repeating: " ", count: max(1, 32 - DisplayWidth.of(opening)))
      return "  " + opening + filler + command.row.summary(language) + "\n"
    }
    return intro + lines.joined()
  }
}
