"""Makes up the communities of a province, the same ones for an engine of SQL and for the program.

province.py SCHEMA COUNT BLANK FOLDER MODEL NAME - the schema is what `rulecheck sql RULES --dialect duckdb --schema` writes;
of a hundred cells BLANK are. Every other community is much as NAME in the file of CSV that MODEL is, the others are as chance
has it. In the folder stand then facts.csv and rows_f….csv for the engine, and 小区.csv and the lists of records for the
program. DuckDB makes them (pip install duckdb); cells depend on their place only.
"""

import csv
import glob
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


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def stated(column, text):
    """What a text of the model is, for the engine and for the program; None where it says nothing."""
    name, meaning, declared = column
    if declared.startswith("BOOLEAN"):
        truth = text in ("是", "有", "√")
        return ("true", "'是'") if truth else ("false", "'否'")
    if names := choices(meaning):
        bits = sum(int(bit) for bit, own in names if own in text.split("、"))
        return str(bits), quoted(text)
    if declared.startswith("DATE"):
        date = "-".join(part.zfill(2) for part in re.findall(r"\d+", text))
        return f"DATE '{date}'", quoted(date)
    if declared.startswith("VARCHAR"):
        return quoted(text), quoted(text)
    percent = meaning.endswith("（%）")
    number = re.match(r"-?[\d.]+", text)[0]
    if percent and text == number:
        return None
    return number, quoted(number + "%" * percent)


def plain(meaning):
    return re.sub("（.*|：.*", "", meaning)


def choices(meaning):
    return re.findall(r"(\d+) ([^、]+)", meaning.rpartition("：")[2]) if re.search(r"：1 .*", meaning) else []


def cell(column, seed, blank, model=None):
    """What a cell holds, for the engine and for the program; {n} numbers the rows."""
    name, meaning, declared = column
    if "企业" in meaning and declared.startswith("VARCHAR"):
        # Each looks after three, and has one score wherever it is named.
        return ("'企业' || n // 3",) * 2
    if meaning.startswith("信用分"):
        score = "60 + hash(n // 3) % 41"
        return score, f"CAST({score} AS VARCHAR)"
    own, other = by_chance(column, seed, blank)
    if not model or seed == 1 or "街道" in meaning or not (good := stated(column, model)):
        return own, other
    # One of a few hundred is by chance, and where cells may be blank another one is.
    luck = f"hash(n * 1000 + {seed} + 700) % 400"
    if declared.startswith("DECIMAL"):
        # Somewhat below it.
        near = f"CAST({good[0]} * (1000 - hash(n * 1000 + {seed}) % 31) / 1000 AS DECIMAL(18, 4))"
        good = near, f"{near} || '{'%' if meaning.endswith('（%）') else ''}'"
    empty = f"WHEN {luck} = 1 THEN NULL " if blank and "NOT NULL" not in declared else ""
    return tuple(
        f"CASE WHEN n % 2 = 1 OR {luck} = 0 THEN {text} {empty}ELSE {like} END" for like, text in zip(good, (own, other))
    )


def by_chance(column, seed, blank):
    name, meaning, declared = column
    draw = f"(hash(n * 1000 + {seed}) % 1000000007)"
    bounds = re.search(r"BETWEEN (-?[\d.]+) AND (-?[\d.]+)", declared)
    options = re.search(r" IN \((.*)\)", declared)
    if meaning.endswith("（记录是否已填）") or declared.startswith("BOOLEAN"):
        own, other = f"{draw} % 10 > 0", f"CASE WHEN {draw} % 10 > 0 THEN '是' ELSE '否' END"
    elif options:
        listed = f"[{options[1]}]"
        own = other = f"{listed}[1 + {draw} % len({listed})]"
    elif names := choices(meaning):
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

    path, count, blank, folder, model, named = sys.argv[1:7]
    like = {}
    for file in [model] + sorted(glob.glob(model.removesuffix(".csv") + ".*.csv")):
        with open(file, encoding="utf-8-sig") as read:
            rows = list(csv.DictReader(read))
        like[file] = [row for row in rows if next(iter(row.values())) == named]
    # Its own list of each kind of records, and what else it says.
    lists_like = {file.split(".")[-2]: rows for file, rows in like.items() if file != model}
    like = like[model][0]
    with open(path, encoding="utf-8") as file:
        found = list(tables(file.read()))
    connection = duckdb.connect()
    subject = found[0][1][0][1]
    lists = {name.removeprefix("rows_"): name for name, _ in found[1:]}
    cells = {
        column[0]: cell(column, place, float(blank), like.get(plain(column[1]))) for place, column in enumerate(found[0][1], 1)
    }
    # Whose list is not stated has no rows.
    own = ", ".join(f"{'true' if name in lists else text} AS {name}" for name, (text, _) in cells.items())
    connection.execute(f"COPY (SELECT n AS id, {own} FROM range({count}) AS r(n)) TO '{folder}/facts.csv' (HEADER)")
    other = ", ".join(
        f'{cells[name][1]} AS "{plain(meaning)}"' for name, meaning, _ in found[0][1] if name not in lists
    )
    connection.execute(f"COPY (SELECT {other} FROM range({count}) AS r(n)) TO '{folder}/小区.csv' (HEADER)")
    meanings = {name: meaning.removesuffix("（记录是否已填）") for name, meaning, _ in found[0][1]}
    for place, (table, columns) in enumerate(found[1:], 1):
        cells = [(name, plain(meaning), *cell((name, meaning, declared), 200 + 10 * place + number, 0)) for number, (name, meaning, declared) in enumerate(columns)]
        fact = meanings[table.removeprefix("rows_")]
        # None, one or two rows by chance; those of the model.
        rows = f"(SELECT m // 2 AS own, m AS n FROM range(2 * {count}) AS r(m) WHERE hash(m + {place}) % 2 = 0 AND m // 2 % 2 = 1)"
        good = []
        for row in lists_like.get(fact, []):
            texts = [row.get(plain(meaning)) for _, meaning, _, _ in cells]
            if texts[0] and texts[0] != "无":
                both = [stated(column, text) if text else ("NULL", "NULL") for column, text in zip(columns, texts)]
                good.append(both)
        likes = [
            [f"SELECT n AS own, {', '.join(cell[side] for cell in row)} FROM range({count}) AS r(n) WHERE n % 2 = 0" for row in good]
            for side in (0, 1)
        ]
        told = ", ".join(f"{text} AS {name}" for name, _, text, _ in cells)
        chosen = " UNION ALL ".join([f"SELECT own AS id, {told} FROM {rows} AS rows"] + likes[0])
        connection.execute(f"COPY ({chosen}) TO '{folder}/{table}.csv' (HEADER)")
        told = ", ".join(f'{text} AS "{meaning}"' for _, meaning, _, text in cells)
        chosen = " UNION ALL ".join([f"SELECT own, {told} FROM {rows} AS rows"] + likes[1])
        named_columns = ", ".join(f'"{meaning}"' for _, meaning, _, _ in cells)
        # Who has none says so.
        empty = ", ".join(["'无'"] + ["NULL"] * (len(cells) - 1))
        connection.execute(
            f"""COPY (WITH chosen AS ({chosen}) SELECT '小区' || own AS "{subject}", {named_columns} FROM chosen
            UNION ALL SELECT '小区' || n, {empty} FROM range({count}) AS r(n) WHERE n NOT IN (SELECT own FROM chosen))
            TO '{folder}/小区.{fact}.csv' (HEADER)"""
        )


main()
