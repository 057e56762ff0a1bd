#!/usr/bin/env python3
"""Checks the pages that the program makes in a real browser.

    python3 Tests/Browser/run.py PROGRAM [--only WORD] [--pictures FOLDER]
    python3 Tests/Browser/run.py --missing       names what is not installed, if anything

A check is a function `check_…(bench)` in a file `…_checks.py` beside this one. What has to be installed stands in
browser.py. Exit code 1: a check failed; 77: something is not installed, and nothing was checked.
"""

import argparse
import importlib
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import browser


class Bench:
    """What checks work with: the program, a folder of their own, and one browser for all of them."""

    root = pathlib.Path(__file__).resolve().parents[2]

    def __init__(self, program, folder, pictures):
        self.program = pathlib.Path(program).absolute()
        self.folder = pathlib.Path(folder)
        self.pictures = pictures and pathlib.Path(pictures)
        downloads = self.folder / "downloads"
        downloads.mkdir()
        self.browser = browser.Browser(downloads)
        self.findings = []

    def run(self, *words, code=0, typed=None):
        """What the program writes."""
        done = subprocess.run(
            [str(self.program), *map(str, words)], cwd=self.root, capture_output=True, text=True, input=typed,
            env={"LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin"})
        if code is not None:
            assert done.returncode == code, f"{words}: exit code {done.returncode}: {done.stderr[:500]}"
        return done.stdout

    def page(self, name, *words):
        """The page that a command writes, in the browser."""
        path = self.folder / (name + ".html")
        self.run(*words, "--output", path)
        return path

    def picture(self, name, whole=True):
        """Keeps what the browser shows, to be looked at, where that is wanted."""
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.browser.picture(self.pictures / (name + ".png"), whole)

    def expect(self, truth, text):
        if not truth:
            self.findings.append(text)

    def equal(self, found, wanted, text):
        self.expect(found == wanted, f"{text}: {found!r}, not {wanted!r}")

    def quiet(self, where):
        """Nothing on the console, nothing asked of the network."""
        self.equal(self.browser.complaints(), [], where)

    def tidy(self, where):
        """Nothing sticks out of where it belongs, and nothing is announced that is not there."""
        wide = self.browser.run("return document.documentElement.scrollWidth - innerWidth")
        self.expect(wide <= 0, f"{where}: {wide} wider than the window")
        for fault in self.browser.faults():
            self.findings.append(f"{where}: {fault}")

    def accessible(self, name, widths=(1280, 360)):
        """No finding of axe in light, in dark and on paper; a picture of each."""
        for width in widths:
            for scheme, media in (("light", "screen"), ("dark", "screen"), ("light", "print")):
                kind = media if media == "print" else scheme
                if media == "print" and width != widths[0]:
                    continue
                self.browser.see(width=width, scheme=scheme, media=media)
                for finding in self.browser.findings():
                    self.findings.append(f"{name} {width} {kind}: {finding}")
                # Paper is wider than a small screen, and is measured by its own checks.
                if media == "screen":
                    self.tidy(f"{name} {width} {kind}")
                self.picture(f"{name}-{width}-{kind}")
        self.browser.see()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", nargs="?")
    arguments.add_argument("--only", default="")
    arguments.add_argument("--pictures")
    arguments.add_argument("--missing", action="store_true")
    given = arguments.parse_args()
    missing = browser.missing()
    if given.missing or missing:
        print(", ".join(missing))
        return 77 if missing else 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.program, folder, given.pictures)
        try:
            for file in sorted(pathlib.Path(__file__).parent.glob("*_checks.py")):
                module = importlib.import_module(file.stem)
                for name in [name for name in vars(module) if name.startswith("check_")]:
                    if given.only not in f"{file.stem}.{name}":
                        continue
                    bench.findings = []
                    start = time.monotonic()
                    try:
                        getattr(module, name)(bench)
                    except Exception:
                        bench.findings.append(traceback.format_exc())
                    word = "FAILED" if bench.findings else "ok"
                    print(f"{word} {file.stem}.{name} ({time.monotonic() - start:.1f} s)", flush=True)
                    for finding in bench.findings[:20]:
                        print("  " + finding.replace("\n", "\n  "), flush=True)
                    failed += bool(bench.findings)
        finally:
            bench.browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
