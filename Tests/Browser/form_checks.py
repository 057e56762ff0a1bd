"""The form: what is filled in, saved and evaluated gives what the page has shown."""

import csv
import json
import random
import re
import shutil
from fractions import Fraction

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

YES, NO = {"是", "有", "yes", "true"}, {"否", "无", "no", "false"}


class Form:
    """A form in the browser."""

    def __init__(self, bench, path):
        self.bench, self.browser, self.driver = bench, bench.browser, bench.browser.driver
        self.path = path
        self.start()

    def start(self):
        """Opens it as on a device that has never seen it."""
        self.driver.get("about:blank")
        self.browser.command("Storage.clearDataForOrigin", origin="file://", storageTypes="local_storage")
        self.again()
        self.data = json.loads(self.browser.run("return document.getElementById('form-data').textContent"))
        self.facts = {name: place for place, fact in enumerate(self.data["facts"]) for name in (fact["alias"], fact["name"]) if name}

    def again(self):
        """Opens it once more."""
        self.browser.open(self.path)
        self.settle()

    def settle(self):
        """Until what was typed has been judged."""
        self.browser.run("window.settled = false; setTimeout(() => { window.settled = true }, 140)")
        self.browser.wait("return window.settled && document.getElementById('summary').textContent !== ''")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        """In the middle of the window, where the bar at its foot is not."""
        element = self.find(selector)
        self.browser.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def text(self, selector):
        return self.browser.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    # Filling in

    def fill(self, name, value):
        """As somebody does who clicks and types."""
        place = self.facts[name]
        self.answer(f"f{place}", self.data["facts"][place]["type"], value)

    def answer(self, control, kind, value):
        match kind["kind"]:
            case "truth":
                truth = value if isinstance(value, bool) else value in YES
                self.click(f"[name='{control}'][value='{'yes' if truth else 'no'}']")
            case "choice":
                self.click(f"[name='{control}'][value='{kind['options'].index(value)}']")
            case "choices":
                chosen = value if isinstance(value, list) else [part for part in re.split("[、，,]", value) if part not in NO]
                for part in chosen or [None]:
                    place = "none" if part is None else kind["options"].index(part)
                    self.click(f"[name='{control}'][value='{place}']")
            case "records":
                if not value or value == ["无"]:
                    self.click(f"[name='{control}'][value='none']")
                for row in value if value != ["无"] else []:
                    self.click(f"#{control}-add")
                    last = self.driver.find_elements(By.CSS_SELECTOR, f"#{control}-rows > .row")[-1]
                    cells = list(row.values()) if isinstance(row, dict) else row.split("，")
                    for box, cell in zip(last.find_elements(By.CSS_SELECTOR, "input"), cells):
                        box.send_keys(str(cell))
            case _:
                box = self.find(f"#{control}")
                box.clear()
                box.send_keys(str(value))

    def fill_all(self, sheet):
        for name, value in sheet.items():
            if value not in (None, "") and name in self.facts:
                self.fill(name, value)
        self.settle()

    def load(self, path):
        """Opens a sheet in it."""
        self.find("#open").send_keys(str(path))
        self.browser.wait("return document.getElementById('open').value === ''")
        self.settle()

    def save(self):
        return self.browser.fetch(lambda: self.find("#save").click(), ".json")

    # What it shows

    def verdicts(self):
        return self.browser.run("""return Object.fromEntries([...document.querySelectorAll('.results [data-mark]')]
            .map((e) => [e.dataset.mark, e.className.replace('mark', '').trim()]))""")

    def points(self):
        return self.browser.run("""return Object.fromEntries([...document.querySelectorAll('.results [data-points]')]
            .map((e) => [e.dataset.points, e.textContent]))""")

    def summary(self):
        return self.text("#summary")

    def advice(self, heading):
        """The lines below a heading of the advice."""
        return self.browser.run("""const head = [...document.querySelectorAll('#advice h3')].find((e) => e.textContent === arguments[0]);
            let next = head?.nextElementSibling;
            while (next && next.tagName !== 'UL' && next.tagName !== 'H3') next = next.nextElementSibling;
            return next?.tagName === 'UL' ? [...next.children].map((e) => e.textContent) : []""", heading)


