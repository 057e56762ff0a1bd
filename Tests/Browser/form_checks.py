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
    found = []
    for comparison in form.data["comparisons"]:
        value, cohort = comparison["value"], comparison["cohort"]
        way = "前" if comparison.get("end") == "top" else "后"
        answers = []
        for expression in (f"名次（{value}，{cohort}，{way}）", f"群体计数（{value}，{cohort}）"):
            lines = bench.run("repl", rules, *sheets, typed=f":各 {expression}\n", code=None).splitlines()
            row = next(line.split() for line in lines if line.split()[:1] == [name])
            answers.append(row[1])
        found.append(answers)
    return found


RULES = "rules/houma.rules"


def houma(bench):
    path = bench.folder / "houma.html"
    return path if path.exists() else bench.page("houma", "form", RULES)


def check_filled_in(bench):
    """Communities filled in by hand, saved, evaluated among all others."""
    form = Form(bench, houma(bench))
    sheets = {sheet["小区名称"]: sheet for sheet in shipped(bench, "rules/sheets", form)}
    for name in ("明月轩", "石榴园", "和畅园"):
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
