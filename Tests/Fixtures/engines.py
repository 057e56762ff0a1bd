"""Runs statements on an engine, for tests: jobs from one file of JSON, what comes out into another.

engines.py ENGINE JOBS RESULTS - the engine is duckdb, postgresql (with its address behind a colon) or spark.
"""

import json
import sys


def plain(value):
    """As the tests compare it: texts, truths and nothing; numbers as their digits."""
    if value is None or isinstance(value, (bool, str)):
        return value
    return str(int(value)) if value == int(value) else str(value)


class DuckDB:
    def __init__(self):
        import duckdb

        self.module = duckdb

    def run(self, job):
        connection = self.module.connect()
        try:
            for statement in job["schema"]:
                connection.execute(statement)
            for name, table in job["tables"].items():
                if table["rows"]:
                    marks = ", ".join("?" * len(table["rows"][0]))
                    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", table["rows"])
            cursor = connection.execute(job["query"])
            return [column[0] for column in cursor.description], cursor.fetchall()
        finally:
            connection.close()


class PostgreSQL:
    def __init__(self, address):
        import psycopg2

        self.connection = psycopg2.connect(address)

    def run(self, job):
        cursor = self.connection.cursor()
        try:
            cursor.execute("SET client_min_messages = error")
            cursor.execute("DROP SCHEMA IF EXISTS judged CASCADE; CREATE SCHEMA judged; SET search_path = judged")
            for statement in job["schema"]:
                cursor.execute(statement)
            for name, table in job["tables"].items():
                for row in table["rows"]:
                    cursor.execute(f"INSERT INTO {name} VALUES ({', '.join(['%s'] * len(row))})", row)
            cursor.execute(job["query"])
            return [column[0] for column in cursor.description], cursor.fetchall()
        finally:
            self.connection.rollback()


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )

    def run(self, job):
        for name, table in job["tables"].items():
            self.view(name, table)
        frame = self.session.sql(job["query"])
        return frame.columns, [list(row) for row in frame.collect()]

    def view(self, name, table):
        columns = ", ".join(f"CAST(column{place} AS {kind}) AS {column}" for place, (column, kind) in enumerate(table["columns"]))
        schema = ", ".join(f"column{place} STRING" for place in range(len(table["columns"])))
        rows = [[None if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in row] for row in table["rows"]]
        self.session.createDataFrame(rows, schema).createOrReplaceTempView("typed")
        self.session.sql(f"SELECT {columns} FROM typed").createOrReplaceTempView(name)


def main():
    engine, jobs, results = sys.argv[1:4]
    kind, _, address = engine.partition(":")
    runner = {"duckdb": DuckDB, "postgresql": lambda: PostgreSQL(address), "spark": Spark}[kind]()
    told = []
    with open(jobs, encoding="utf-8") as file:
        for job in json.load(file):
            try:
                columns, rows = runner.run(job)
                told.append({"columns": list(columns), "rows": [[plain(value) for value in row] for row in rows]})
            except Exception as error:
                told.append({"error": str(error)[:2000]})
    with open(results, "w", encoding="utf-8") as file:
        json.dump(told, file)


main()
