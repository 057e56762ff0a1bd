import Syntax

/// What people write where the language has other words: each phrase turns a line into what may have been meant. None is
/// trusted: what comes out is tried in the file before it is proposed (``Corrector``).
struct Phrasing {
  /// A line with a change, if there is something to change.
  typealias Phrase = (Substring) -> String?

  /// Signs and words that mean nothing else: all of them are changed together.
  private let certain: [Phrase]
  /// What may mean this or that: tried one after the other, on top of the certain ones.
  private let possible: [Phrase]

  init() {
    certain = Self.signs + Self.comparisons + Self.dates + Self.words
    possible = Self.intervals + Self.openings + Self.points + Self.conditions + Self.outcomes + Self.amendments
  }

  /// Other ways to write a line, the likeliest first. Texts in quotes and comments stay as they are.
  func alternatives(to line: String) -> [String] {
    let quoted = QuotedLine(line)
    var plain = quoted.masked
    for phrase in certain { plain = phrase(plain[...]) ?? plain }
    var masked = [plain]
    for phrase in possible {
      for start in [plain, quoted.masked] {
        if let changed = phrase(start[...]), !masked.contains(changed) { masked.append(changed) }
      }
    }
    return masked.map(quoted.unmasked).filter { $0 != line }
  }

  /// Every place of a pattern, changed.
  private static func every<Output>(
    _ pattern: Regex<Output>, _ make: @escaping (Regex<Output>.Match) -> String
  ) -> Phrase {
    { line in
      line.firstMatch(of: pattern) == nil ? nil : String(line.replacing(pattern) { make($0) })
    }
  }

  // MARK: Signs

  private static var signs: [Phrase] {
    [
      every(/≧|＞＝|=>|> =|＝＞/) { _ in "≥" }, every(/≦|＜＝|=<|< =|＝＜/) { _ in "≤" }, every(/==|＝＝/) { _ in "=" },
      every(/<>|＜＞/) { _ in "≠" },
      every(/百分之\s*([0-9]+(?:\.[0-9]+)?)/) { "\($0.1)%" }, every(/([0-9]+(?:\.[0-9]+)?)\s*个百分点/) { "\($0.1)%" },
      every(/个百分点/) { _ in "1%" }, every(/百分之([一二两三四五六七八九十]+)/) { "\(numeral($0.1))%" },
      every(/([一二三四五六七八九十]+)[%％]/) { "\(numeral($0.1))%" },
      every(/前\s*([一二两三四五六七八九十]+)\s*([个名家户位])/) { "前 \(numeral($0.1)) \($0.2)" },
    ]
  }

