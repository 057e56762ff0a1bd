/// Notices as offices might write them, with the clauses that are in them, at random.
struct NoticeMaker<Generator: RandomNumberGenerator> {
  /// A piece of the text and the clause that it belongs to.
  struct Piece {
    let address: String
    let needsRule: Bool
    /// Empty where the clause shares its words with others.
    let range: Range<Int>
  }

  /// The text, sign by sign.
  private(set) var text: [Character] = []
  private(set) var pieces: [Piece] = []
  private var random: Generator
  /// Signs of a line; nil where lines are not broken.
  private var width: Int?
  private var indent = ""
  private var gap = ""
  private var isWide = false
  private var isSpread = false
  private var serial = 0

  init(_ random: Generator) {
    self.random = random
    width = pick([nil, nil, 18, 25, 31])
    indent = pick(["", "", "　　", "  "])
    gap = pick(["", " ", "　"])
    isWide = chance(4)
    isSpread = chance(4)
    write()
  }

  // MARK: Chance

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  // MARK: Words

  private mutating func phrase(_ words: Int) -> String {
    let parts = [
      "楼道", "院落", "灯具", "住户", "每周", "公示", "3次", "台账", "两户", "管好", "0.5米", "清扫", "值守", "12栋", "按期", "巡查",
      "停放", "认养", "签字", "（含夜间）", "2026年", "照片", "回访",
    ]
    return (0..<words).map { _ in pick(parts) }.joined()
  }

  /// The words of a clause, of which no two are the same.
  private mutating func words() -> String {
    serial += 1
    let start = pick(["", "", "", "一户一表", "24小时", "三级", "第三方", "5户"])
    return start + phrase(count(1...5)) + "甲\(serial)" + phrase(count(0...4))
  }

  private mutating func title() -> String {
    serial += 1
    return pick(["基础", "加分", "环境", "秩序", "服务"]) + pick(["事项", "工作", "一块"]) + "乙\(serial)"
  }

  // MARK: Lines

  private mutating func line(_ start: String, _ words: String, _ address: String, needsRule: Bool = true) {
    text += Array(indent) + Array(isWide ? Self.wide(start) : start) + Array(start.isEmpty ? "" : gap)
    var column = start.count
    var from = text.count
    func close(_ maker: inout Self) {
      if maker.text.count > from, !address.isEmpty {
        maker.pieces.append(Piece(address: address, needsRule: needsRule, range: from..<maker.text.count))
      }
    }
    for character in words {
      if let width, column >= width, !character.isPunctuation {
        close(&self)
        text += Array(isSpread ? "\n\n" : "\n")
        (column, from) = (0, text.count)
      }
      text.append(character)
      column += 1
    }
    close(&self)
    text.append("\n")
  }

  private mutating func plain(_ line: String) { text += Array(line + "\n") }

