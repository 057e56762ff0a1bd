"""The report of a result: what is in it, what can be done with it, how it prints."""

import csv
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import time

RULES, SHEETS = "rules/houma.rules", "rules/sheets"


def results(bench, rules, *more):
    return json.loads(bench.run(rules, SHEETS, "--format", "json", *more, code=None))["results"]


def check_pages_are_accessible(bench):
    """Each page in light, in dark and on paper."""
    pages = bench.folder / "pages"
    report = bench.page("report", "report", RULES, SHEETS, "--pages", pages)
    posted = bench.page("posted", "report", RULES, SHEETS, "--public")
    notice = bench.page("notice", "report", RULES, SHEETS, "--notice", "松风里")
    english = bench.page("english", "report", RULES, SHEETS, "--pages", bench.folder / "english", "--lang", "en")
    community = next(page for page in pages.iterdir() if "松风里" in page.name)
    whole = bench.page("whole", "report", *many(bench, 4))
    for name, page in (
        ("report", report), ("posted", posted), ("notice", notice), ("english", english), ("community", community),
        ("whole", whole)):
        bench.browser.open(page)
        bench.accessible(name)
        bench.quiet(name)


def check_english_pages_are_in_english(bench):
    """Of a standard without a word of Chinese, at the widths of a phone and of a desk."""
    rules, sheets = "rules/observatory.rules", "rules/observatory-sites"
    folder = bench.folder / "sites"
    pages = {
        "report": ["report", rules, sheets, "--pages", folder], "public": ["report", rules, sheets, "--public"],
        "notice": ["report", rules, sheets, "--notice", "new.example"], "form": ["form", rules],
    }
    made = {name: bench.page("site-" + name, *words, "--lang", "en") for name, words in pages.items()}
    made["site"] = next(page for page in folder.iterdir() if "new" in page.name)
    browser = bench.browser
    for name, page in made.items():
        browser.open(page)
        if name == "form":
            browser.wait("return document.getElementById('summary').textContent")
        if name == "report":
            browser.run("document.querySelector('#tuning button').click()")
            browser.wait("return document.getElementById('tuning').dataset.ready !== undefined")
        text = browser.run("return document.body.innerText + [...document.querySelectorAll('[aria-label]')].map((e) => e.ariaLabel)")
        bench.equal(re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", text), [], f"{name}: Chinese")
        for width in (360, 1280):
            browser.see(width=width)
            bench.tidy(f"{name} {width}")
            bench.picture(f"site-{name}-{width}")
    browser.see()
    bench.quiet("sites")


def check_rows_are_sifted_and_sorted(bench):
    page = bench.page("sifted", "report", RULES, SHEETS, "--pages", bench.folder / "sifted-pages")
    bench.browser.open(page)
    names = """return [...document.querySelectorAll('#ranking tbody tr:not([hidden])')].map((row) => row.cells[1].textContent)"""
    all_of_them = bench.browser.run(names)
    bench.browser.run("""
      const box = document.querySelector('#ranking input');
      box.value = '松风'; box.dispatchEvent(new Event('input', { bubbles: true }));""")
    bench.equal(bench.browser.run(names), ["松风里"], "searched")
    bench.browser.run("""
      const box = document.querySelector('#ranking input'), choice = document.querySelector('#ranking select');
      box.value = ''; choice.value = '=待核实'; choice.dispatchEvent(new Event('input', { bubbles: true }));""")
    bench.equal(bench.browser.run(names), ["明月轩", "丹霞公寓", "榴园新居", "松风里"], "sifted")
    bench.browser.run("""
      const choice = document.querySelector('#ranking select');
      choice.value = ''; choice.dispatchEvent(new Event('input', { bubbles: true }));
      [...document.querySelectorAll('#ranking th button')].find((button) => button.textContent === '总分').click();""")
    totals = bench.browser.run(
        "return [...document.querySelectorAll('#ranking tbody tr')].map((row) => parseFloat(row.cells[3].textContent))")
    bench.equal(totals, sorted(totals), "sorted by total")
    button = "[...document.querySelectorAll('#ranking th button')].find((button) => button.textContent === '总分')"
    bench.browser.run(f"{button}.click(); {button}.click()")
    bench.equal(bench.browser.run(names), all_of_them, "in the order of the report again")


def check_weights_rank_as_the_program_does(bench):
    """What is moved in the page, saved as a variant and judged by the program gives the same order and totals."""
    page = bench.page("weights", "report", RULES, SHEETS, "--pages", bench.folder / "weights-pages")
    browser = bench.browser
    browser.open(page)
    browser.run("document.querySelector('#tuning button').click()")
    browser.wait("return document.getElementById('tuning').dataset.ready !== undefined")
    bench.picture("tuning")
    rows = """return [...document.querySelectorAll('#tuning tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"""

    def shown(results):
        return [
            [str(result["rank"] or "—"), result["name"], exact(result["total"])]
            for result in results if result["entrant"] is not False]

    def exact(total):
        ends = [number(total["least"]), number(total["most"])]
        return ends[0] if ends[0] == ends[1] else "~".join(ends)

    def number(text):
        above, _, below = text.partition("/")
        return f"{round(float(above) / float(below or 1) + 1e-9, 2):.2f}".rstrip("0").rstrip(".")

    def found():
        return [[row[0], row[2], row[3]] for row in browser.run(rows)]

    bench.equal(found(), shown(results(bench, RULES)), "as the standard says")
    moves = [
        {"党建引领": "25", "物业服务": "37"},
        {"党建引领": "12.5", "业主组织": "22.5", "收费率门槛": "97"},
        {"安全管理": "16", "部门进小区": "7", "党员占比门槛": "80", "每年会议次数": "4", "红榜最少次数": "1"},
    ]
    for number_of_move, move in enumerate(moves):
        browser.run("""
          for (const button of document.querySelectorAll('#tuning > button')) if (/还原/.test(button.textContent)) button.click();
          for (const [name, value] of Object.entries(arguments[0])) {
            const label = [...document.querySelectorAll('.knob label')].find((label) => label.textContent.startsWith(name));
            const field = document.getElementById(label.htmlFor);
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }""", move)
        browser.wait("return arguments[0].every((name) => document.getElementById('variant').value.includes(name))", list(move))
        bench.equal(browser.run("return document.querySelector('.balance').classList.contains('warning')"), False, f"{move} balance")
        saved = browser.fetch(
            lambda: browser.run("[...document.querySelectorAll('#tuning > button')].at(-1).click()"), ".rules")
        folder = bench.folder / f"variant{number_of_move}"
        shutil.copytree(bench.root / "rules", folder)
        variant = folder / "trial.rules"
        shutil.move(saved, variant)
        bench.run("check", variant)
        bench.equal(found(), shown(results(bench, variant)), f"{move}")
    browser.run("""
      const label = [...document.querySelectorAll('.knob label')].find((label) => label.textContent.startsWith('党建引领'));
      const field = document.getElementById(label.htmlFor);
      field.value = '30';
      field.dispatchEvent(new Event('input', { bubbles: true }));""")
    told = browser.wait("return document.querySelector('.balance.warning')?.textContent")
    bench.expect("应当是 100%" in told, told)
    browser.see(width=360, height=640)
    places = browser.run("""
      const field = document.querySelector('.knob input[inputmode]');
      field.scrollIntoView({ block: 'start' });
      field.focus();
      return [field, document.querySelector('.effect')].map((e) => e.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])""")
    bench.expect(0 <= places[0][0] and places[0][1] <= places[1][0] and places[1][1] <= 641, f"what moves and what comes of it: {places}")
    browser.see()
    bench.accessible("tuning")
    bench.quiet("weights")


def check_small_standards_keep_no_facts(bench):
    """Where nothing looks at others, the page ranks anew without the facts."""
    rules, sheets = bench.folder / "kept.rules", bench.folder / "kept.csv"
    rules.write_text("""标准 保留 “保留”
  总分 100 分
事实 小区 文本
事实 街道 文本
事实 率 百分比
事实 次数 整数 次
对象 小区
参数 门槛 80%
类别 甲 分值 40%
  指标 1 “率”
    条件 率 不低于 门槛
类别 乙 分值 60%
  指标 1 “少”
    条件 次数 少于 2 次
  指标 2 “无”
    条件 次数 = 0 次
排序 总分 由高到低
推荐 每 街道 前 1 个
""", encoding="utf-8")
    sheets.write_text(
        "小区,街道,率,次数\n子,东,91.25%,2\n丑,东,50%,1\n寅,西,,0\n卯,西,85%,\n", encoding="utf-8")
    page = bench.page("kept", "report", rules, sheets, "--pages", bench.folder / "kept-pages")
    browser = bench.browser
    browser.open(page)
    bench.expect("91.25" not in page.read_text(encoding="utf-8") and "365" not in browser.run(
        "return document.getElementById('tuning-data').textContent"), "facts are kept")
    browser.run("document.querySelector('#tuning button').click()")
    browser.run("""
      for (const [name, value] of [['甲', '70'], ['乙', '30'], ['门槛', '92']]) {
        const label = [...document.querySelectorAll('.knob label')].find((label) => label.textContent === name);
        const field = document.getElementById(label.htmlFor);
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }""")
    browser.wait("return document.getElementById('variant').value.includes('92')")
    variant = bench.folder / "kept-variant.rules"
    variant.write_text(browser.run("return document.getElementById('variant').value"), encoding="utf-8")
    judged = json.loads(bench.run(variant, sheets, "--format", "json"))["results"]
    rows = browser.run("return [...document.querySelectorAll('#tuning tbody tr')].map((row) => row.cells[2].textContent + row.cells[0].textContent + row.cells[3].textContent)")

    def total(result):
        least, most = result["total"]["least"], result["total"]["most"]
        return least if least == most else least + "~" + most

    bench.equal(rows, [result["name"] + str(result["rank"]) + total(result) for result in judged], "ranked")
    bench.quiet("kept")


MANY = """标准 样表 “样表”
  总分 100 分
  依据 “某函〔2025〕70号”
事实 小区 文本
事实 街道 文本
事实 率 百分比
对象 小区
类别 甲 分值 100%
  指标 1 “率”
    得分 100 分 * 率
排序 总分 由高到低
推荐 前 60 个
"""


def many(bench, count):
    """A standard with as many communities."""
    folder = bench.folder / "many"
    folder.mkdir(exist_ok=True)
    rules, sheets = folder / "many.rules", folder / "many.csv"
    rules.write_text(MANY, encoding="utf-8")
    sheets.write_text(
        "小区,街道,率\n" + "".join(f"样本{place:03},{'东西'[place % 2]}街,{99 - place * 0.5}%\n" for place in range(count)),
        encoding="utf-8")
    return rules, sheets


class Line:
    """A line of a printed page, in millimetres from the upper left corner."""

    def __init__(self, box, text):
        self.left, self.top, self.right, self.bottom = (float(end) * 25.4 / 72 for end in box)
        self.text = re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", text)))
        # Boxes of fonts are higher than what is drawn.
        self.middle = (self.top + self.bottom) / 2


def printed(bench, name, page):
    """The pages that come out of the printer, each as its size and its lines."""
    bench.browser.open(page)
    paper = bench.folder / (name + ".pdf")
    bench.browser.paper(paper)
    boxes = subprocess.run(["pdftotext", "-bbox-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    line = re.compile(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.S)
    pages = []
    for sheet in boxes.split("<page ")[1:]:
        size = [float(found) * 25.4 / 72 for found in re.match(r'width="([\d.]+)" height="([\d.]+)"', sheet).groups()]
        lines = [Line(found[:4], found[4]) for found in line.findall(sheet)]
        pages.append((size, sorted(lines, key=lambda line: (round(line.middle), line.left))))
    return pages


# What GB/T 9704 says of a page: A4, 37 mm above the text, 28 mm beside it, 156 × 225 mm of text.
TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225


def check_prints_as_official_pages(bench):
    """What stands on each page stands in the text area, and each has its number."""
    rules, sheets = many(bench, 80)
    pages = {
        "notice": ["report", RULES, SHEETS, "--notice", "松风里"],
        "list": ["report", rules, sheets, "--public"],
        "report": ["report", RULES, SHEETS, "--pages", bench.folder / "printed"],
        "table": ["report", rules, sheets, "--pages", bench.folder / "printed-many"],
        "english": ["report", RULES, SHEETS, "--notice", "松风里", "--lang", "en"],
    }
    found = {name: printed(bench, name, bench.page("paper-" + name, *words)) for name, words in pages.items()}
    community = next(path for path in (bench.folder / "printed").iterdir() if "松风里" in path.name)
    found["community"] = printed(bench, "community", community)
    for name, sheets in found.items():
        for number, ((width, height), lines) in enumerate(sheets, 1):
            where = f"{name}, page {number}"
            bench.expect(abs(width - 210) < 0.7 and abs(height - 297) < 0.7, f"{where}: {width} × {height} mm")
            foot = [line for line in lines if line.text == f"—{number}—"]
            bench.equal(len(foot), 1, f"{where}: its number")
            for line in lines:
                if line in foot:
                    bench.expect(TOP + HEIGHT < line.top < 297 - 7, f"{where}: its number at {line.top} mm")
                    # Odd pages have it at the right.
                    bench.equal(line.left > 105, number % 2 == 1, f"{where}: its number at the outer side")
                    continue
                inside = LEFT - 0.5 < line.left and line.right < LEFT + WIDTH + 0.5
                inside = inside and TOP < line.middle < TOP + HEIGHT
                bench.expect(inside, f"{where}: “{line.text}” at {line.left:.1f}–{line.right:.1f}, {line.middle:.1f} mm")
    # So many names do not go onto one page; whatever page they go on to begins with the head of their table.
    for name in ("list", "table"):
        row = re.compile(r"^样本\d{3}$")
        for number, (_, lines) in enumerate(found[name][:3], 1):
            names = [line for line in lines if row.match(line.text) and line.left < 80]
            if name == "table" and number == 3 or not names:
                continue
            heads = [line for line in lines if line.text == "小区" and line.middle < names[0].middle]
            bench.equal(len(heads), 1, f"{name}, page {number}: heads above {names[0].text}")
            bench.expect(number == 1 or heads[0].middle < TOP + 6, f"{name}, page {number}: its head")
        bench.expect(len(found[name]) >= 2, f"{name}: {len(found[name])} pages")
    for name, words in (
        ("report", ("经办人：", "审核人：", "负责人：", "日（盖章）")), ("community", ("经办人：", "审核人：", "负责人：")),
        ("notice", ("年月日",)), ("list", ("年月日",))):
        last = [line.text for line in found[name][-1][1]]
        before = [line.text for line in found[name][-2][1]] if name == "notice" else []
        for word in words:
            bench.expect(any(word in text for text in last + before), f"{name}: “{word}” in {last[-8:]}")


def check_prints_22_lines_of_28_characters(bench):
    """On pages of running text, whatever its font."""
    for name, words in (("notice", ["--notice", "松风里"]), ("list", ["--public"])):
        (_, lines), *_ = printed(bench, name, bench.page("lines-" + name, "report", RULES, SHEETS, *words))
        # The text itself: titles and tables have other sizes, headings other fonts.
        heights = [round(line.bottom - line.top, 2) for line in lines if re.match("你单位|根据", line.text)]
        body = [line for line in lines if round(line.bottom - line.top, 2) in heights]
        wide = [line for line in body if re.fullmatch(r"[一-鿿，。、；：（）]{8,}", line.text)]
        bench.expect(wide, f"{name}: no line of wide characters in {[line.text for line in body]}")
        for line in wide:
            # A mark at the end of a line may give up the half of it that is blank.
            own = (line.right - line.left) / len(line.text)
            bench.expect(28 * own < WIDTH + 1 and 29 * own > WIDTH, f"{name}: “{line.text}” has {own} mm a character")
        pairs = [
            (above, below) for above, below in zip(body, body[1:])
            if abs(above.left - below.left) < 13 and below.middle - above.middle < 12]
        bench.expect(pairs, f"{name}: no lines beneath one another")
        for above, below in pairs:
            # Each stands on a whole pixel, of which there are 96 in 25.4 mm.
            pitch = below.middle - above.middle
            bench.expect(abs(pitch - HEIGHT / 22) < 25.4 / 96, f"{name}: lines {pitch} mm apart")
        mean = sum(below.middle - above.middle for above, below in pairs) / len(pairs)
        bench.expect(abs(mean - HEIGHT / 22) < 0.15, f"{name}: lines {mean} mm apart")
        # A line that is broken since nothing more goes into it.
        full = max(line.right for line in body)
        bench.expect(full > LEFT + WIDTH - 6, f"{name}: lines end at {full} mm")


def copies(bench, count):
    """The shipped sheets over and over, with records; everybody takes part."""
    folder = bench.folder / f"copies{count}"
    folder.mkdir()
    for source in sorted((bench.root / SHEETS).glob("小区*.csv")):
        with open(source, encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        shipped = rows if source.name == "小区.csv" else None
        names = names if shipped is None else [row[0] for row in shipped]
        times = -(-count // len(names))
        with open(folder / source.name, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            written = 0
            for time_ in range(times):
                for row in rows:
                    if shipped is not None and written == count:
                        break
                    if time_ * len(names) + names.index(row[0]) >= count:
                        continue
                    cells = [f"{row[0]}{time_ + 1}"] + row[1:]
                    if shipped is not None:
                        cells[head.index("所在街道")] += f"{time_ % 10}区"
                        cells[head.index("自愿申报")] = "是"
                    writer.writerow(cells)
                    written += 1
    return folder


def check_many_communities(bench):
    """`RULECHECK_COMMUNITIES=2000`, with a program built for release: the report opens in two seconds, stays below 10 MB,
    and ranks anew without a wait."""
    count = int(os.environ.get("RULECHECK_COMMUNITIES", "60"))
    sheets = copies(bench, count)
    start = time.monotonic()
    page = bench.page("copies", "report", RULES, sheets)
    writing = time.monotonic() - start
    size = page.stat().st_size
    bench.equal(len(list((bench.folder / "copies").iterdir())), count, "pages of communities")
    bench.expect(size < 10_000_000, f"{size} bytes")
    browser, times = bench.browser, []
    for _ in range(5):
        browser.open("/dev/null")
        start = time.monotonic()
        browser.open(page)
        # Two frames after everything is there it is in sight.
        browser.run_async("requestAnimationFrame(() => requestAnimationFrame(() => done()))")
        times.append(time.monotonic() - start)
    opening = statistics.median(times)
    bench.expect(opening < 2, f"opens in {times} s")
    bench.equal(browser.run("return document.querySelectorAll('#ranking tbody tr').length"), count, "rows")
    browser.run("document.querySelector('#tuning button').click()")
    browser.wait("return document.getElementById('tuning').dataset.ready !== undefined", seconds=60)
    moves = [
        browser.run_async("""
          const label = [...document.querySelectorAll('.knob label')].find((label) => label.textContent.startsWith('党建引领'));
          const field = document.getElementById(label.htmlFor);
          const start = performance.now();
          field.value = arguments[0];
          field.dispatchEvent(new Event('input', { bubbles: true }));
          const look = () => {
            if (!document.getElementById('variant').value.includes(arguments[0])) return setTimeout(look, 1);
            requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)));
          };
          look();""", str(21 + move)) for move in range(9)]
    moving = statistics.median(moves)
    bench.expect(moving < 1, f"ranks anew in {moves} s")
    print(f"  {count} communities: {size} bytes, written in {writing:.1f} s, opened in {opening:.2f} s, ranked anew in {moving:.3f} s")
    bench.quiet("copies")


STRANGE = [
    "</script><script>document.title = 'x'</script>", "\"><img src=x onerror=document.title='x'>", "<!--", "长" * 255,
    "a" * 255, "\u202Erevo\u202C里", "👨‍👩‍👧家园", "e\u0301", "&amp;", "'';--", "東 西\u3000南",
]


def check_strange_standards(bench):
    """Whatever communities are called, however few there are, and whatever a standard does without."""
    folder = bench.folder / "strange"
    folder.mkdir()
    facts = "事实 小区 文本\n事实 率 百分比\n对象 小区\n"
    score = "类别 甲 分值 100%\n  指标 1 “率”\n    得分 100 分 * 率\n"
    standards = {
        "named": ("标准 例 “例”\n  总分 100 分\n" + facts + score + "推荐 前 3 个\n", STRANGE),
        "one": ("标准 例 “例”\n  总分 100 分\n" + facts + score + "推荐 前 3 个\n", ["子"]),
        "nobody": ("标准 例 “例”\n  总分 100 分\n" + facts + "参评 当 率 高于 100%\n" + score + "推荐 前 3 个\n", ["子", "丑"]),
        "gates": ("标准 例 “例”\n" + facts + "要件 M1 “率”\n  条件 率 高于 50%\n", ["子", "丑"]),
        "scaleless": ("标准 例 “例”\n  总分 不限\n" + facts + "类别 甲\n  指标 1 “率”\n    得分 7 分 * 率\n", ["子", "丑"]),
    }
    made = {}
    for name, (rules, names) in standards.items():
        (folder / (name + ".rules")).write_text(rules, encoding="utf-8")
        (folder / (name + ".json")).write_text(
            json.dumps([{"小区": each, "率": f"{99 - place}%"} for place, each in enumerate(names)]), encoding="utf-8")
        made[name] = (folder / (name + ".rules"), folder / (name + ".json"), names)
    for name, sheets in (("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"), ("observatory", "observatory-sites")):
        made[name] = (f"rules/{name}.rules", "rules/" + sheets, None)
    for name, (rules, sheets, names) in made.items():
        for kind, more in (("report", []), ("public", ["--public"]), ("notice", ["--notice", "子"])):
            if kind == "notice" and "子" not in (names or []):
                continue
            page = bench.folder / f"{name}-{kind}.html"
            # Of long pages axe looks at every element.
            apart = ["--pages", folder / (name + "-pages")] if kind == "report" and not names else []
            bench.run("report", rules, sheets, *more, *apart, "--output", page, code=None)
            browser = bench.browser
            browser.see(width=360)
            browser.open(page)
            where = f"{name} {kind}"
            bench.expect(browser.run("return document.title") != "x", f"{where}: a script has run")
            bench.expect(browser.run("return document.querySelector('h1').textContent"), f"{where}: no heading")
            bench.equal(browser.run("return document.images.length"), 0, f"{where}: images")
            bench.tidy(where)
            for finding in browser.findings():
                bench.findings.append(f"{where}: {finding}")
            bench.quiet(where)
            bench.picture(f"strange-{name}-{kind}")
    browser.see()
