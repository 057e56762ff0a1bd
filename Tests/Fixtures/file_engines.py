"""Runs scripts of SQL on an engine, for tests: asked a line of JSON each, answered by a line of JSON each.

engines.py ENGINE - duckdb, postgresql or spark. First it says whether the engine is there: {"ready": version} or
{"missing": why}. Then {"folder", "scripts", "query"} runs the scripts and the query within a folder, from which they read
their files of CSV; what the query tells is written there as result.csv, without a first line, NULL as \\N. It is answered
{"seconds": of each} or {"error": what the engine says}. The engine starts once and ends with whoever asks.
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

    def run(self, job, clock):
        connection = self.module.connect()
        try:
            connection.execute("SET threads = 2")
            for script in job["scripts"]:
                connection.execute(script).fetchall()
                clock()
            if job["query"]:
                connection.execute(
                    f"COPY (\n{job['query']}\n) TO 'result.csv' (FORMAT csv, HEADER false, NULLSTR '\\N', DELIMITER ',')"
                )
                clock()
        finally:
            connection.close()

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
        self.version = self.call("postgres", "--version").split()[-1]
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

    def psql(self, script, *others):
        path = os.path.join(os.getcwd(), "script.sql")
        with open(path, "w", encoding="utf-8") as file:
            file.write(script)
        done = subprocess.run(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.home, "-U", "judge", "-d", "postgres", "-f", path, *others],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=error -c search_path=judged", "PGCLIENTENCODING": "UTF8"},
        )
        if done.returncode:
            raise RuntimeError(done.stderr)

    def run(self, job, clock):
        self.psql("DROP SCHEMA IF EXISTS judged CASCADE; CREATE SCHEMA judged;")
        for script in job["scripts"]:
            self.psql(script)
            clock()
        if job["query"]:
            self.psql(f"COPY (\n{job['query']}\n) TO STDOUT WITH (FORMAT csv, NULL '\\N');", "-o", "result.csv")
            clock()

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

    def run(self, job, clock):
        # Files are sought in the folder in which Java was started, unless they are told with theirs.
        folder = os.getcwd()
        for script in job["scripts"]:
            for statement in statements(script):
                created = statement.split()[:3]
                if created[:2] == ["CREATE", "TABLE"]:
                    self.session.sql(f"DROP TABLE IF EXISTS {created[2]}")
                self.session.sql(statement.replace("path '", f"path '{folder}/")).collect()
            clock()
        if job["query"]:
            written = os.path.join(folder, "parts")
            options = {"nullValue": "\\N", "emptyValue": "", "escape": '"', "ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false"}
            self.session.sql(job["query"]).write.options(**options).csv(written)
            with open("result.csv", "wb") as result:
                for part in sorted(glob.glob(os.path.join(written, "part-*"))):
                    with open(part, "rb") as file:
                        shutil.copyfileobj(file, result)
            clock()

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
            times, started = [], time.monotonic()

            def clock():
                nonlocal started
                now = time.monotonic()
                times.append(round(now - started, 3))
                started = now

            try:
                runner.run(job, clock)
                answer({"seconds": times})
            except Exception as error:
                answer({"error": str(error)[:2000]})
            os.chdir("/")
    finally:
        runner.end()


main()