# MARK: Sheets

def sheet_of_text(path):
    """A text sheet, by the names of its facts."""
    sheet, last = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            last = None
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = re.split("[：:=＝]", line.strip(), maxsplit=1)
        name, value = parts[0].strip(), parts[-1].strip()
        if len(parts) == 1 and last:
            sheet[last].append(name)
            continue
        last = name
        sheet.setdefault(name, [])
        if value:
            sheet[name].append(value)
    return sheet


def tidy(sheet, form):
    """Lists for lists, one value for anything else; what the standard does not have is left out."""
    found = {}
    for name, values in sheet.items():
        if name not in form.facts:
            continue
        fact = form.data["facts"][form.facts[name]]
        if isinstance(values, list) and fact["type"]["kind"] not in ("records", "choices"):
            values = values[0] if values else None
        if isinstance(values, list) and fact["type"]["kind"] == "choices" and len(values) == 1:
            values = values[0]
        found[fact["name"]] = values or None if isinstance(sheet[name], list) and not isinstance(values, bool) else values
    return found


def shipped(bench, folder, form):
    """The sheets of a shipped folder that this can read, by name."""
    found = []
    for path in sorted((bench.root / folder).iterdir()):
        if path.suffix == ".txt":
            found.append(sheet_of_text(path))
        elif path.suffix == ".json":
            found += json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".csv" and path.stem == "sites":
            with path.open(encoding="utf-8") as rows:
                found += [dict(row) for row in csv.DictReader(rows)]
    return [tidy(sheet, form) for sheet in found]


# MARK: Comparing

def shown(text):
    """What a page writes of a range: its ends, each with half of its last place."""
    def number(text):
        places = len(text.partition(".")[2])
        return Fraction(text), Fraction(1, 2 * 10 ** places)
    text = text.split("／")[0].split(" of ")[0].strip()
    if text.endswith(("起", "+")):
        return number(text.rstrip("起+")), None
    ends = re.split("[~–]", text)
    return (number(ends[0]), number(ends[-1]))


def is_near(text, interval):
    """Whether a text shows an interval."""
    for end, exact in zip(shown(text), (interval["least"], interval["most"])):
        if (end is None) != (exact is None):
            return False
        if end is not None and abs(end[0] - Fraction(exact)) > end[1]:
            return False
    return True


def clauses(result):
    """What the program says of each clause, by the name under which the page has it."""
    found = {f"r{place}": part for place, part in enumerate(result["requirements"])}
    for place, category in enumerate(result["categories"]):
        found[f"c{place}"] = category
        found |= {f"g{place}-{at}": part for at, part in enumerate(category["groups"])}
        found |= {f"i{place}-{at}": part for at, part in enumerate(category["items"])}
    return found | {f"a{place}": part for place, part in enumerate(result["adjustments"])}


STANDING = {True: "符合", False: "不符合", None: "待核实"}


def compare(bench, form, result, where):
    """The page against the program: every verdict, all points, the total, who is eligible, what is missing, what is lost."""
    verdicts, points = form.verdicts(), form.points()
    for id, part in clauses(result).items():
        if "verdict" in part:
            bench.equal(verdicts.get(id), part["verdict"], f"{where} {id} {form.data['clauses'][id]['name']}")
        if "points" in part and part.get("verdict") != "inapplicable" and not part["error"] and points.get(id):
            bench.expect(is_near(points[id], part["points"]), f"{where} {id}: {points[id]}, not {part['points']}")
    summary = form.summary()
    total = re.search(r"总分 (\S+)", summary)
    bench.expect(
        total and is_near(re.sub(r"(不?符合|待核实|仅供).*", "", total[1]), result["total"]),
        f"{where}: {summary}, not {result['total']}")
    standing = "仅供比较" if result["entrant"] is False else STANDING[result["eligible"]]
    bench.equal(form.text("#summary .mark"), standing, f"{where}: standing")
    wanted = [part["fact"] for part in result["missing"] if part["points"] != "0" and form.facts.get(part["fact"]) is not None]
    named = [line.split(" — ")[0] for line in form.advice("接下来最该答的") if "关系到" in line]
    bench.equal([name for name in named if name in form.facts][:5], [n for n in wanted][:len([name for name in named if name in form.facts])], f"{where}: what to answer next")
    lost = [part["name"] for part in result["lost"]][:8]
    found = [form_name.split(" — ")[0].split(" ")[1] for form_name in form.advice("失了哪些分")]
    bench.equal(found, lost, f"{where}: what is lost")


