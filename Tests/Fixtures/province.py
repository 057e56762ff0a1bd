"""Makes up the communities of a province, the same ones for an engine of SQL and for the program.

province.py SCHEMA COUNT BLANK FOLDER - the schema is what `rulecheck sql RULES --dialect duckdb --schema` writes; of a
hundred cells BLANK are. In the folder stand then facts.csv and rows_f….csv for the engine, and 小区.csv and the lists of
records for the program. DuckDB makes them (pip install duckdb); cells depend on their place only.
"""

import re
import sys


def tables(schema):
    """Name and columns of each table: (name, meaning, unit or options, declaration)."""
    meanings = {}
    for line in schema.splitlines():
        if note := re.match(r"-- ([cfp]\d+) (.*)$", line):
            meanings[note[1]] = note[2]
        elif made := re.match(r"CREATE TABLE (\w+)", line):
            name, columns = made[1], []
        elif column := re.match(r"  ([cfp]\d+) (.*?),?$", line):
            columns.append((column[1], meanings[column[1]], column[2]))
        elif line.startswith(");"):
            if name == "facts" or name.startswith("rows_"):
                yield name, columns


def cell(column, seed, blank):
    """What a cell holds, for the engine and for the program; {n} numbers the rows."""
    name, meaning, declared = column
    draw = f"(hash(n * 1000 + {seed}) % 1000000007)"
    bounds = re.search(r"BETWEEN (-?[\d.]+) AND (-?[\d.]+)", declared)
    options = re.search(r" IN \((.*)\)", declared)
    if meaning.endswith("（记录是否已填）") or declared.startswith("BOOLEAN"):
        own, other = f"{draw} % 10 > 0", f"CASE WHEN {draw} % 10 > 0 THEN '是' ELSE '否' END"
    elif options:
        listed = f"[{options[1]}]"
        own = other = f"{listed}[1 + {draw} % len({listed})]"
    elif re.search(r"：1 .*", meaning):
        names = re.findall(r"(\d+) ([^、]+)", meaning.rpartition("：")[2])
        size = len(names)
        own = f"{draw} % {2**size}"
        said = ", ".join(f"CASE WHEN ({own}) & {bit} > 0 THEN '{text}' END" for bit, text in names)
        other = f"CASE WHEN ({own}) = 0 THEN '无' ELSE concat_ws('、', {said}) END"
    elif declared.startswith("DATE"):
        own = f"DATE '2024-06-01' + CAST({draw} % 500 AS INTEGER)"
        other = f"strftime({own}, '%Y-%m-%d')"
    elif declared.startswith("VARCHAR"):
        text = "'街道' || n // 60" if "街道" in meaning else f"'文字' || {draw} % 97"
        own = other = "'小区' || n" if seed == 1 else text
    else:
        low, high = (int(float(bounds[1])), int(float(bounds[2]))) if bounds else (0, 100)
        low, high = max(low, 0), min(high, max(low, 0) + 120)
        percent = meaning.endswith("（%）")
        whole = declared.startswith("BIGINT")
        near = 1 if high - low > 60 and percent else 0
        own = f"CAST({low + near * (high - low) // 2} + {draw} % {max(1, (high - low) // (1 + near) + whole)} AS BIGINT)"
        other = f"({own}) || '%'" if percent else f"CAST({own} AS VARCHAR)"
    if blank and seed != 1 and "NOT NULL" not in declared and "街道" not in meaning:
        is_there = f"hash(n * 1000 + {seed} + 500) % 1000 >= {blank * 10}"
        own, other = (f"CASE WHEN {is_there} THEN {text} END" for text in (own, other))
    return own, other


def main():
    import duckdb

    path, count, blank, folder = sys.argv[1:5]
    with open(path, encoding="utf-8") as file:
        found = list(tables(file.read()))
    connection = duckdb.connect()
    subject = found[0][1][0][1]
    lists = {name.removeprefix("rows_"): name for name, _ in found[1:]}
    cells = {column[0]: cell(column, place, float(blank)) for place, column in enumerate(found[0][1], 1)}
    # Whose list is not stated has no rows.
    own = ", ".join(f"{'true' if name in lists else text} AS {name}" for name, (text, _) in cells.items())
    connection.execute(f"COPY (SELECT n AS id, {own} FROM range({count}) AS r(n)) TO '{folder}/facts.csv' (HEADER)")
    other = ", ".join(
        f'{cells[name][1]} AS "{re.sub("（.*|：.*", "", meaning)}"' for name, meaning, _ in found[0][1] if name not in lists
    )
    connection.execute(f"COPY (SELECT {other} FROM range({count}) AS r(n)) TO '{folder}/小区.csv' (HEADER)")
    meanings = {name: meaning.removesuffix("（记录是否已填）") for name, meaning, _ in found[0][1]}
    for place, (table, columns) in enumerate(found[1:], 1):
        cells = [(name, re.sub("（.*|：.*", "", meaning), *cell((name, meaning, declared), 200 + 10 * place + number, 0)) for number, (name, meaning, declared) in enumerate(columns)]
        # None, one or two rows of each.
        rows = f"(SELECT m // 2 AS own, m AS n FROM range(2 * {count}) AS r(m) WHERE hash(m + {place}) % 2 = 0) AS rows"
        told = ", ".join(f"{text} AS {name}" for name, _, text, _ in cells)
        connection.execute(f"COPY (SELECT own AS id, {told} FROM {rows}) TO '{folder}/{table}.csv' (HEADER)")
        told = ", ".join(f'{text} AS "{meaning}"' for _, meaning, _, text in cells)
        fact = meanings[table.removeprefix("rows_")]
        # Who has none says so.
        empty = ", ".join(["'无'"] + ["NULL"] * (len(cells) - 1))
        connection.execute(
            f"""COPY (SELECT '小区' || own AS "{subject}", {told} FROM {rows}
            UNION ALL SELECT '小区' || n, {empty} FROM range({count}) AS r(n)
            WHERE hash(2 * n + {place}) % 2 > 0 AND hash(2 * n + 1 + {place}) % 2 > 0)
            TO '{folder}/小区.{fact}.csv' (HEADER)"""
        )


main()
