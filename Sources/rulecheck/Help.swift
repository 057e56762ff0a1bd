import Diagnostics

/// What the program can do, for `rulecheck help`.
enum Help {
  static let version = "0.2.0"

  /// A command or an option: how it is written, and what it does in both languages.
  private struct Entry {
    let usage: (zh: String, en: String)
    let summary: (zh: String, en: String)

    init(_ zh: String, _ en: String, _ zhSummary: String, _ enSummary: String) {
      usage = (zh, en)
      summary = (zhSummary, enSummary)
    }
  }

  static func text(_ language: Language) -> String {
    let zh = language == .zh
    func lines(_ entries: [Entry]) -> String {
      entries.map { entry in
        let usage = zh ? entry.usage.zh : entry.usage.en
        let summary = zh ? entry.summary.zh : entry.summary.en
        let width = DisplayWidth.of(usage)
        let filler = width < 38 ? String(repeating: " ", count: 38 - width) : "\n" + String(repeating: " ", count: 40)
        return "  " + usage + filler + summary + "\n"
      }.joined()
    }
    let parts = [
      zh ? "rulecheck：用规则文件评选，逐条说明理由\n" : "rulecheck: judges by rules files and gives the reason for every point\n",
      (zh ? "用法\n" : "Usage\n") + lines(commands),
      zh
        ? "事实表可以是文件或文件夹：.csv .json .jsonl .txt，可以混放。\n"
        : "SHEETS are files or folders of .csv, .json, .jsonl and .txt, in any mixture.\n",
      (zh ? "选项\n" : "Options\n") + lines(options),
      zh
        ? "退出码\n  0 成功   1 已完成，但有示例未通过、事实表有错或查出了问题   2 规则文件有错   3 用法不对   4 文件读写问题\n"
        : "Exit codes\n  0 success   1 finished with findings: examples failed, sheets had errors   2 invalid rules   3 usage   4 files\n",
      zh ? "语言的写法见 Grammar.md。\n" : "Grammar.md describes the language.\n",
    ]
    return parts.joined(separator: "\n")
  }

  private static let commands = [
    Entry("rulecheck 规则 事实表…", "rulecheck RULES SHEETS…", "评分、排名（同 evaluate）", "score and rank (the same as evaluate)"),
    Entry(
      "rulecheck check 规则", "rulecheck check RULES", "检查规则文件，逐条指出错误", "check a rules file and report every mistake"),
    Entry("rulecheck test 规则", "rulecheck test RULES", "运行规则文件里的示例", "run the examples in a rules file"),
    Entry(
      "rulecheck template 规则", "rulecheck template RULES", "生成空白事实表；csv 的记录另写附表",
      "write a blank fact sheet; csv has companion tables for records"),
    Entry(
      "rulecheck explain 规则 事实表… --community 名称 [--item 3.4]",
      "rulecheck explain RULES SHEETS… --community NAME [--item 3.4]", "说明一个小区为什么得这个分",
      "tell why a community got its points"),
    Entry(
      "rulecheck show 规则 [--origin]", "rulecheck show RULES [--origin]", "继承之后的整份标准，各处出自哪里",
      "the standard after inheritance, and what set each value"),
    Entry(
      "rulecheck chain 规则… --sheets 事实表…", "rulecheck chain RULES… --sheets SHEETS…", "逐级评选：下一级推荐谁，上一级评谁",
      "level by level: whom one recommends, the next one judges"),
    Entry(
      "rulecheck compare 规则甲 规则乙 [事实表…]", "rulecheck compare A B [SHEETS…]", "两份标准的差别，和每个变化的起因",
      "how two standards differ, and what caused each change"),
    Entry(
      "rulecheck whatif 规则 事实表… --amend 改动", "rulecheck whatif RULES SHEETS… --amend CLAUSE", "试一处改动的影响",
      "the effect of an amendment"),
    Entry("rulecheck repl 规则 [事实表…]", "rulecheck repl RULES [SHEETS…]", "边改边看", "try amendments in a conversation"),
    Entry("rulecheck fmt [--check] 规则…", "rulecheck fmt [--check] RULES…", "统一排版", "one canonical layout"),
    Entry(
      "rulecheck trace 规则 --source 通知.txt", "rulecheck trace RULES --source NOTICE.txt", "规则的出处和通知原文对上了没有",
      "hold the citations against the notice"),
    Entry(
      "rulecheck path 规则 事实表… --community 名称 [--to 目标]", "rulecheck path RULES SHEETS… --community NAME [--to GOAL]",
      "最少改哪几项事实能达到目标：selected（默认）、名次如 3、等级名",
      "the fewest changes of facts that reach a goal: selected (default), a rank such as 3, or a grade"),
    Entry(
      "rulecheck sensitivity 规则 事实表…", "rulecheck sensitivity RULES SHEETS…", "每个权重能动多少，随机变动时名次稳不稳",
      "how far each weight may move, how stable ranks are"),
    Entry(
      "rulecheck sweep 规则 事实表… --over 参数 --from 值 --to 值 --step 步长",
      "rulecheck sweep RULES SHEETS… --over PARAMETER --from VALUE --to VALUE --step STEP",
      "参数逐步变动，选出谁，从哪个确切的值起变化；--over 写两次看两个参数的组合",
      "who is selected as a parameter moves, and from which exact value on; --over twice for two"),
    Entry("rulecheck help，rulecheck --version", "rulecheck help, rulecheck --version", "", ""),
  ]

  private static let options = [
    Entry(
      "--format text|csv|json|markdown", "--format text|csv|json|markdown", "输出格式；sweep 还有 svg",
      "form of the output; svg too for sweep"),
    Entry("--output 文件", "--output FILE", "写入文件（要么整份写好，要么不动）", "write to a file, as a whole or not at all"),
    Entry("--set 参数=值", "--set PARAMETER=VALUE", "临时改一个参数，可写多次", "change a parameter for this run; may be repeated"),
    Entry("--as-of 日期", "--as-of DATE", "换一个基准日", "use another reference date"),
    Entry(
      "--amend 改动，--amend-file 文件", "--amend CLAUSE, --amend-file FILE", "whatif 要试的改动，可写多次",
      "whatif: what to try; may be repeated"),
    Entry(
      "--level gates|categories|items", "--level gates|categories|items", "主表详略：逐条原则、按类别、逐条指标",
      "detail of the main table"),
    Entry("--keywords zh|en", "--keywords zh|en", "fmt 时连关键字一起换成这种语言", "fmt: spell keywords in this language"),
    Entry(
      "--update [--no-wording]", "--update [--no-wording]", "trace 时把指纹记进规则文件",
      "trace: record fingerprints in the rules file"),
    Entry(
      "--draws 10000 --spread 20% --seed 1", "--draws 10000 --spread 20% --seed 1", "sensitivity 抽多少次、幅度、种子",
      "sensitivity: draws, their spread, their seed"),
    Entry("--plot 图.svg", "--plot FILE.svg", "sweep 另画一张图", "sweep: draw it as well"),
    Entry("--resume", "--resume", "repl 接着上次没做完的", "repl: go on with the last session"),
    Entry("--no-open", "--no-open", "check 时不允许有待定事项", "check: refuse matters marked open"),
    Entry("--lang zh|en|auto", "--lang zh|en|auto", "语言", "language"),
    Entry("--color auto|always|never", "--color auto|always|never", "颜色", "colour"),
  ]
}
