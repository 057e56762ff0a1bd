"""A headless browser for checks of pages: what it shows, asks for, says on its console, and what axe finds.

It takes: apt-get install -y chromium chromium-driver fonts-noto-cjk poppler-utils
          pip install selenium && pip install --no-deps axe-playwright-python   (of which only axe-core is used)
"""

import base64
import importlib.util
import json
import pathlib
import shutil
import time


def _axe():
    """The script of axe-core, from whichever package has brought it; the newest knows WCAG 2.2."""
    for package in ("axe_playwright_python", "axe_core_python", "axe_selenium_python"):
        found = importlib.util.find_spec(package)
        for folder in found.submodule_search_locations if found else []:
            for script in sorted(pathlib.Path(folder).rglob("axe.min.js")):
                return script
    return None


def missing():
    """What is not installed that the checks need."""
    parts = {
        "chromium": shutil.which("chromium") or shutil.which("chromium-browser"),
        "chromedriver": shutil.which("chromedriver"),
        "pdftotext": shutil.which("pdftotext"),
        "selenium": importlib.util.find_spec("selenium"),
        "axe-core": _axe(),
    }
    return [name for name, part in parts.items() if not part]


class Browser:
    """One window. Whatever it asks the network for, or complains of, is remembered."""

    RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def __init__(self, downloads):
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service

        options = Options()
        options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        # axe takes its time on long pages.
        self.driver.set_script_timeout(180)
        self.downloads = pathlib.Path(downloads)
        self.command("Page.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        self.see()

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def see(self, width=1280, height=900, scheme="light", media="screen"):
        """How the page is looked at."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.command(
            "Emulation.setEmulatedMedia", media=media if media == "print" else "",
            features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path):
        self.driver.get(pathlib.Path(path).absolute().as_uri())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script, *arguments):
        """What a script gives `done`."""
        return self.driver.execute_async_script(
            f"const done = arguments[arguments.length - 1]; {script}", *arguments)

    def wait(self, script, *arguments, seconds=10):
        """Until a script gives something; what it gives."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.03).until(lambda driver: driver.execute_script(script, *arguments))

    def complaints(self):
        """What the console has said, and what was asked of the network, since the last time."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]
        return said + outside

    def findings(self):
        """What axe finds, a line each."""
        if not self.run("return typeof axe === 'object'"):
            self.run(_axe().read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[1]; axe.run(document, { runOnly: arguments[0] }).then("
            "(found) => done(found.violations), (error) => done(String(error)))", self.RULES)
        if isinstance(found, str):
            return [found]
        return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]]

    def faults(self):
        """What anybody would see to be wrong: what sticks out of its box or is cut off, and headings and tables of nothing."""
        return self.run("""
          const name = (e) => `${e.tagName.toLowerCase()}${e.id && '#' + e.id}.${e.className} “${e.textContent.trim().slice(0, 40)}”`;
          const isShown = (e) => e.getClientRects().length > 0 && !e.closest('svg, .hidden, .skip') && e.checkVisibility({ visibilityProperty: true });
          const found = [];
          for (const e of document.querySelectorAll('body, body *')) {
            if (!isShown(e)) continue;
            const style = getComputedStyle(e);
            const isInline = style.display === 'inline' || e.matches('input, textarea, select, button *');
            if (!isInline && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && !['auto', 'scroll'].includes(style.overflowX))
              found.push(`${style.overflowX === 'visible' ? 'sticks out of' : 'is cut off in'} ${name(e)}: ${e.scrollWidth} of ${e.clientWidth}`);
            if (e.matches('p, li, dt, dd, figure, ul, dl') && !e.matches('[role=status]') && e.childNodes.length === 0)
              found.push(`nothing in ${name(e)}`);
            if (e.matches('table') && !e.tBodies[0]?.rows.length) found.push(`no rows in ${name(e)}`);
            if (e.matches('h1, h2, h3, h4, h5')) {
              let next = e.nextElementSibling;
              while (next && !isShown(next)) next = next.nextElementSibling;
              const isOver = !next || (/^H[1-5]$/.test(next.tagName) && next.tagName <= e.tagName);
              if (isOver && e.tagName !== 'H1') found.push(`nothing below ${name(e)}`);
            }
          }
          return found.slice(0, 12)""")

    def picture(self, path, whole=True):
        """All of the page, or what is in sight."""
        if whole:
            # What is laid out only where somebody looks, too.
            self.run("for (const e of document.querySelectorAll('.long > section')) e.style.contentVisibility = 'visible'")
        shot = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **(
            {"clip": {**self.run(
                "const e = document.documentElement; return { x: 0, y: 0, width: innerWidth, height: Math.min(e.scrollHeight, 16000) }"),
                "scale": 1}} if whole else {}))
        pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path):
        """The page as it is printed, as PDF."""
        printed = self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        pathlib.Path(path).write_bytes(base64.b64decode(printed["data"]))

    def fetch(self, act, ending, seconds=10):
        """The file that an action saves; those saved before are gone then."""
        for file in self.downloads.iterdir():
            file.unlink()
        act()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            new = [file for file in self.downloads.iterdir() if file.name.endswith(ending)]
            if new:
                return new[0]
            time.sleep(0.03)
        raise AssertionError(f"nothing was saved as {ending}")

    def close(self):
        self.driver.quit()
