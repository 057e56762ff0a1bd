import Diagnostics
import Model
import Planning
import Quantities
import Reports
import Sheets
import Syntax
import Translation

/// A form for one sheet: a page that asks for every fact of a standard, judges the answers as they are given, and saves
/// them as a sheet. Everything in it is made from the standard.
public struct FormPage {
  private let standard: Standard
  private let words: FormWords
  private let questions: FormQuestions
  private let results: FormResults
  private let data: FormData
  private let plan: ScriptPlan

  /// - Parameters:
  ///   - outline: of that standard, in effect: what its clauses say in the words of the file.
  ///   - digest: of the standard; drafts are kept under it.
  /// - Throws: ``Planning/PlanProblem/tooLarge``.
  public init(_ standard: Standard, _ outline: Outline, digest: String, language: Language) throws(PlanProblem) {
    self.standard = standard
    words = FormWords(language: language)
    let guide = QuestionGuide(standard, outline, language: language)
    let judged = guide.judged
    questions = FormQuestions(standard, guide, judged, words)
    results = FormResults(standard, guide, judged, words)
    data = FormData(standard, guide, judged, words, digest: digest)
    plan = try ScriptPlan(standard)
  }

  private func say(_ chinese: String, _ english: String) -> String { words.say(chinese, english) }

  /// All of the file.
  public var text: String {
    Page(
      title: standard.title + say(" 自评表", ": self-assessment"), language: words.language,
      styles: [PackageResources.form_css],
      scripts: [
        Array(ScriptEngine.source.utf8), PackageResources.values_js, PackageResources.sheet_js,
        PackageResources.advice_js, PackageResources.form_js,
      ],
      parts: [skip, header, .element("div", ["class": "form"], [questions.navigation, main, results.aside]), bar]
        + [.data(data.json, id: "form-data"), .data(plan.json.compactText, id: "plan")]
    ).text
  }

  private var skip: HTML {
    .element("a", ["class": "skip", "href": "#questions"], say("跳到题目", "Skip to the questions"))
  }

  private var header: HTML {
    let stated = Labels(language: words.language).basis(standard)
    let basis = stated.isEmpty ? [] : [HTML.element("p", ["class": "basis"], say("依据：", "Basis: ") + stated)]
    return .element(
      "header", [:],
      [.element("h1", [:], standard.title + say(" 自评表", ": self-assessment"))] + basis + [
        .element(
          "p", [:],
          say(
            "知道多少填多少，边填边算。不知道的不用填：不知道不等于“否”。填的内容只留在这台设备上，不会发给任何人。",
            "Fill in what you know; it is judged as you go. Leave the rest: not known is not “no”. What you fill in stays on this device and is sent to nobody."
          )),
        .element(
          "noscript", [:],
          [
            .element(
              "p", ["class": "warning"],
              say(
                "这个浏览器没有运行脚本：题目可以看、可以打印，但是不能边填边算，不能添加记录，也不能保存。",
                "Scripts do not run in this browser: the questions can be read and printed, but nothing is judged, records cannot be added, and nothing can be saved."
              ))
          ]), tools,
        .element("p", ["id": "status", "class": "status", "role": "status"], ""),
        .element("div", ["id": "problems", "class": "problems", "tabindex": "-1", "hidden": ""]),
      ])
  }

  /// What can be done with the whole form. Nothing of it does anything without scripts.
  private var tools: HTML {
    func button(_ id: String, _ text: String) -> HTML { .element("button", ["type": "button", "id": id], text) }
    return .element(
      "div", ["class": "tools scripted", "role": "group", "aria-label": say("文件", "File"), "hidden": ""],
      [
        .element(
          "button", ["type": "button", "id": "save", "class": "save", "aria-keyshortcuts": "Control+S"],
          say("保存事实表", "Save fact sheet")),
        .element(
          "label", ["class": "button"],
          [
            .text(say("打开事实表", "Open fact sheet")),
            .element("input", ["type": "file", "id": "open", "accept": ".json,.jsonl,application/json"]),
          ]), button("print", say("打印", "Print")), button("discard", say("清空并删除草稿", "Clear, and delete the draft")),
      ])
  }

  private var main: HTML {
    .element(
      "main", ["id": "questions", "tabindex": "-1"],
      [.element("form", ["id": "form", "novalidate": "", "autocomplete": "off"], questions.sections), end])
  }

  /// Whoever has come to the end need not go back for what is done then.
  private var end: HTML {
    .element(
      "p", ["class": "tools scripted", "hidden": ""],
      [
        .element(
          "button", ["type": "button", "class": "save", "aria-keyshortcuts": "Control+S"],
          say("保存事实表（Ctrl+S）", "Save fact sheet (Ctrl+S)")),
        .element("a", ["class": "button", "href": "#results"], say("看结果", "Results")),
      ])
  }

  /// What the answers come to, in a line that stays in sight.
  private var bar: HTML {
    .element(
      "footer", ["id": "bar", "class": "bar scripted", "hidden": ""],
      [
        .element("p", ["id": "summary"], ""),
        .element("a", ["href": "#results"], say("看结果", "Results")),
        .element("p", ["id": "announcement", "class": "hidden", "role": "status"], ""),
      ])
  }
}