  private static func wide(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { ("0"..."9").contains($0) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }))
  }

  // MARK: Numbers

  /// Ways to number clauses, and how they are cited: at the top of an annex, and elsewhere.
  private enum Way { case article, section, paren, number, comma, parenNumber, halfParen, circled }

  private static func chinese(_ number: Int) -> String { ["一", "二", "三", "四", "五", "六", "七", "八", "九"][number - 1] }

  private static func mark(_ way: Way, _ number: Int) -> String {
    switch way {
    case .article: "第\(chinese(number))条　"
    case .section: "\(chinese(number))、"
    case .paren: "（\(chinese(number))）"
    case .number: "\(number)."
    case .comma: "\(number)、"
    case .parenNumber: "（\(number)）"
    case .halfParen: "\(number)）"
    case .circled: ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"][number - 1]
    }
  }

  private static func address(_ above: String, _ way: Way, _ number: Int, isTop: Bool, _ part: String) -> String {
    let word: String
    switch way {
    case .article: word = isTop && !part.isEmpty ? "第\(number)条" : "第\(chinese(number))条"
    case .section: word = isTop && !part.isEmpty ? "第\(number)条" : chinese(number)
    case .paren: word = "（\(chinese(number))）"
    case .number, .comma: word = isTop ? "第\(number)条" : "第\(number)项"
    case .parenNumber, .halfParen: word = "（\(number)）"
    case .circled: word = mark(.circled, number)
    }
    let isJoined = above.isEmpty || above.hasSuffix("）") || word.hasPrefix("（") || way == .circled
    return above + (isJoined ? "" : " ") + word
  }

  // MARK: Parts

  private mutating func write() {
    plain("关于评选\(phrase(2))的通知")
    plain("各社区：")
    body("")
    let annexes = count(0...3)
    if annexes > 0, chance(2) {
      plain("附件：1.\(title())")
      for number in 1..<max(annexes, 1) { plain("\(number + 1).\(title())") }
    }
    plain("某街道\n2026年5月1日")
    let word = pick(["附件", "附表"])
    for number in 0..<annexes {
      let name = word + (annexes == 1 && chance(2) ? "" : "\(number + 1)")
      let heading = name + pick(["", "：" + title(), "\n" + title(), " " + title(), "：\n" + title()])
      plain("\n" + (isWide ? Self.wide(heading) : heading))
      body(name)
    }
  }

  private mutating func body(_ part: String) {
    if !part.isEmpty, chance(2) { return table(part) }
    let ways: [[Way]] = [
      [.section, .paren, .number], [.article, .paren, .number], [.section, .number, .parenNumber],
      [.number, .parenNumber],
      [.comma, .parenNumber, .circled], [.paren, .number, .circled], [.section, .paren, .comma, .halfParen],
      [.article, .number],
    ]
    let chosen = pick(ways)
    if chosen[0] == .number, chance(2) { return groups(part) }
    list(chosen, part, part, isTop: true)
  }

  private mutating func list(_ ways: [Way], _ above: String, _ part: String, isTop: Bool) {
    guard let way = ways.first else { return }
    for number in 1...count(2...5) {
      let address = Self.address(above, way, number, isTop: isTop, part)
      let isLeaf = ways.count == 1 || chance(2)
      let needsRule = isLeaf && !(way == .section && part.isEmpty)
      line(
        Self.mark(way, number), isLeaf ? words() + pick(["。", "；"]) : pick([title(), title() + "：", words() + "："]),
        address, needsRule: needsRule)
      if !isLeaf { list(Array(ways.dropFirst()), address, part, isTop: false) }
    }
  }

  /// Headings without numbers, below which numbers start again.
  private mutating func groups(_ part: String) {
    for group in 1...count(2...3) {
      let above = part + (part.isEmpty ? "" : " ") + "第\(group)类"
      line("", title(), above, needsRule: false)
      for number in 1...count(1...4) {
        line("\(number).", words() + "。", "\(above) 第\(number)项")
      }
    }
  }

  // MARK: Tables

  private enum Style: CaseIterable { case tabs, spaces, markdown, box, ruledBox, grid }
  private enum Numbering: CaseIterable { case column, running, inCell, none }

  private mutating func table(_ part: String) {
    let style = pick(Style.allCases)
    let hasGroups = chance(2)
    var numbering = pick(Numbering.allCases)
    if numbering == .running, !hasGroups { numbering = .column }
    let extra = count(1...2)
    let repeats = hasGroups && chance(4)
    var heads = hasGroups ? ["类别"] : []
    if numbering == .column || numbering == .running { heads.insert("序号", at: chance(2) ? heads.count : 0) }
    heads += ["内容"] + ["评分标准", "分值"].suffix(extra)
    // Cells with the clause that they belong to.
    typealias Cell = (text: String, address: String, needsRule: Bool)
    let none: Cell = ("", "", false)
    var rows: [[Cell]] = [heads.map { ($0, "", false) }]
    var running = 0
    let place = part + (part.isEmpty ? "" : " ")
    for group in 1...(hasGroups ? count(2...3) : 1) {
      let name = title()
      for number in 1...count(2...4) {
        running += 1
        let shown = numbering == .running ? running : number
        let address = hasGroups ? "\(place)第\(group)类 第\(shown)项" : "\(place)第\(shown)条"
        var content = words()
        if numbering == .none { content = "院" + content }
        if numbering == .inCell { content = "\(number)." + content }
        var row: [Cell] = []
        for head in heads {
          switch head {
          case "类别":
            row.append(number == 1 || repeats ? (name, number == 1 ? "\(place)第\(group)类" : "", false) : none)
          case "序号": row.append(("\(shown)", "", false))
          case "内容": row.append((content, address, true))
          case "分值": row.append(("\(count(1...9))分", address, true))
          default: row.append((phrase(2) + "丙\(running)", address, true))
          }
        }
        rows.append(row)
      }
    }
    // Without a number, and outside of groups, rows go by their first cells.
    if numbering == .none, !hasGroups {
      rows = rows.map { row in
        guard let name = row.first, !name.address.isEmpty else { return row }
        let key = "名\(serial)"
        serial += 1
        return [(key, "", false)] + row.dropFirst().map { ($0.text, "\(place)\(key)", true) }
      }
    }
    draw(rows.map { $0.map { (Array($0.text), $0.address, $0.needsRule) } }, style, merges: hasGroups && !repeats)
  }

  private static func columns(_ text: [Character]) -> Int { text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }

  private mutating func draw(
    _ rows: [[(text: [Character], address: String, needsRule: Bool)]], _ style: Style, merges: Bool
  ) {
    let widths = rows[0].indices.map { column in (rows.map { Self.columns($0[column].text) }.max() ?? 0) + 1 }
    func rule(_ left: String, _ line: String, _ joint: String, _ right: String, keeps: Int? = nil) -> String {
      let cells = widths.enumerated().map {
        $0 == keeps ? String(repeating: " ", count: $1 + 1) : String(repeating: line, count: $1 + 1)
      }
      return (keeps == 0 ? "│" : left) + cells.joined(separator: joint) + right
    }
    let group = merges ? rows[0].firstIndex { String($0.text) == "类别" } : nil
    if style == .box || style == .ruledBox { plain(rule("┌", "─", "┬", "┐")) }
    if style == .grid { plain(rule("+", "-", "+", "+")) }
    for (index, row) in rows.enumerated() {
      if index > 0, style == .ruledBox {
        let isInside = index > 1 && group.map { row[$0].text.isEmpty } == true
        plain(rule("├", "─", "┼", "┤", keeps: isInside ? group : nil))
      }
      for (column, cell) in row.enumerated() {
        switch style {
        case .tabs: if column > 0 { text.append("\t") }
        case .spaces: break
        case .markdown, .grid: text += Array(column == 0 ? "| " : " | ")
        case .box, .ruledBox: text.append("│")
        }
        if !cell.text.isEmpty, !cell.address.isEmpty {
          // A number in the cell is none of its words.
          let from = text.count + (cell.text.firstIndex(of: ".").map { $0 == 1 ? 2 : 0 } ?? 0)
          let isShared = index + 1 < rows.count && rows[index + 1][column].text == cell.text
          let end = isShared ? from : text.count + cell.text.count
          pieces.append(Piece(address: cell.address, needsRule: cell.needsRule, range: from..<end))
        }
        text += cell.text
        if style != .tabs, style != .markdown {
          let pad = widths[column] - Self.columns(cell.text) + 1
          text += [Character](repeating: " ", count: style == .spaces && column == row.count - 1 ? 0 : pad)
        }
      }
      switch style {
      case .tabs, .spaces: text.append("\n")
      case .markdown, .grid: text += Array(" |\n")
      case .box, .ruledBox: text += Array("│\n")
      }
      if index == 0, style == .markdown { plain("|" + widths.map { _ in "---|" }.joined()) }
      if index == 0, style == .box { plain(rule("├", "─", "┼", "┤")) }
      if index == 0, style == .grid { plain(rule("+", "=", "+", "+")) }
    }
    if style == .box || style == .ruledBox { plain(rule("└", "─", "┴", "┘")) }
    if style == .grid { plain(rule("+", "-", "+", "+")) }
  }
}
