"""Runs SQL on an engine, for tests: asked a line of JSON each, answered by a line of JSON each.

engines.py ENGINE - duckdb, postgresql or spark. First it says whether the engine is there: {"ready": version} or
{"missing": why}. Then {"folder", "steps"} runs steps within a folder, from which they read their files of CSV, each beginning
with nothing but what the first of them makes: {"script"} runs statements, {"query", "file"} writes what a query tells, without a
first line, NULL as \\N. It is answered {"seconds": of each} or {"error": what the engine says}. The engine starts once and ends
with whoever asks.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time


class DuckDB:
    def __init__(self):
        import duckdb

        self.module = duckdb
        self.version = duckdb.__version__

    def begin(self):
        self.connection = self.module.connect(config={"threads": 2})

    def script(self, text):
        self.connection.execute(text).fetchall()

    def query(self, text, file):
        self.script(f"COPY (\n{text}\n) TO '{file}' (FORMAT csv, HEADER false, NULLSTR '\\N', DELIMITER ',')")

    def finish(self):
        self.connection.close()

    def end(self):
        pass


class PostgreSQL:
    """A cluster of its own, which only this user reaches."""

    def __init__(self):
        programs = shutil.which("initdb") or max(glob.glob("/usr/lib/postgresql/*/bin/initdb"), default=None, key=self.number)
        if not programs or not shutil.which("psql"):
            raise ImportError("no initdb and psql")
        self.programs = os.path.dirname(programs)
        self.home = tempfile.mkdtemp(prefix="rulecheck-pg-")
        # It does not run as root.
        self.user = {"user": "nobody"} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.home, "nobody")
        data = os.path.join(self.home, "data")
        self.call("initdb", "-D", data, "-U", "judge", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        # What is told is compared, not kept.
        settings = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses='' -c max_wal_size=8GB"
        memory = os.environ.get("RULECHECK_POSTGRESQL_SETTINGS", "")
        self.call(
            "pg_ctl", "-D", data, "-w", "-l", os.path.join(self.home, "log"), "-o", f"{settings} {memory} -k {self.home}", "start"
        )
        self.version = self.call("postgres", "--version").split()[2]
        self.data = data

    @staticmethod
    def number(path):
        part = path.split("/")[4]
        return float(part) if part.replace(".", "", 1).isdigit() else 0

    def call(self, program, *arguments):
        done = subprocess.run(
            [os.path.join(self.programs, program), *arguments], cwd=self.home, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE if program == "postgres" else subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.user,
        )
        if done.returncode:
            raise ImportError(f"{program} fails")
        return done.stdout or ""

    def begin(self):
        """One session for all steps, as what is set in one of them holds for the next."""
        self.session = subprocess.Popen(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.home, "-U", "judge", "-d", "postgres"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=error -c search_path=judged", "PGCLIENTENCODING": "UTF8"},
        )
        self.script("DROP SCHEMA IF EXISTS judged CASCADE; CREATE SCHEMA judged;")

    def script(self, text):
        self.session.stdin.write(text + "\n\\warn done\n")
        self.session.stdin.flush()
        complaints = ""
        for line in self.session.stderr:
            if line == "done\n":
                return
            complaints += line
        self.session.wait()
        raise RuntimeError(complaints)

    def query(self, text, file):
        self.script(f"\\o {file}\nCOPY (\n{text}\n) TO STDOUT WITH (FORMAT csv, NULL '\\N');\n\\o")

    def finish(self):
        self.session.stdin.close()
        self.session.wait()

    def end(self):
        try:
            self.call("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        except (ImportError, OSError):
            pass
        shutil.rmtree(self.home, ignore_errors=True)


class Spark:
    def __init__(self):
        if not shutil.which("java"):
            raise ImportError("no java")
        from pyspark.sql import SparkSession

        # Java tells much that no test reads; what goes wrong is told in answers.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        self.home = tempfile.mkdtemp(prefix="rulecheck-spark-")
        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", self.home)
            .config("spark.local.dir", self.home)
            .config("spark.driver.memory", os.environ.get("RULECHECK_SPARK_MEMORY", "2g"))
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        self.version = self.session.version

    def begin(self):
        self.session.sql("DROP DATABASE IF EXISTS judged CASCADE").collect()
        self.session.sql("CREATE DATABASE judged").collect()
        self.session.sql("USE judged").collect()

    def script(self, text):
        for statement in statements(text):
            # Files are sought in the folder in which Java was started, unless they are told with theirs.
            if statement.startswith("CREATE OR REPLACE TEMPORARY VIEW csv_"):
                statement = statement.replace("path '", f"path '{os.getcwd()}/", 1)
            self.session.sql(statement).collect()

    def query(self, text, file):
        folder = os.path.join(os.getcwd(), "parts")
        options = {"nullValue": "\\N", "emptyValue": "", "escape": '"', "ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false"}
        self.session.sql(text).write.options(**options).csv(folder)
        with open(file, "wb") as result:
            for part in sorted(glob.glob(os.path.join(folder, "part-*"))):
                with open(part, "rb") as source:
                    shutil.copyfileobj(source, result)
        shutil.rmtree(folder)

    def finish(self):
        pass

    def end(self):
        shutil.rmtree(self.home, ignore_errors=True)


def statements(script):
    """Those of a script, without the lines that are passed over."""
    statement, mark, place = "", None, 0
    while place < len(script):
        letter = script[place]
        if mark:
            if letter == "\\":
                statement += letter
                place += 1
                letter = script[place]
            elif letter == mark:
                mark = None
        elif letter in "'\"`":
            mark = letter
        elif script.startswith("--", place):
            place = script.find("\n", place) if "\n" in script[place:] else len(script)
            continue
        elif letter == ";":
            if statement.strip():
                yield statement.strip()
            statement, place = "", place + 1
            continue
        statement += letter
        place += 1
    if statement.strip():
        yield statement.strip()


def watch(parent, runner):
    """Ends with whoever asks, even where the pipe stays open."""
    while os.getppid() == parent:
        time.sleep(1)
    runner.end()
    os._exit(0)


def main():
    # What libraries print is no answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(told):
        answers.write(json.dumps(told) + "\n")
        answers.flush()

    try:
        runner = {"duckdb": DuckDB, "postgresql": PostgreSQL, "spark": Spark}[sys.argv[1]]()
    except (ImportError, OSError) as error:
        answer({"missing": str(error)})
        return
    threading.Thread(target=watch, args=(os.getppid(), runner), daemon=True).start()
    answer({"ready": runner.version})
    try:
        for line in sys.stdin:
            job = json.loads(line)
            os.chdir(job["folder"])
            times = []
            try:
                runner.begin()
                for step in job["steps"]:
                    started = time.monotonic()
                    if "script" in step:
                        runner.script(step["script"])
                    else:
                        runner.query(step["query"], step["file"])
                    times.append(round(time.monotonic() - started, 3))
                runner.finish()
                answer({"seconds": times})
            except Exception as error:
                answer({"error": str(error)[:2000]})
            os.chdir("/")
    finally:
        runner.end()


main()
