"""The report of a result: what is in it, what can be done with it, how it prints."""

import json
import re
import shutil
import subprocess

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
    community = sorted(pages.iterdir())[0]
    for name, page in (
        ("report", report), ("posted", posted), ("notice", notice), ("english", english), ("community", community)):
        bench.browser.open(page)
        bench.accessible(name)
        bench.quiet(name)


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


def check_prints_as_an_official_page(bench):
    """The text area of GB/T 9704: 156 mm wide, 28 characters a line, lines 225/22 mm apart; pages have numbers."""
    page = bench.page("paper", "report", RULES, SHEETS, "--notice", "松风里")
    bench.browser.open(page)
    paper = bench.folder / "paper.pdf"
    bench.browser.paper(paper)
    if not shutil.which("pdftotext"):
        return
    boxes = subprocess.run(["pdftotext", "-bbox-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    sheets = boxes.split("<page ")[1:]
    words = re.compile(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.S)
    point = 72 / 25.4
    for number, sheet in enumerate(sheets, 1):
        width, height = (float(found) for found in re.match(r'width="([\d.]+)" height="([\d.]+)"', sheet).groups())
        bench.expect(abs(width - 210 * point) < 2 and abs(height - 297 * point) < 2, f"page {number}: {width} × {height}")
        lines = [([float(end) for end in found[:4]], re.sub(r"<[^>]*>|\s", "", found[4])) for found in words.findall(sheet)]
        foot = [text for _, text in lines if text == f"—{number}—"]
        bench.equal(len(foot), 1, f"number of page {number}")
        for (left, top, right, bottom), text in lines:
            if text == f"—{number}—":
                bench.expect(top > (297 - 35) * point, f"page number at {top}")
                continue
            bench.expect(left > 27.5 * point and right < (28 + 156.5) * point, f"page {number}: “{text}” from {left} to {right}")
            # Boxes of fonts are higher than what is drawn.
            middle = (top + bottom) / 2
            bench.expect(37 * point < middle < (297 - 35) * point, f"page {number}: “{text}” at {middle}")
    body = [([float(end) for end in found[:4]], re.sub(r"<[^>]*>|\s", "", found[4])) for found in words.findall(sheets[0])]
    first = next(at for at, (_, text) in enumerate(body) if text.startswith("你单位"))
    opening = body[first:first + 2]
    # Digits and Latin letters are half as wide; at the end of a line two places may stay empty.
    count = sum(1 if ord(character) > 0x2E80 or character in "“”" else 0.55 for character in opening[1][1])
    bench.expect(25.5 <= count <= 28.5, f"{count} characters in “{opening[1][1]}”")
    pitch = (opening[1][0][1] - opening[0][0][1]) / point
    bench.expect(abs(pitch - 225 / 22) < 0.2, f"lines {pitch} mm apart")
