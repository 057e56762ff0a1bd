"use strict";

/// Fact sheets as files: an array with an object in it, as the program reads them.
const Sheet = (() => {
  /// JSON as it stands: numbers keep their digits, objects their members, also where one stands twice.
  /// Objects are { members: [[name, value], …] }, numbers { digits }.
  const parse = (text) => {
    let place = 0;
    const fail = () => { throw new SyntaxError("JSON"); };
    const blanks = () => { while (" \t\r\n".includes(text[place]) && place < text.length) place += 1; };
    const token = (pattern) => {
      pattern.lastIndex = place;
      const match = pattern.exec(text);
      if (match) place = pattern.lastIndex;
      return match?.[0];
    };
    const string = () => {
      const found = token(/"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
      return found === undefined ? fail() : JSON.parse(found);
    };
    const list = (close, part) => {
      const parts = [];
      place += 1;
      blanks();
      if (text[place] === close) { place += 1; return parts; }
      for (;;) {
        parts.push(part());
        blanks();
        const sign = text[place];
        place += 1;
        if (sign === close) return parts;
        if (sign !== ",") fail();
      }
    };
    const value = (depth) => {
      if (depth > 100) fail();
      blanks();
      switch (text[place]) {
      case "{":
        return {
          members: list("}", () => {
            blanks();
            const name = string();
            blanks();
            if (text[place] !== ":") fail();
            place += 1;
            return [name, value(depth + 1)];
          }),
        };
      case "[": return list("]", () => value(depth + 1));
      case "\"": return string();
      default: {
        const word = token(/true|false|null/y);
        if (word) return word === "null" ? null : word === "true";
        const digits = token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
        return digits === undefined ? fail() : { digits };
      }
      }
    };
    const whole = value(1);
    blanks();
    return place === text.length ? whole : fail();
  };

  /// The digits of a JSON number without an exponent: `3.2e2` is 320.
  const plain = (digits) => {
    const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d+)$/.exec(digits);
    if (!match) return digits;
    const [, sign, whole, tail = "", exponent] = match;
    const shift = Number(exponent);
    if (Math.abs(shift) > 400) return digits;
    const all = shift < 0 ? "0".repeat(-shift) + whole + tail : whole + tail + "0".repeat(shift);
    const point = whole.length + (shift < 0 ? 0 : shift);
    const fraction = all.slice(point).replace(/0+$/, "");
    return sign + (all.slice(0, point).replace(/^0+(?=\d)/, "") || "0") + (fraction ? "." + fraction : "");
  };

  /// The sheets in the bytes of a file, each by its members, or { problem }.
  const read = (bytes) => {
    let text;
    try { text = new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { return { problem: "badEncoding" }; }
    let sheets;
    try {
      const whole = parse(text);
      sheets = Array.isArray(whole) ? whole : [whole];
    } catch {
      // A sheet a line (.jsonl).
      try { sheets = text.split(/\r?\n/).filter((line) => line.trim() !== "").map(parse); } catch { return { problem: "noJSON" }; }
    }
    const isSheet = (value) => value !== null && typeof value === "object" && Array.isArray(value.members);
    return sheets.length > 0 && sheets.every(isSheet) ? { sheets } : { problem: "noSheet" };
  };

  /// What is typed for a JSON value; null where nothing is stated, and for what no control takes.
  const typed = (value, column, units, unit = "") => {
    if (value === null) return null;
    const { type } = column;
    if (type.kind === "records") {
      if (!Array.isArray(value)) return typeof value === "string" && Values.NONE.has(Values.narrow(value)) ? { state: "none", rows: [] } : undefined;
      if (value.length === 0) return { state: "none", rows: [] };
      const rows = value.map((row) => {
        if (Array.isArray(row)) return row.length === type.columns.length ? row.map((cell, place) => typed(cell, type.columns[place], units)) : undefined;
        if (!row || !Array.isArray(row.members)) return undefined;
        const cells = type.columns.map(() => null);
        const seen = new Set();
        for (const [name, cell] of row.members) {
          const place = find(name, type.columns);
          if (place < 0 || seen.has(place)) return undefined;
          seen.add(place);
          cells[place] = typed(cell, type.columns[place], units);
        }
        return cells;
      });
      return rows.some((row) => row === undefined || row.includes(undefined)) ? undefined : { state: "rows", rows };
    }
    if (typeof value === "boolean") return type.kind === "truth" ? (value ? "yes" : "no") : undefined;
    if (Array.isArray(value)) {
      if (type.kind !== "choices") return undefined;
      if (value.length === 0) return ["none"];
      const chosen = value.map((part) => (typeof part === "string" ? Values.read(part, column, units) : { problem: true }));
      if (chosen.some((part) => part.problem || part.missing)) return undefined;
      return chosen.flatMap((part) => part.value.map(String));
    }
    if (typeof value === "object" && value.digits === undefined) return undefined;
    const bare = typeof value === "string" ? value : plain(value.digits);
    const text = unit && isBare(bare, unit) ? bare + unit : bare;
    const found = Values.read(text, column, units);
    if (found.missing) return null;
    if (found.problem) return ["truth", "choice", "choices"].includes(type.kind) ? undefined : Values.visible(text);
    switch (type.kind) {
    case "truth": return found.value ? "yes" : "no";
    case "choice": return String(found.value);
    case "choices": return found.value.length ? found.value.map(String) : ["none"];
    case "number": {
      // The unit stands beside the control.
      const unit = " " + type.unit;
      return type.unit && found.text.endsWith(unit) ? found.text.slice(0, -unit.length) : found.text;
    }
    case "percentage": return found.text.replace(/%$/, "") && Values.read(found.text.replace(/%$/, ""), column, units, true).problem
      ? found.text : found.text.replace(/%$/, "");
    default: return found.text;
    }
  };

  /// Whether a number takes the unit of its heading. A share below `%` could be meant either way.
  const isBare = (text, unit) =>
    /^\s*-?\d[\d,]*(?:\.\d+)?\s*$/.test(text) && (!"%‰".includes(unit) || Number(text) === 0 || Math.abs(Number(text)) > 1);

  /// Where a name stands among columns, under its alias too; -1 where it is none of them.
  const find = (name, columns) => {
    const wanted = Values.narrow(name);
    return columns.findIndex((column) => column.name === wanted || column.alias === wanted);
  };

  /// The same where a unit may stand behind the name, and that unit: `户数（户）`, `收费率%`, `面积/㎡`.
  const match = (name, columns, units) => {
    const place = find(name, columns);
    if (place >= 0) return { place, unit: "" };
    for (const pattern of [/^(.+?)[([{【〔〈](.+)[)\]}】〕〉]$/, /^(.+)([%‰])$/, /^(.+?)\/(.+)$/]) {
      const [, stem, behind] = pattern.exec(Values.narrow(name)) ?? [];
      const place = stem === undefined ? -1 : find(stem, columns);
      if (place < 0) continue;
      const unit = behind.replace(/^(?:单位:?|unit:)(?=.)/, "");
      if (Values.takes(unit, columns[place].type, units)) return { place, unit };
    }
    return { place: -1, unit: "" };
  };

  /// The file for a sheet, whose members are in the order of the standard.
  const write = (members) =>
    "[\n  {\n" + members.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n") + "\n  }\n]\n";

  return { read, typed, find, match, write };
})();