def contains(bench, form, result, where):
    """What the page leaves open is open to what the program says, and what it settles is the same."""
    verdicts = form.verdicts()
    for id, part in clauses(result).items():
        if "verdict" in part and verdicts[id] != "unverified":
            bench.equal(verdicts[id], part["verdict"], f"{where} {id}")
    total = re.sub(r"(不?符合|待核实|仅供).*", "", re.search(r"总分 (\S+)", form.summary())[1])
    least, most = shown(total)
    inside = least[0] - least[1] <= Fraction(result["total"]["least"]) and Fraction(result["total"]["most"]) <= most[0] + most[1]
    bench.expect(inside, f"{where}: {total} does not contain {result['total']}")


def evaluated(bench, rules, sheets, name):
    """What the program says of one sheet among all."""
    words = ["evaluate", rules, *sheets, "--format", "json"]
    results = json.loads(bench.run(*words, code=None))["results"]
    return next(result for result in results if result["name"] == name)


def ranks(bench, form, rules, sheets, name):
    """Where a sheet stands among all, as the program says it for each comparison of the form."""
    asked = []
    for comparison in form.data["comparisons"]:
        value, cohort = comparison["value"], comparison["cohort"]
        way = "前" if comparison["end"] == "top" else "后"
        asked += [f"名次（{value}，{cohort}，{way}）", f"群体计数（{value}，{cohort}）"]
    said = bench.run("repl", rules, *sheets, typed="".join(f":各 {part}\n" for part in asked), code=None)
    rows = [line.split()[1] for line in said.splitlines() if line.split()[:1] == [name]]
    assert len(rows) == len(asked), f"{name}: {said[:500]}"
    return list(zip(rows[::2], rows[1::2]))


RULES = "rules/houma.rules"


def houma(bench):
    path = bench.folder / "houma.html"
    return path if path.exists() else bench.page("houma", "form", RULES)


def check_filled_in(bench):
    """Communities filled in by hand, saved, evaluated among all others."""
    form = Form(bench, houma(bench))
    sheets = {sheet["小区名称"]: sheet for sheet in shipped(bench, "rules/sheets", form)}
    for name in ("石榴园", "和畅园"):
        form.start()
        sheet = sheets[name] | {"小区名称": "试填" + name}
        form.fill_all(sheet)
        saved = form.save()
        alone = [bench.root / "rules/sheets", saved]
        for place, (rank, size) in enumerate(ranks(bench, form, RULES, alone, "试填" + name)):
            if rank.isdigit():
                form.answer(f"k{place}-rank", {"kind": "number"}, rank)
                form.answer(f"k{place}-size", {"kind": "number"}, re.match(r"\d+", size)[0])
        form.settle()
        compare(bench, form, evaluated(bench, RULES, alone, "试填" + name), name)
        form.browser.see(width=1280)
        bench.picture(f"filled-{name}", whole=False)
        bench.quiet(name)
        if name == "石榴园":
            bench.accessible("filled")


def rated(form, answers):
    """Fills in what has been published of comparisons, as far as it is one rank."""
    for place, (rank, size) in enumerate(answers):
        if rank.isdigit():
            form.answer(f"k{place}-rank", {"kind": "number"}, rank)
            form.answer(f"k{place}-size", {"kind": "number"}, re.match(r"\d+", size)[0])
    form.settle()


def write(bench, name, sheet):
    path = bench.folder / (name + ".json")
    path.write_text(json.dumps([sheet], ensure_ascii=False), encoding="utf-8")
    return path