  /// 二十三 → 23; up to 99.
  private static func numeral(_ text: Substring) -> Int {
    let digits: [Character: Int] = [
      "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    let parts = text.split(separator: "十", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return text.first.flatMap { digits[$0] } ?? 0 }
    return (parts[0].first.flatMap { digits[$0] } ?? 1) * 10 + (parts[1].first.flatMap { digits[$0] } ?? 0)
  }

  private static var dates: [Phrase] {
    [
      every(/([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*号/) { "\($0.1)年\($0.2)月\($0.3)日" },
      every(/(^|[^0-9.])([0-9]{4})[\/.]([0-9]{1,2})[\/.]([0-9]{1,2})(?![0-9.])/) { "\($0.1)\($0.2)-\($0.3)-\($0.4)" },
    ]
  }

  // MARK: Words

  private static var comparisons: [Phrase] {
    [
      every(/\s*(?:大于或?等于|不能低于|不得低于|不应低于|不应少于|不得少于|不能少于|至少为|至少要?有?|起码|greater than or equal to|no less than)\s*/) { _ in
        " 不低于 "
      },
      every(/\s*(?:小于或?等于|不得超过|不能超过|不应超过|不得高于|不能高于|至多|less than or equal to)\s*/) { _ in " 不超过 " },
      every(/\s*(?:未达到|没有达到|没达到|达不到|不满)\s*(?=[0-9])/) { _ in " 低于 " },
      every(/\s*(?:未超过|没有超过|没超过)\s*(?=[0-9])/) { _ in " 不超过 " },
      every(/\s*(?:不是|不为)\s*(?=[“"])/) { _ in " ≠ " },
      every(/(不低于|不少于|达到|达|≥|超过)\s*([0-9]+(?:\.[0-9]+)?\s*[^\s0-9（(，,。以及]*?)\s*(?:及|或)?以上/) {
        "\($0.1) \($0.2)"
      },
      every(
        /\s*(?:在|达到|达|为|是)?\s*([0-9]+(?:\.[0-9]+)?\s*[^\s0-9（(，,。以及]*?)\s*(?:[（(]含[）)]\s*)?(?:及|或)?以上(?:[（(]含本数[）)]|[（(]含[）)])?/
      ) {
        " 不低于 \($0.1)"
      },
      every(
        /\s*(?:在|为|是)?\s*([0-9]+(?:\.[0-9]+)?\s*[^\s0-9（(，,。以及]*?)\s*(?:[（(]含[）)]\s*)?(?:及|或)?以[下内](?:[（(]含本数[）)]|[（(]含[）)])?/
      ) {
        " 不超过 \($0.1)"
      },
    ]
  }

  private static var words: [Phrase] {
    [
      every(/(?:[，,]\s*|\s+)(?:并且|而且|同时|以及)\s+/) { _ in " 且 " },
      every(/\s+(?:和|及|与|and also)\s+/) { _ in " 且 " }, every(/\s+(?:或者|要么)\s+/) { _ in " 或 " },
      every(/([，,]\s*)?\s(?:如果|假如|若是|倘若)\s/) { _ in " 当 " }, every(/[，,]\s*当\s/) { _ in " 当 " },
      every(/(当\s.*\S)\s*(?:的时候|时)$/) { String($0.1) },
      every(/(?:从|由)?(?:高到低|大到小|多到少)(?:排序|排列)?|降序/) { _ in "由高到低" },
      every(/(?:从|由)?(?:低到高|小到大|少到多)(?:排序|排列)?|升序/) { _ in "由低到高" },
      every(/四舍五入到|四舍五入至/) { _ in "四舍五入" },
      every(/(^|\s)(?:不予[评计记]分|不[评记]分)(?=\s|$)/) { "\($0.1)不计分" },
      every(/(^|\s)(?:not|no)[ _](?:scored|score)(?=\s|$)/) { "\($0.1)unscored" },
      every(/=\s*(?:是的|有的|有|对|真|true|TRUE|√)(?=\s|$|，)/) { _ in "= 是" },
      every(/=\s*(?:不是|没有|无|错|假|false|FALSE|×)(?=\s|$|，)/) { _ in "= 否" },
      every(/([^\s“”"]+)\s+(?:不得分|不给分|得零分|计零分|零分)$/) { "\($0.1) 0 分" },
    ]
  }

  private static var intervals: [Phrase] {
    [
      every(
        /\s*(?:属于|在|介于|处于|为|是)?\s*([0-9]+(?:\.[0-9]+)?)\s*([^\s0-9\-—–~～至到和，,]*)\s*(?:-|—|–|~|～|至|到|和)\s*([0-9]+(?:\.[0-9]+)?)\s*([^\s0-9，,之]*)\s*(?:之间|之内)?/
      ) { match in
        let unit = match.2.isEmpty ? match.4 : match.2
        return " 属于 [\(match.1)\(spaced(unit))，\(match.3)\(spaced(match.4.isEmpty ? unit : match.4))]"
      },
      every(/\bbetween\s+(\S+(?:\s+[a-z]+)?)\s+and\s+(\S+(?:\s+[a-z]+)?)/) { "in [\($0.1), \($0.2)]" },
    ]
  }

  private static func spaced(_ unit: Substring) -> String {
    unit.isEmpty || unit == "%" || unit == "％" ? String(unit) : " " + unit
  }

  // MARK: Lines

  private static let numbered = "原则|要件|否决|提醒|指标"

  private static var openings: [Phrase] {
    [
      // 原则：1 …, 总分：100 分.
      every(/^(\s*[^\s“”"：:]+)\s*[：:]\s*/) { "\($0.1) " },
      every(/[：:]\s*(?=[“"])/) { _ in " " },
      every(/(分值|总分|得分|满分|范围|缺省|说明|出处)\s*[：:]\s*/) { "\($0.1) " },
      every(/^(\s*(?:原则|要件|否决|提醒|指标))\s*第?([一二三四五六七八九十]+)[条项]?(?=[\s“"：:、]|$)[：:、\s]*/) {
        "\($0.1) \(numeral($0.2)) "
      },
      every(/^(\s*(?:原则|要件|否决|提醒|指标))\s*([^\s“”"：:、.．]+)\s*[：:、.．]\s*(?=[“"])/) { "\($0.1) \($0.2) " },
      every(/^(\s*(?:原则|要件|否决|提醒|指标)\s+[^\s“”"]+)\s+([^\s“”"]+)/) { "\($0.1) “\($0.2)”" },
      every(/^(\s*(?:修改\s+)?(?:指标|类别|分组)\s.*?[”"\w])\s*[，,（(]?\s*(?:满分|共|计)?\s*([0-9]+(?:\.[0-9]+)?)\s*(分|%|％)\s*[）)]?/)
      {
        "\($0.1) 分值 \($0.2)\(spaced($0.3))"
      },
      every(/^(\s*)([^\s“”"]+(?:\s*\/\s*\S+)?\s+(?:是否|整数|数量|百分比|日期|文本|选项|多选|记录))/) { "\($0.1)事实 \($0.2)" },
      every(/^(\s*)([^\s“”"]+\s+(?:yes_no|integer|number|percentage|date|text|choice|choices|records)\b)/) {
        "\($0.1)fact \($0.2)"
      },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s*(?:百分数|百分率|比例|比率|百分比\s*[%％])/) { "\($0.1) 百分比" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:选择|单选|下拉|枚举)/) { "\($0.1) 选项" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:复选|多项选择)/) { "\($0.1) 多选" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:数字|数值|小数|数)(?=\s|$)/) { "\($0.1) 数量" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:整型|自然数)/) { "\($0.1) 整数" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:文字|字符串|字符|字符型)/) { "\($0.1) 文本" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:布尔|是\/否|是或否|有无)/) { "\($0.1) 是否" },
      every(/^(\s*事实\s+\S+?(?:\s*\/\s*\S+)?)\s+(?:时间|年月日)/) { "\($0.1) 日期" },
      every(/((?:选项|多选))\s+([^\s“”"（(][^“”"（(]*?)(?=\s*[“"]|$)/) { "\($0.1)（\($0.2)）" },
      every(/^(\s*事实\s+[^\s（(]+)\s*([（(][^）)]*[）)])/) { "\($0.1) 选项\($0.2)" },
      // range 1 to 5 "help": the help stands with the name.
      every(/^(\s*(?:事实|fact)\s.*?)\s+((?:范围|range)\s+[^“"]*?)\s*([“"].[”"])/) { "\($0.1) \($0.3) \($0.2)" },
    ]
  }

  private static var points: [Phrase] {
    [
      every(/^(\s*)([0-9]+(?:\.[0-9]+)?\s*(?:分|%|％)(?:\s*当\s.*)?)$/) { "\($0.1)得分 \($0.2)" },
      every(/^(\s*)满分(?=\s*当|$)/) { "\($0.1)得分 100%" },
      every(/^(\s*)(\S.*?)[，,的]?\s*(?:得|计|给)\s*([0-9]+(?:\.[0-9]+)?\s*分)$/) { "\($0.1)得分 \($0.3) 当 \($0.2)" },
      every(
        /^(\s*)(?:否则的话|否则|其他情况|其它情况|其余情况|其他的?|其它的?|其余的?|otherwise)\s*[，,]?\s*(?:得|计|为|给)?\s*([0-9]+(?:\.[0-9]+)?\s*(?:分|%|％)?)$/
      ) {
        "\($0.1)否则 \($0.2)"
      },
      every(/^(\s*)(?:否则|其他情况|其它情况|其余情况|其他的?|其它的?|其余的?)\s*[，,]?\s*(?:不得分|不给分|零分|得零分|计零分|为零|无分)$/) {
        "\($0.1)否则 0 分"
      },
      every(/^(\s*)(?:扣除|扣去|减去|扣减|扣|减)\s*([0-9]+(?:\.[0-9]+)?)\s*分?(?=\s|$)/) { "\($0.1)扣减 \($0.2) 分" },
      every(/^(\s*)(?:加上|增加|加计|加|奖)\s*([0-9]+(?:\.[0-9]+)?)\s*分?(?=\s|$)/) { "\($0.1)加计 \($0.2) 分" },
      every(/(\s按\s+\S+)\s*每([次个起件户人项家条处])(?=\s|$)/) { "\($0.1) 每 1 \($0.2)" },
      every(/([加扣][计减]\s.*?\S)\s*[，,]?\s*(?:不超过|最高|封顶|至多|上限|累计不超过|最多)\s*([0-9]+(?:\.[0-9]+)?\s*分)$/) {
        "\($0.1) 最多 \($0.2)"
      },
    ]
  }

  private static var conditions: [Phrase] {
    [
      every(/(\s)(?:最多|最高)\s*(?=[0-9])/) { "\($0.1)不超过 " },
      { line in
        line.contains(/^\s*(?:条件|定义|condition|define)\s|\s(?:当|为|when|as)\s/)
          ? every(/[，,]\s*/) { _ in " 且 " }(line) : nil
      },
      every(/(\s|（|\()未(?=[^\s填达])/) { "\($0.1)非 已" },
      every(/(\s|（|\()(?:没有|没|并非|不是|不|未|无)\s*(?=[^\s0-9“"低少小早高多大超晚等属包足填满得])/) { "\($0.1)非 " },
      every(/(\S)\s+(?:不是|不为)\s+(?=\S)/) { "\($0.1) ≠ " },
      every(/(\S)\s+(?:是|为|is)\s+(?=\S)/) { "\($0.1) = " },
      every(/([=≠]\s*)([^\s“”"（([0-9]，,]+)/) { "\($0.1)“\($0.2)”" },
    ]
  }

  private static var outcomes: [Phrase] {
    [
      every(/每\s*个?\s*([^\s0-9前]+?)\s*[，,]?\s*(?:取|推荐)?\s*前\s*([0-9]+)\s*[个名家户位]/) { "每 \($0.1) 前 \($0.2) 个" },
      every(/^(\s*推荐)\s*(?:取|选|评选|评出)?\s*前?\s*([0-9]+)\s*[个名家户位]/) { "\($0.1) 前 \($0.2) 个" },
      every(/^(\s*)按照?\s*(\S.*\S)\s*(?:排序|排列|排名)$/) { "\($0.1)排序 \($0.2)" },
      every(/^(\s*排序)\s*(?:按照|依照|按|以)\s*/) { "\($0.1) " },
    ]
  }
}

extension Phrasing {
  /// What people say for 修改 and 删除, about parameters and about clauses that are cited by kind and name.
  private static var amendments: [Phrase] {
    [
      every(
        /^\s*(?:请?[把将]|修改|调整|变更|更改|设定?|set|change)?\s*(?:参数\s*)?([^\s=＝：:“”"]+?)\s*(?:[修更]?改[成为到]|变[成为]|调[整到成高低]+[成为至到]?|设[成为定]+|定为|=|＝|：|:|\bto\b)\s*([0-9“"\p{Han}].*)$/
      ) { "修改 参数 \($0.1) \(divided($0.2))" },
      every(/^\s*(?:修改\s+)?(?!参数\s)([^\s“”"]+)\s+([0-9].*)$/) { "修改 参数 \($0.1) \(divided($0.2))" },
      every(/^\s*(?:改变|更改)\s*(参数|类别|指标|原则|要件|事实|加分|扣分)\s*(?=\S)/) { "修改 \($0.1) " },
      every(/^\s*(修改|删除|新增)\s*(参数|类别|指标|原则|要件|事实|加分|扣分)\s*(?=\S)/) { "\($0.1) \($0.2) " },
      every(/^\s*(?:去掉|取消|不要|删去|删掉|移除|删除)\s*(原则|要件|否决|提醒|类别|指标|加分|扣分|等级|参数|事实)\s*([^\s“”"]+)$/) {
        "删除 \($0.1) \($0.2)"
      },
      every(/^\s*(?:去掉|取消|不要|删去|删掉|移除|删除)\s+([^\s“”".]+\.[^\s“”"]+)$/) { "删除 指标 \($0.1)" },
    ]
  }

  /// `5个` → `5 个`.
  private static func divided(_ text: Substring) -> String {
    text.firstMatch(of: /^([0-9]+(?:\.[0-9]+)?)\s*([^\s0-9%％.\-\/年月].*)$/).map { "\($0.1) \($0.2)" } ?? String(text)
  }
}

/// A line whose quoted texts are put aside, so that no phrase is looked for in them.
private struct QuotedLine {
  let masked: String
  private var texts: [String] = []
  private let comment: String

  private static let first: UInt32 = 0xE000

  init(_ line: String) {
    var text = line
    // Quotes of other makes, and those the wrong way round.
    for (open, close) in [("‘", "’"), ("《", "》"), ("「", "」"), ("”", "“"), ("'", "'")] {
      guard let start = text.firstIndex(of: Character(open)),
        let end = text[text.index(after: start)...].firstIndex(of: Character(close)), text[..<start].isBalanced
      else { continue }
      text = text[..<start] + "“" + text[text.index(after: start)..<end] + "”" + text[text.index(after: end)...]
    }
    var masked = ""
    var inside: String?
    var comment = ""
    for character in text {
      if !comment.isEmpty {
        comment.append(character)
      } else if let open = inside {
        if character == "”" || character == "\"" {
          masked.append(Character(UnicodeScalar(Self.first + UInt32(texts.count)) ?? " "))
          masked.append(character)
          texts.append(open)
          inside = nil
        } else {
          inside = open + String(character)
        }
      } else if character == "#" {
        comment = "#"
      } else {
        masked.append(character)
        if character == "“" || character == "\"" { inside = "" }
      }
    }
    if let inside { masked += inside }
    self.masked = masked
    self.comment = comment
  }

  func unmasked(_ masked: String) -> String {
    var line = ""
    for character in masked {
      let scalar = character.unicodeScalars.first?.value ?? 0
      if scalar >= Self.first, Int(scalar - Self.first) < texts.count {
        line += texts[Int(scalar - Self.first)]
      } else {
        line.append(character)
      }
    }
    while line.last == " " { line.removeLast() }
    return comment.isEmpty ? line : line + " " + comment
  }
}

extension Substring {
  /// Whether no quote is open at its end.
  fileprivate var isBalanced: Bool {
    filter { $0 == "“" }.count == filter { $0 == "”" }.count && filter { $0 == "\"" }.count.isMultiple(of: 2)
  }
}
