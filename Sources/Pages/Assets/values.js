"use strict";

/// What people type into a form and what sheets hold, read as the program reads cells: exactly, and nothing is guessed.
/// What is read is { value, text }, the text as a sheet states it, or { missing: true }, or { problem, about }.
const Values = (() => {
  const INVISIBLE =
    /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Surrogate}\u{FFF9}-\u{FFFB}\0-\x08\x0E-\x1F\x7F-\x84\x86-\x9F]/gu;
  const MISSING = new Set(["", "-", "—", "——", "/", "未知", "待核实", "N/A", "n/a"]);
  const NONE = new Set(["无", "none", "None", "没有", "0"]);
  const YES = new Set(["是", "有", "√", "✓", "☑", "对", "yes", "y", "true"]);
  const NO = new Set(["否", "无", "没有", "×", "✗", "x", "错", "no", "n", "false"]);
  const LONGEST = 20000;
  const DIGITS = 18;

  const problem = (problem, about = {}) => ({ problem, about });

  /// Without what nobody sees and without blanks around it.
  const visible = (text) => text.replace(INVISIBLE, "").replace(/[\p{Zs}\u2800]/gu, " ").trim();

  /// With the half-width twins of its characters.
  const narrow = (text) =>
    visible(text).replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).trim();

  const isMissing = (text) => MISSING.has(narrow(text));

  // MARK: Fractions

  const gcd = (a, b) => {
    while (b) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  };

  const fraction = (n, d = 1n) => {
    const common = gcd(n, d) || 1n;
    return d < 0n ? { n: -n / common, d: -d / common } : { n: n / common, d: d / common };
  };

  /// `a/b` or `a`.
  const fractionOf = (text) => {
    const [n, d] = text.split("/");
    return fraction(BigInt(n), BigInt(d ?? 1));
  };

  const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
  const over = (a, b) => fraction(a.n * b.d, a.d * b.n);
  const compare = (a, b) => {
    const [x, y] = [a.n * b.d, b.n * a.d];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const isWhole = (a) => a.d === 1n;

  /// The nearest whole number in a direction; halves away from zero.
  const rounded = (a, mode) => {
    const [sign, n] = a.n < 0n ? [-1n, -a.n] : [1n, a.n];
    const [whole, rest] = [n / a.d, n % a.d];
    const up = mode === "up" ? rest > 0n : mode === "halfUp" ? 2n * rest >= a.d : false;
    return sign * (up ? whole + 1n : whole);
  };

  /// As a decimal of so many places at most; what has more is cut off to the nearest, with a sign that says so.
  const decimal = (a, places = 4) => {
    const scale = 10n ** BigInt(places);
    const count = rounded(fraction(a.n * scale, a.d), "halfUp");
    const [sign, digits] = count < 0n ? ["-", -count] : ["", count];
    const tail = (digits % scale).toString().padStart(places, "0").replace(/0+$/, "");
    return sign + digits / scale + (places && tail ? "." + tail : "");
  };

  // MARK: What spreadsheets leave

  const isSpoilt = (cell) =>
    /^#+$/.test(cell) || /^#(N\/A|GETTING_DATA|[A-Z0-9/_]+[!?])$/i.test(cell) || /^err:\d{3}$/i.test(cell);
  const isExponential = (cell) => /^[-+−]?\d[\d.]*e[-+]?\d+$/i.test(cell);
  const isShortened = (cell) => /^[-+−]?\d(\.\d*)?e[-+]\d{2,}$/i.test(cell);

  // MARK: Numbers

  /// The number at the start of a cell, and what follows it.
  const leading = (cell) => {
    if (isExponential(cell)) return problem("shortened");
    const [, sign, digits, rest] = /^([-+−]?)([\d.,]*)([^]*)$/.exec(cell);
    const unit = rest.trim();
    let plain = digits;
    if (digits.includes(",")) {
      if (!/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)) return null;
      plain = digits.replaceAll(",", "");
    }
    if (!/^\d+(\.\d+)?$/.test(plain) || /^[\p{Nd}\p{Pd}\p{Sm}]/u.test(unit) || /^[^%‰\P{Po}]/u.test(unit)) return null;
    const [whole, tail = ""] = plain.split(".");
    if (whole.length + tail.length > DIGITS) return problem("tooManyDigits", { digits: DIGITS });
    const minus = sign === "-" || sign === "−" ? "-" : "";
    return {
      number: fraction(BigInt(minus + whole + tail), 10n ** BigInt(tail.length)), digits: minus + plain, unit,
    };
  };

  /// What a unit comes to: the base units with their exponents, and how many of them one is worth.
  const resolve = (text, units) => {
    const base = {};
    let factor = fraction(1n);
    text.split("/").forEach((part, index) => {
      const entry = Object.hasOwn(units, part) ? units[part] : { base: { [part]: 1 }, factor: "1" };
      const sign = index === 0 ? 1 : -1;
      for (const [name, exponent] of Object.entries(entry.base)) base[name] = (base[name] ?? 0) + sign * exponent;
      factor = index === 0 ? fractionOf(entry.factor) : over(factor, fractionOf(entry.factor));
    });
    return { base, factor };
  };

  const isSameBase = (a, b) =>
    [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? 0) === (b[name] ?? 0));

  /// Whether what stands behind the name of a fact says in what its numbers are.
  const takes = (unit, type, units) =>
    type.kind === "percentage" ? ["%", "‰"].includes(unit)
      : type.kind === "number" && Boolean(type.unit) && isSameBase(resolve(unit, units).base, type.base);

  const number = (cell, type, units) => {
    const found = leading(cell);
    if (!found) return problem("badNumber", { example: type.whole ? "12" : "12.5" });
    if (found.problem) return found;
    if (/^[%‰]/.test(found.unit)) return problem("percentInNumber");
    let factor = fractionOf(type.factor);
    let unit = type.unit;
    if (found.unit) {
      const written = resolve(found.unit, units);
      if (!isSameBase(written.base, type.base)) {
        return type.unit ? problem("wrongUnit", { found: found.unit, wanted: type.unitWord })
          : problem("unexpectedUnit", { found: found.unit });
      }
      factor = written.factor;
      unit = found.unit;
    }
    const value = times(found.number, factor);
    if (type.whole && !isWhole(over(value, fractionOf(type.factor)))) return problem("badInteger");
    return { value, text: unit ? found.digits + " " + unit : found.digits };
  };

  const percentage = (cell, isLabelled) => {
    const found = leading(cell);
    if (!found || (!found.problem && !["", "%", "‰"].includes(found.unit))) return problem("badPercentage");
    if (found.problem) return found;
    const share = (parts) => over(found.number, fraction(parts));
    if (found.unit === "‰") return { value: share(1000n), text: found.digits + "‰" };
    if (found.unit === "%" || found.number.n === 0n) return { value: share(100n), text: found.digits + "%" };
    const isShare = found.number.n > 0n && compare(found.number, fraction(1n)) < 0;
    if (isLabelled) {
      // Below a heading that says percent, 0.95 can be read both ways.
      const isBeyondOne = compare(found.number, fraction(1n)) > 0 || compare(found.number, fraction(-1n)) < 0;
      return isBeyondOne ? { value: share(100n), text: found.digits + "%" }
        : problem("ambiguousPercentage", { number: found.digits, percent: decimal(times(found.number, fraction(100n)), 2 + DIGITS) });
    }
    if (!isShare) return problem("bareNumberAsPercentage");
    return { value: found.number, text: decimal(times(found.number, fraction(100n)), 2 + DIGITS) + "%" };
  };

  // MARK: Dates

  const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengthOf = (year, month) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  const padded = (number, width) => String(number).padStart(width, "0");
  const dateText = ({ year, month, day }) => `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;

  const date = (cell) => {
    const clock = /^(.*?)(?:[ Tt]|(?<=[日号]))\s*0?0:00(:00(\.0+)?)?$/.exec(cell);
    const text = (clock ? clock[1] : cell).trim();
    const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
      ?? /^(\d{4})\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})$/.exec(text) ?? /^(\d{4})\s*\/\s*(\d{1,2})\s*\/\s*(\d{1,2})$/.exec(text)
      ?? /^(\d{4})\s*\.\s*(\d{1,2})\s*\.\s*(\d{1,2})$/.exec(text)
      ?? /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(text);
    if (!match) return /^\d{5}(\.\d+)?$/.test(text) ? problem("serialDate", { number: text }) : problem("badDate");
    const [year, month, day] = match.slice(1).map(Number);
    if (year < 1000) return problem("badDate");
    if (month < 1 || month > 12) return problem("noSuchMonth", { month });
    if (day < 1 || day > lengthOf(year, month)) {
      return problem("noSuchDay", { year, month, day, days: lengthOf(year, month) });
    }
    const value = { year, month, day };
    return { value, text: dateText(value) };
  };

  /// Days since the first of March of the year zero, which sort and subtract as dates do.
  const dayNumber = ({ year, month, day }) => {
    const y = month > 2 ? year : year - 1;
    const m = (month + 9) % 12;
    return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day;
  };

  const dateOf = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return { year, month, day };
  };

  // MARK: Options

  const option = (cell, type) => {
    const place = type.options.findIndex((option) => option === cell || narrow(option) === cell);
    return place < 0 ? problem("badOption", { found: cell }) : { value: place, text: type.options[place] };
  };

  const options = (cell, type) => {
    const whole = option(cell, type);
    if (!whole.problem) return { value: [whole.value], text: [whole.text] };
    if (NONE.has(cell)) return { value: [], text: [] };
    const chosen = new Set();
    for (const part of cell.split(/[、,;]/).map((part) => part.trim()).filter(Boolean)) {
      const found = option(part, type);
      const words = found.problem ? part.split(/\s+/).map((word) => option(word, type)) : [found];
      const wrong = words.find((word) => word.problem);
      if (wrong) return wrong;
      for (const word of words) chosen.add(word.value);
    }
    const value = [...chosen].sort((a, b) => a - b);
    return { value, text: value.map((place) => type.options[place]) };
  };

  // MARK: Cells

  /// A number, a percentage or a date within its limits and as fine as it may be.
  const checked = (found, column) => {
    if (found.problem || found.missing) return found;
    const { least, most, step } = column;
    let value = found.value;
    const kind = column.type.kind;
    if (kind === "date") {
      const day = dayNumber(value);
      const isOut = (least && day < dayNumber(dateOf(least.value))) || (most && day > dayNumber(dateOf(most.value)));
      return isOut ? problem("outOfRange", { least: least.text, most: most.text }) : found;
    }
    if (kind !== "number" && kind !== "percentage") return found;
    if (step) {
      const size = fractionOf(step.size);
      if (!isWhole(over(value, size))) {
        if (!step.rounding) return problem("finer", { step: step.text });
        value = times(fraction(rounded(over(value, size), step.rounding)), size);
      }
    }
    if (least && compare(value, fractionOf(least.value)) < 0) {
      return most ? problem("belowRange", { least: least.text, most: most.text }) : problem("below", { least: least.text });
    }
    if (most && compare(value, fractionOf(most.value)) > 0) {
      return least ? problem("aboveRange", { least: least.text, most: most.text }) : problem("above", { most: most.text });
    }
    return { value, text: found.text };
  };

  /// A text as the type of a column.
  /// - isLabelled: whether `%` stands beside the number where the type says so.
  const read = (typed, column, units, isLabelled = false) => {
    const { type } = column;
    let text = visible(typed);
    if ([...text].length > LONGEST) return problem("tooLong", { count: [...text].length, limit: LONGEST });
    const cell = narrow(text);
    if (MISSING.has(cell)) return { missing: true };
    if (isSpoilt(cell)) return problem("spoilt", { found: cell });
    if (/^=/.test(cell)) return problem("formula");
    switch (type.kind) {
    case "truth": {
      const word = cell.toLowerCase();
      return YES.has(word) ? { value: true, text: true } : NO.has(word) ? { value: false, text: false } : problem("badTruth");
    }
    case "number": return checked(number(cell, type, units), column);
    case "percentage": return checked(percentage(cell, isLabelled), column);
    case "date": return checked(date(cell), column);
    case "text": {
      if (isShortened(cell)) return problem("shortened");
      if (/^['＇]/.test(text)) return problem("textMark");
      return { value: text, text };
    }
    case "choice": return option(cell, type);
    case "choices": return options(cell, type);
    default: return NONE.has(cell) ? { value: [], text: [] } : problem("badRecords");
    }
  };

  return {
    visible, narrow, isMissing, fraction, fractionOf, times, over, compare, isWhole, decimal, rounded, dateText, dateOf,
    dayNumber, read, takes, NONE,
  };
})();