def check_partly_filled_in(bench):
    """Some of the facts of each shipped community, opened from a file and saved again."""
    form = Form(bench, houma(bench))
    luck = random.Random(14)
    for sheet in shipped(bench, "rules/sheets", form):
        for share in (1, luck.random(), luck.random() / 3):
            form.start()
            part = {name: value for name, value in sheet.items() if name == "小区名称" or luck.random() < share}
            form.load(write(bench, "part", part))
            name = part["小区名称"]
            bench.expect("已打开" in form.text("#status"), f"{name}: {form.text('#status')}")
            saved = form.save()
            result = evaluated(bench, RULES, [saved], name)
            contains(bench, form, result, f"{name} {len(part)}")
            if luck.random() < 0.5:
                rated(form, ranks(bench, form, RULES, [saved], name))
                settled = all(
                    value.isdigit() for pair in ranks(bench, form, RULES, [saved], name) for value in pair)
                if settled:
                    compare(bench, form, result, f"{name} {len(part)}")
    bench.quiet("partly filled in")


def check_other_standards(bench):
    """The sheets of every other shipped standard."""
    for rules, folder in (("linfen", "linfen-sheets"), ("shanxi", "shanxi-sheets"), ("observatory", "observatory-sites")):
        path = f"rules/{rules}.rules"
        form = Form(bench, bench.page(rules, "form", path, "--lang", "zh"))
        sheets = shipped(bench, f"rules/{folder}", form)
        bench.expect(sheets, f"{rules}: no sheets")
        for sheet in sheets[:6]:
            form.start()
            subject = form.data["facts"][form.data["subjects"][0]]["name"]
            form.load(write(bench, rules, sheet))
            saved = form.save()
            result = evaluated(bench, path, [saved], str(sheet[subject]))
            (contains if form.data["comparisons"] else compare)(bench, form, result, f"{rules} {sheet[subject]}")
        for width in (360, 1280):
            form.browser.see(width=width)
            bench.tidy(f"{rules} {width}")
        bench.quiet(rules)


