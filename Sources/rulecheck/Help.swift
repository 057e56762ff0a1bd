import Diagnostics

enum Help {
  static let version = "0.1.0"

  static func text(_ language: Language) -> String {
    language == .zh ? chinese : english
  }

  private static let chinese = """
    rulecheck —— 用规则文件评选，逐条说明理由

    用法
      rulecheck 规则文件 事实表…            评分、排名（同 rulecheck evaluate）
      rulecheck check 规则文件              检查规则文件，逐条指出错误
      rulecheck test 规则文件               运行规则文件里的示例
      rulecheck template 规则文件           生成空白事实表（--format text|csv|json）
      rulecheck explain 规则文件 事实表… --community 名称 [--item 3.4]
                                            说明一个小区为什么得这个分
      rulecheck sensitivity 规则文件 事实表… [--draws 10000] [--spread 20%] [--seed 1]
                                            每个权重能动多少，随机变动时名次稳不稳
      rulecheck sweep 规则文件 事实表… --over 参数 --from 值 --to 值 --step 步长 [--plot 图.svg]
                                            参数逐步变动，选出谁；求出从哪个值起变化
                                            （--over 可写两次：两个参数的各种组合）
      rulecheck help，rulecheck --version

    事实表可以是文件或文件夹：.csv .json .jsonl .txt，可以混放。

    选项
      --format text|csv|json|markdown       输出格式；sweep 还有 svg
      --output 文件                         写入文件（要么整份写好，要么不动）
      --set 参数=值                         临时改一个参数，可写多次
      --as-of 日期                          换一个基准日
      --level gates|categories|items        主表详略：逐条原则、按类别、逐条指标
      --lang zh|en|auto                     语言
      --color auto|always|never             颜色
      --no-open                             check 时不允许有待定事项

    退出码
      0 成功   1 已完成，但有示例未通过或事实表有错   2 规则文件有错   3 用法不对   4 文件读写问题

    语言的写法见 Grammar.md。

    """

  private static let english = """
    rulecheck: judges by rules files and gives the reason for every point

    Usage
      rulecheck RULES SHEETS…               score and rank (the same as rulecheck evaluate)
      rulecheck check RULES                 check a rules file and report every mistake
      rulecheck test RULES                  run the examples in a rules file
      rulecheck template RULES              write a blank fact sheet (--format text|csv|json)
      rulecheck explain RULES SHEETS… --community NAME [--item 3.4]
                                            tell why a community got its points
      rulecheck sensitivity RULES SHEETS… [--draws 10000] [--spread 20%] [--seed 1]
                                            how far each weight may move, how stable ranks are
      rulecheck sweep RULES SHEETS… --over PARAMETER --from VALUE --to VALUE --step STEP [--plot FILE.svg]
                                            who is selected at each value, and from which exact
                                            value on that changes (--over twice: combinations of two)
      rulecheck help, rulecheck --version

    SHEETS are files or folders of .csv, .json, .jsonl and .txt, in any mixture.

    Options
      --format text|csv|json|markdown       form of the output; svg too for sweep
      --output FILE                         write to a file, as a whole or not at all
      --set PARAMETER=VALUE                 change a parameter for this run; may be repeated
      --as-of DATE                          use another reference date
      --level gates|categories|items        detail of the main table
      --lang zh|en|auto                     language
      --color auto|always|never             colour
      --no-open                             check: refuse matters marked open

    Exit codes
      0 success   1 finished, but examples failed or sheets had errors   2 invalid rules   3 usage   4 files

    Grammar.md describes the language.

    """
}