def check_draft(bench):
    """What was filled in is there again; it can be deleted; and a browser that keeps nothing is told of."""
    form = Form(bench, houma(bench))
    form.fill("小区名称", "松林苑")
    form.fill("有电梯", True)
    form.fill("业主满意度", "九成")
    form.fill("公示项目", ["服务事项", "公共收益"])
    form.fill("行政处罚", ["2025-01-02，住建局，未公示收费"])
    form.settle()
    before = form.summary()
    form.again()
    bench.equal(form.summary(), before, "after opening it again")
    bench.expect("接着上次的草稿" in form.text("#status"), form.text("#status"))
    bench.equal(form.browser.run("return document.getElementById('f0').value"), "松林苑", "name")
    bench.equal(len(form.driver.find_elements(By.CSS_SELECTOR, ".row")), 1, "records")
    bench.expect(form.text(f"#f{form.facts['业主满意度']}-error"), "what is wrong is told again")
    form.find("#discard").click()
    form.driver.switch_to.alert.accept()
    form.settle()
    bench.equal(form.browser.run("return Object.keys(localStorage).filter((key) => key.startsWith('rulecheck'))"), [], "what is kept")
    form.again()
    bench.equal(form.browser.run("return document.getElementById('f0').value"), "", "name")
    script = form.browser.command("Page.addScriptToEvaluateOnNewDocument", source="Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    form.again()
    bench.expect("不让存草稿" in form.text("#status"), form.text("#status"))
    form.fill("小区名称", "松林苑")
    form.settle()
    form.browser.command("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
    bench.quiet("draft")


def check_opening(bench):
    """Files that are none of its own, damaged, or more than one sheet."""
    form = Form(bench, houma(bench))

    def opened(name, content):
        path = bench.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        form.load(path)
        return form.text("#status")

    bench.expect("别的标准" in opened("other.json", '[{"学号": "1"}]'), "another standard")
    bench.expect("不完整" in opened("damaged.json", '[{"小区名称": "松'), "damaged")
    bench.expect("没有事实表" in opened("empty.json", "[]"), "empty")
    bench.expect("UTF-8" in opened("gbk.json", '[{"小区名称": "松林苑"}]'.encode("gbk")), "encoding")
    bench.equal(form.browser.run("return document.getElementById('f0').value"), "", "nothing is taken of them")
    said = opened("more.json", '[{"小区名称": "松林苑", "户数": 12.5, "有电梯": "也许", "县长": "无", "地址": "甲", "地址": "乙", "公示天数": "7天", "owner_satisfaction": 0.975, "信用分": 3.2e1}]')
    bench.expect("已打开" in said and "县长" in said and "地址" in said and "2 处读不懂" in said, said)
    bench.equal(form.browser.run("return ['公示天数', '业主满意度', '信用分'].map((name) => document.getElementById('f' + arguments[0][name]).value)", form.facts), ["7", "97.5", "32"], "values")
    bench.expect("整数" in form.text(f"#f{form.facts['户数']}-error"), "a mistake in a file")
    form.find("#discard").click()
    form.driver.switch_to.alert.accept()
    said = opened("headed.json", '[{"小区名称": "松林苑", "建筑面积（㎡）": 42000, "户数（户）": "300", "业主满意度%": 97.5, "投诉率（件）": 1}]')
    bench.equal(form.browser.run("return ['建筑面积', '户数', '业主满意度'].map((name) => document.getElementById('f' + arguments[0][name]).value)", form.facts), ["42000", "300", "97.5"], "units in headings")
    bench.expect("投诉率(件)" in said or "投诉率（件）" in said, said)
    form.driver.find_element(By.CSS_SELECTOR, "#open").send_keys(str(write(bench, "next", {"小区名称": "竹林苑"})))
    form.driver.switch_to.alert.accept()
    form.settle()
    bench.equal(form.browser.run("return document.getElementById('f0').value"), "竹林苑", "another sheet")
    form.find("#discard").click()
    form.driver.switch_to.alert.accept()
    said = opened("several.json", '[{"小区名称": "甲苑", "户数": 3}, {"小区名称": "乙苑", "户数": 4}]')
    bench.expect("2 份" in said, said)
    form.driver.find_elements(By.CSS_SELECTOR, ".choose button")[1].click()
    form.settle()
    bench.equal(form.browser.run("return document.getElementById('f0').value"), "乙苑", "the second sheet")
    form.find("#discard").click()
    form.driver.switch_to.alert.accept()
    said = opened("lines.jsonl", '{"小区名称": "甲苑"}\n\n{"小区名称": "丙苑", "户数": 5}\n')
    bench.expect("2 份" in said, said)
    bench.quiet("opening")


MISTAKES = {
    "户数": {"许多": "填一个数", "12.5": "整数", "12 个": "单位", "12%": "不是百分比", "1e3": "科学计数", "1234567890123456789": "18 位", "=A1": "公式"},
    "服务星级": {"6": "太大：允许的范围是 1 星 到 5 星", "0": "太小：允许的范围是 1 星 到 5 星"},
    "业主满意度": {"0.95": "0.95% 还是 95%", "120": "太大", "多半": "填百分比", "-3": "太小"},
    "最近公布日期": {"2025年2月30日": "2025 年 2 月只有 28 天", "2025-13-01": "没有 13 月", "45839": "日期序号", "去年": "依年、月、日"},
    "亮点介绍": {"'甲": "撇号", "#REF!": "出错标记"},
}


def check_mistakes(bench):
    """Every mistake has a text of its own, which belongs to its control; what cannot be read counts as unknown."""
    form = Form(bench, houma(bench))
    for name, mistakes in MISTAKES.items():
        box = f"#f{form.facts[name]}"
        for typed, wanted in mistakes.items():
            form.fill(name, typed)
            form.browser.run("document.activeElement.blur()")
            said = form.text(box + "-error")
            bench.expect(wanted in said, f"{name} {typed}: {said}")
            bench.equal(form.find(box).get_attribute("aria-invalid"), "true", f"{name} {typed}")
            bench.expect(box[1:] + "-error" in form.find(box).get_attribute("aria-describedby"), f"{name}: not described")
    form.browser.run("const box = document.getElementById(arguments[0]); box.value = '字'.repeat(20001); box.dispatchEvent(new Event('change', { bubbles: true }))", f"f{form.facts['亮点介绍']}")
    bench.expect("20001 字" in form.text(f"#f{form.facts['亮点介绍']}-error"), "too long")
    form.fill("户数", "１，２００户")
    form.browser.run("document.activeElement.blur()")
    bench.equal(form.text(f"#f{form.facts['户数']}-error"), "", "what is right again")
    bench.equal(form.find(f"#f{form.facts['户数']}").get_property("value"), "1200", "without the unit that stands beside it")
    form.find("#save").click()
    summary = form.find("#problems")
    bench.expect(summary.is_displayed() and form.driver.switch_to.active_element == summary, "the summary has the focus")
    bench.expect("要填小区名称" in summary.text and "2025 年" not in summary.text, summary.text)
    bench.accessible("mistakes", widths=(360,))
    form.driver.find_element(By.CSS_SELECTOR, "#problems li a").click()
    bench.equal(form.driver.switch_to.active_element.get_attribute("id"), "f0", "a link of the summary leads to its control")
    form.fill("小区名称", "松林苑")
    form.find("#save").click()
    saved = bench.browser.fetch(lambda: form.find("#save-anyway").click(), ".json")
    sheet = json.loads(saved.read_text(encoding="utf-8"))[0]
    bench.equal(sheet["户数"], "1200 户", "what is saved")
    result = evaluated(bench, RULES, [saved], "松林苑")
    contains(bench, form, result, "with mistakes")
    bench.quiet("mistakes")


FOCUS = """const e = document.activeElement, box = e.closest('.option, .button') ?? e;
    const [place, bar] = [box.getBoundingClientRect(), document.getElementById('bar').getBoundingClientRect()];
    const [outer, inner] = [getComputedStyle(box), getComputedStyle(e)];
    const records = e.closest('.row');
    return {
      name: e.name || e.closest('fieldset[id]')?.id || '', value: e.value ?? '', kind: e.className || e.type || e.tagName,
      row: records ? [...records.parentElement.children].indexOf(records) : null,
      isInSight: place.height > 0 && place.bottom <= bar.top + 1 && place.top >= 0,
      isOutlined: [outer, inner].some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) }"""


class Hands(list):
    """Somebody without a pointer, on a small screen; whatever has the focus has to be seen to have it."""

    def __init__(self, bench, form):
        self.bench, self.form = bench, form

    def press(self, *keys):
        self.extend(keys)
        ActionChains(self.form.driver).send_keys(*keys).perform()
        found = self.form.browser.run(FOCUS)
        self.bench.expect(found["isInSight"], f"out of sight: {found}")
        self.bench.expect(found["isOutlined"], f"not seen to have the focus: {found}")
        return found

    def hold(self, *letters):
        """With the control key."""
        act = ActionChains(self.form.driver).key_down(Keys.CONTROL)
        for letter in letters:
            act = act.send_keys(letter)
        act.key_up(Keys.CONTROL).perform()

    def up(self, count):
        """From “not known yet”, the last of its radio buttons."""
        return self.press(*[Keys.ARROW_UP] * count)

    def answer(self, fact, value, focus):
        """Answers the question that has the focus and goes on to the next."""
        kind, empty = fact["type"], value in (None, "", [])
        rows = [] if kind["kind"] != "records" or empty or value == ["无"] else value
        match kind["kind"]:
            case "truth" if not empty:
                self.up(2 if value is True or value in YES else 1)
            case "choice" if not empty:
                self.up(len(kind["options"]) - kind["options"].index(value))
            case "records" if not empty:
                self.up(2 if rows else 1)
            case "choices":
                chosen = value if isinstance(value, list) else [part for part in re.split("[、，,]", value or "") if part not in NO]
                places = [] if empty else [str(kind["options"].index(part)) for part in chosen] or ["none"]
                for stop in [*range(len(kind["options"])), "none"]:
                    if focus["value"] in places:
                        self.press(Keys.SPACE)
                    focus = self.press(Keys.TAB)
                return focus
            case "number" | "percentage" | "date" | "text" if not empty:
                self.press(str(value))
        focus = self.press(Keys.TAB)
        for place, row in enumerate(rows):
            cells = list(row.values()) if isinstance(row, dict) else row.split("，")
            for cell in cells:
                self.bench.equal(focus["row"], place, f"{fact['name']}: the row of {row}")
                if cell:
                    self.press(str(cell))
                focus = self.press(Keys.TAB)
            self.bench.equal(focus["kind"], "remove", f"{fact['name']}: behind its cells")
            focus = self.press(Keys.TAB)
            if place + 1 < len(rows):
                focus = self.press(Keys.ENTER)
        # What adds a record is passed over.
        return self.press(Keys.TAB) if "add" in focus["kind"] else focus


def check_keys_alone(bench):
    """From a blank form to the saved file on a small screen, by the order of the page and nothing else."""
    form = Form(bench, houma(bench))
    form.browser.see(width=360, height=640)
    name = "明月轩"
    sheet = next(sheet for sheet in shipped(bench, "rules/sheets", form) if sheet["小区名称"] == name)
    keys = Hands(bench, form)
    bench.equal(keys.press(Keys.TAB)["kind"], "skip", "the first stop")
    ActionChains(form.driver).send_keys(Keys.ENTER).perform()
    focus = keys.press(Keys.TAB)
    typed = sheet | {"户数": "三十"}
    for place, fact in enumerate(form.data["facts"]):
        bench.equal(focus["name"], f"f{place}", f"the stop of {fact['name']}")
        if focus["name"] != f"f{place}":
            return
        focus = keys.answer(fact, typed.get(fact["name"]), focus)
    while focus["name"].startswith("k"):
        focus = keys.press(Keys.TAB)
    bench.equal(focus["kind"], "save", "behind the questions")
    form.settle()
    bench.picture("keys-end", whole=False)
    # The mistake is named, is one key away, says what is wrong, and needs no way back.
    focus = keys.press(Keys.ENTER)
    bench.equal(focus["kind"], "problems", "after saving what cannot be read")
    bench.picture("keys-problems", whole=False)
    focus = (keys.press(Keys.TAB), keys.press(Keys.ENTER))[1]
    place = form.facts["户数"]
    bench.equal(focus["name"], f"f{place}", "what has to be mended")
    bench.expect("一个数" in form.text(f"#f{place}-error"), form.text(f"#f{place}-error"))
    bench.picture("keys-mistake", whole=False)
    keys.hold("a")
    keys.press(str(sheet["户数"]))
    saved = bench.browser.fetch(lambda: keys.hold("s"), ".json")
    bench.expect("已保存" in form.text("#status"), form.text("#status"))
    form.settle()
    result = evaluated(bench, RULES, [saved], name)
    bench.equal(result, evaluated(bench, RULES, [f"rules/sheets/{name}.txt"], name), "what is saved")
    contains(bench, form, result, name)
    stops = sum(key == Keys.TAB for key in keys)
    controls = form.browser.run(
        "return document.querySelectorAll('#form :is(input:not([type=radio]), textarea, fieldset:has([type=radio]), .add, .remove)').length")
    bench.expect(stops <= controls + 8, f"{stops} stops for {controls} controls")
    bench.quiet("keys alone")
    form.browser.see()


def check_keyboard(bench):
    """Records are added and removed without a pointer, and the focus stays where it can be seen."""
    form = Form(bench, houma(bench))
    keys = Hands(bench, form)
    form.browser.run("document.querySelector(`[name=f${arguments[0]}][value='']`).focus()", form.facts["行政处罚"])
    keys.up(2)
    keys.press(Keys.TAB, "2025-01-02", Keys.TAB, "住建局", Keys.TAB, "未公示")
    keys.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    keys.press("2025-02-03")
    bench.equal(len(form.driver.find_elements(By.CSS_SELECTOR, ".row")), 2, "records")
    focus = keys.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    bench.equal(len(form.driver.find_elements(By.CSS_SELECTOR, ".row")), 1, "records left")
    bench.equal(focus["kind"], "LEGEND", "the focus after a record is gone")
    form.browser.run("document.getElementById('f0').focus()")
    keys.press("键盘苑")
    form.settle()
    saved = bench.browser.fetch(lambda: keys.hold("s"), ".json")
    sheet = json.loads(saved.read_text(encoding="utf-8"))[0]
    bench.equal(sheet["行政处罚"], [{"日期": "2025-01-02", "机关": "住建局", "事由": "未公示"}], "records saved")


def check_announcements(bench):
    """One line is said, once nothing has changed for a while, and not at every key."""
    form = Form(bench, houma(bench))
    form.browser.run("""window.said = [];
        new MutationObserver(() => window.said.push(document.getElementById('announcement').textContent))
            .observe(document.getElementById('announcement'), { childList: true })""")
    form.browser.wait("return document.getElementById('announcement').textContent")
    before = form.browser.run("return window.said.length")
    form.fill("小区名称", "松林苑")
    form.fill("较大安全事故", True)
    form.browser.wait("return window.said.length > arguments[0]", before)
    bench.equal(form.browser.run("return window.said.length"), before + 1, "announcements")
    said = form.text("#announcement")
    bench.expect("没有过" in said and "原则 1" in said, said)
    live = form.browser.run("return [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')].map((e) => e.id)")
    bench.equal(sorted(live), ["announcement", "status"], "what is said aloud")


def check_blank_pages(bench):
    """Axe on the blank forms of both languages, and on the one of another standard."""
    for name, words in {"zh": [RULES, "--lang", "zh"], "en": [RULES, "--lang", "en"], "observatory": ["rules/observatory.rules"]}.items():
        form = Form(bench, bench.page("blank-" + name, "form", *words))
        bench.quiet(name)
        bench.accessible("blank-" + name)
        form.start()


def check_paper(bench):
    """Printed, the answers are there in full and nothing that is only for the screen."""
    form = Form(bench, houma(bench))
    text = "三方共管小区，" * 20
    form.fill("小区名称", "松林苑")
    form.fill("亮点介绍", text)
    form.fill("有电梯", False)
    form.settle()
    form.browser.see(media="print")
    shown = form.browser.run("return [...document.querySelectorAll('.printed')].filter((e) => e.offsetParent).map((e) => e.textContent)")
    bench.expect("松林苑" in shown and text in shown, "answers on paper")
    bench.equal(form.browser.run("return [...document.querySelectorAll('button, input, textarea, .bar, nav, .asked')].filter((e) => e.offsetParent).length"), 0, "left on paper")
    form.browser.see()
    pdf = bench.folder / "form.pdf"
    form.browser.paper(pdf)
    bench.expect(pdf.stat().st_size > 20_000, "PDF")
    if bench.pictures:
        shutil.copy(pdf, bench.pictures)


def check_without_scripts(bench):
    """The questions can be read, and what is missing is told."""
    browser = bench.browser
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(houma(bench))
        driver = browser.driver
        bench.expect("没有运行脚本" in driver.find_element(By.CSS_SELECTOR, "noscript").text, "told")
        bench.expect(driver.find_element(By.ID, "f0").is_displayed(), "questions")
        bench.expect("每条填：日期" in driver.find_element(By.ID, "questions").text, "what records state")
        bench.expect(not driver.find_element(By.ID, "save").is_displayed(), "buttons that do nothing")
        bench.picture("without-scripts", whole=False)
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def check_hostile_names(bench):
    """Names that would be markup, and answers with what nobody sees."""
    rules = bench.folder / "hostile.rules"
    title = "</script><script>window.hurt = 1</script><img src=x onerror=\'window.hurt = 1\'>&amp;"
    rules.write_text(
        f"""标准 怪 “{title}”
事实 名称 文本 “{title}”
事实 样式 选项（“</script>”，“a'b”，“<b>”） “{title}”
事实 次数 整数 次
对象 名称
原则 1 “{title}”
  条件 样式 = “</script>”
类别 甲 “{title}”
  指标 1 “{title}”
    得分 100 分 当 次数 ≥ 2 次
""", encoding="utf-8")
    form = Form(bench, bench.page("hostile", "form", rules))
    bench.equal(form.browser.run("return window.hurt ?? null"), None, "markup from names")
    form.fill("样式", "</script>")
    form.browser.run("const box = document.getElementById('f0'); box.value = arguments[0] + String.fromCharCode(0xD800); box.dispatchEvent(new Event('input', { bubbles: true }))", "</script>\u202e\u200b\"'👩‍🌾")
    form.fill("次数", "3")
    form.settle()
    saved = form.save()
    sheet = json.loads(saved.read_text(encoding="utf-8"))[0]
    bench.equal(sheet["样式"], "</script>", "an option")
    compare(bench, form, evaluated(bench, rules, [saved], sheet["名称"]), "hostile")
    bench.equal(form.browser.run("return window.hurt ?? null"), None, "markup from answers")
    bench.quiet("hostile")
