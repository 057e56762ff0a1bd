"use strict";

(() => {
  const page = JSON.parse(document.getElementById("form-data").textContent);
  const say = (key, about = {}) =>
    page.words[key].replace(/\{(\w+)\}/g, (_, name) => (Object.hasOwn(about, name) ? about[name] : ""));
  const at = (id) => document.getElementById(id);
  const make = (name, attributes = {}, ...parts) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    element.append(...parts);
    return element;
  };
  const later = (body, delay) => {
    let timer;
    const call = () => { clearTimeout(timer); timer = setTimeout(body, delay); };
    call.now = () => { clearTimeout(timer); body(); };
    return call;
  };

  // MARK: Fields

  /// A control, or several that belong together, for values of a column.
  /// - root: within which they stand.
  const field = (id, column, root) => {
    const kind = column.type.kind;
    if (kind === "records") return records(id, column, root);
    const controls = [...root.querySelectorAll(`[name="${CSS.escape(id)}"]`)];
    const group = controls[0].closest("fieldset.question");
    const isGroup = ["truth", "choice", "choices"].includes(kind);
    const error = root.querySelector(`[id="${CSS.escape(id)}-error"]`);
    const length = root.querySelector(`[id="${CSS.escape(id)}-length"]`);
    const printed = isGroup ? null : controls[0].parentElement.querySelector(".printed");

    const raw = () => {
      if (kind === "choices") return controls.filter((box) => box.checked).map((box) => box.value);
      if (isGroup) return controls.find((radio) => radio.checked)?.value ?? "";
      return controls[0].value;
    };
    const show = (value) => {
      if (kind === "choices") {
        for (const box of controls) box.checked = (value ?? []).includes(box.value);
      } else if (isGroup) {
        for (const radio of controls) radio.checked = radio.value === (value ?? "");
      } else {
        controls[0].value = value ?? "";
      }
      refresh();
    };
    /// What is printed in place of a control that cuts its text off, and how long a text is.
    const refresh = () => {
      if (printed) printed.textContent = controls[0].value;
      if (length) length.textContent = say("length", { count: Rulecheck.lengthOf(controls[0].value) });
    };
    const read = () => {
      const value = raw();
      switch (kind) {
      case "truth": return value === "" ? { missing: true } : { value: value === "yes", text: value === "yes" };
      case "choice": return value === "" ? { missing: true } : { value: Number(value), text: column.type.options[Number(value)] };
      case "choices": {
        if (value.length === 0) return { missing: true };
        const chosen = value.filter((place) => place !== "none").map(Number);
        return { value: chosen, text: chosen.map((place) => column.type.options[place]) };
      }
      default: return Values.read(value, column, page.units, true);
      }
    };
    const tell = (text) => {
      error.textContent = text;
      error.hidden = text === "";
      if (!isGroup) text === "" ? controls[0].removeAttribute("aria-invalid") : controls[0].setAttribute("aria-invalid", "true");
    };
    const check = () => {
      const found = read();
      tell(found.problem ? say(found.problem, found.about) : "");
      return found;
    };
    for (const control of controls) {
      control.addEventListener("input", () => {
        if (kind === "choices" && control.checked) {
          // None of them, and some of them, exclude each other.
          for (const box of controls) if ((box.value === "none") !== (control.value === "none")) box.checked = false;
        }
        refresh();
        if (!error.hidden) check();
      });
      control.addEventListener("change", () => {
        const found = check();
        // The unit stands beside the control.
        if (!found.missing && !found.problem && ["number", "percentage"].includes(kind)) show(Sheet.typed(String(found.text), column, page.units));
      });
    }
    refresh();
    /// As a sheet has it. What cannot be read stays as it stands, so that nobody takes it for nothing; what could be read
    /// otherwise elsewhere is marked.
    const stated = () => {
      const found = read();
      if (found.missing) return null;
      if (!found.problem) return found.text;
      return Values.read(raw(), column, page.units).problem ? Values.visible(raw()) : Values.visible(raw()) + "?";
    };
    return {
      id, column, raw, show, read, check, tell, refresh, stated,
      isAnswered: () => !read().missing,
      problems: () => (read().problem ? [{ id: isGroup ? group.id : id, name: column.name, text: say(read().problem, read().about) }] : []),
      focus: () => (isGroup ? controls.find((control) => control.checked) ?? controls[0] : controls[0]).focus(),
    };
  };

  /// Rows that can be added and removed.
  const records = (id, column, root) => {
    const states = [...root.querySelectorAll(`[name="${CSS.escape(id)}"]`)];
    const box = at(id + "-rows");
    const template = at(id + "-row");
    const error = at(id + "-error");
    let rows = [];
    let serial = 0;

    const state = () => states.find((radio) => radio.checked)?.value ?? "";
    const choose = (value) => { for (const radio of states) radio.checked = radio.value === value; };
    const number = () => {
      rows.forEach((row, place) => {
        row.element.querySelector("legend").textContent = say("row", { number: place + 1 });
        row.element.querySelector(".remove").textContent = say("removeRow", { number: place + 1 });
      });
      box.hidden = state() !== "rows";
    };
    const add = (cells = []) => {
      const element = template.content.firstElementChild.cloneNode(true);
      serial += 1;
      for (const part of element.querySelectorAll("*")) {
        for (const name of ["id", "for", "name", "aria-describedby"]) {
          const value = part.getAttribute(name);
          if (value) part.setAttribute(name, value.replaceAll(`${id}-ROW-`, `${id}-${serial}-`));
        }
      }
      for (const part of element.querySelectorAll(".scripted")) part.hidden = false;
      box.append(element);
      const fields = column.type.columns.map((column, place) => field(`${id}-${serial}-${place}`, column, element));
      fields.forEach((field, place) => field.show(cells[place] ?? undefined));
      const row = { element, fields };
      element.querySelector(".remove").addEventListener("click", () => {
        const place = rows.indexOf(row);
        element.remove();
        rows.splice(place, 1);
        number();
        tellStatus(say("rowRemoved", { number: place + 1, count: rows.length }));
        const next = rows[Math.min(place, rows.length - 1)];
        (next ? next.element.querySelector("legend") : at(id + "-add")).focus();
        changed();
      });
      rows.push(row);
      return row;
    };
    const show = (value) => {
      for (const row of rows) row.element.remove();
      rows = [];
      choose(value?.state ?? "");
      for (const cells of value?.rows ?? []) add(cells);
      number();
    };
    const raw = () => ({ state: state(), rows: rows.map((row) => row.fields.map((field) => field.raw())) });
    const read = () => {
      if (state() === "") return { missing: true };
      if (state() === "none") return { value: [] };
      if (rows.length === 0) return { problem: "noRows", about: {} };
      const cells = rows.map((row) => row.fields.map((field) => field.read()));
      if (cells.flat().some((cell) => cell.problem)) return { problem: "counted", about: {}, isInside: true };
      return {
        value: cells.map((row) => row.map((cell, place) => (cell.missing ? null : { value: cell.value, kind: column.type.columns[place].type.kind }))),
      };
    };
    const stated = () => {
      if (state() === "" || (state() === "rows" && rows.length === 0)) return null;
      return rows.filter(() => state() === "rows").map((row) =>
        Object.fromEntries(row.fields.map((field) => [field.column.name, field.stated()])));
    };
    const tell = (text) => {
      error.textContent = text;
      error.hidden = text === "";
    };
    const check = () => {
      for (const row of rows) for (const field of row.fields) field.check();
      const found = read();
      tell(found.problem && !found.isInside ? say(found.problem, found.about) : "");
      return found;
    };
    for (const radio of states) {
      radio.addEventListener("change", () => {
        if (state() === "rows" && rows.length === 0) add();
        number();
        tell("");
      });
    }
    at(id + "-add").addEventListener("click", () => {
      choose("rows");
      const row = add();
      number();
      tell("");
      tellStatus(say("rowAdded", { number: rows.length }));
      row.fields[0].focus();
      changed();
    });
    number();
    return {
      id, column, raw, show, read, check, tell, stated,
      refresh: () => {},
      isAnswered: () => !read().missing,
      problems: () => {
        const found = read();
        if (!found.problem) return [];
        const inside = rows.flatMap((row, place) => row.fields.flatMap((field) => field.problems().map((problem) => (
          { ...problem, name: `${column.name} ${say("row", { number: place + 1 })} ${problem.name}` }))));
        return found.isInside ? inside : [{ id, name: column.name, text: say(found.problem, found.about) }];
      },
      focus: () => (states.find((radio) => radio.checked) ?? states[0]).focus(),
    };
  };

  const form = at("form");
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  for (const part of document.querySelectorAll(".unscripted")) part.hidden = true;

  const tellStatus = (text) => { at("status").textContent = text; };
  let changed = () => {};
  const fields = page.facts.map((fact, place) => field("f" + place, fact, form));
  const plainNumber = { type: { kind: "number", unit: "", unitWord: "", whole: true, factor: "1", base: {} } };
  const comparisons = page.comparisons.map((comparison, place) => {
    const parts = comparison.kind === "rank"
      ? ["rank", "size"].map((part) => field(`k${place}-${part}`, { ...plainNumber, name: comparison.value }, form))
      : [field(`k${place}-value`, { type: comparison.type, name: comparison.value }, form)];
    return { comparison, fields: parts };
  });

  /// What has been published of a comparison; null where nothing usable is stated.
  const published = ({ comparison, fields }) => {
    const found = fields.map((field) => field.read());
    if (found.some((part) => part.problem)) return null;
    if (comparison.kind !== "rank") return found[0].missing ? null : { value: found[0].value };
    const [rank, size] = found.map((part) => (part.missing ? null : Number(part.value.n)));
    const wrong = rank !== null && rank < 1 ? "rankFromOne" : size !== null && size < 1 ? "rankFromOne"
      : rank !== null && size !== null && rank > size ? "rankBeyond" : null;
    fields[0].tell(wrong ? say(wrong) : "");
    return wrong || rank === null ? null : { rank, size };
  };

  // MARK: Draft

  const draft = (() => {
    const key = "rulecheck.form/" + page.digest;
    const tried = (body) => { try { return body(); } catch { return undefined; } };
    const isKept = tried(() => {
      localStorage.setItem(key + "/try", "1");
      localStorage.removeItem(key + "/try");
      return true;
    }) === true;
    return {
      isKept,
      read: () => tried(() => localStorage.getItem(key)) ?? null,
      write: (text) => tried(() => { localStorage.setItem(key, text); return true; }) === true,
      remove: () => tried(() => localStorage.removeItem(key)),
    };
  })();

  const answers = () => ({
    facts: fields.map((field) => field.raw()), comparisons: comparisons.map(({ fields }) => fields.map((field) => field.raw())),
  });
  const showAnswers = (answers) => {
    fields.forEach((field, place) => field.show(answers.facts[place] ?? undefined));
    comparisons.forEach(({ fields }, place) => fields.forEach((field, part) => field.show(answers.comparisons?.[place]?.[part] ?? undefined)));
    for (const field of fields) if (field.isAnswered()) field.check(); else field.tell("");
  };
  const isBlank = () => !fields.some((field) => field.isAnswered());

  let mayWrite = true;
  const keep = later(() => {
    if (!mayWrite) return;
    if (isBlank()) draft.remove();
    else if (!draft.write(JSON.stringify(answers())) && draft.isKept) tellStatus(say("noStorage"));
  }, 300);

  // MARK: Results

  const judge = Advice.judge(page, JSON.parse(at("plan").textContent));

  const standing = later(() => {
    const read = fields.map((field) => field.read());
    const given = comparisons.map(published);
    judge.take(read, given);
    showCounts(read);
    showResults();
  }, 60);

  const showCounts = (read) => {
    const counts = new Map();
    let [count, place] = [0, -1];
    page.facts.forEach((fact, index) => {
      if (index === 0 || page.facts[index - 1].section !== fact.section) place += 1;
      const entry = counts.get(place) ?? { count: 0, all: 0 };
      entry.all += 1;
      if (!read[index].missing) { entry.count += 1; count += 1; }
      counts.set(place, entry);
    });
    for (const [place, entry] of counts) {
      const element = document.querySelector(`[data-section="${place}"]`);
      element.replaceChildren(
        make("span", { "aria-hidden": "true" }, say("answered", entry)),
        make("span", { class: "hidden" }, say("answeredLabel", entry)));
    }
    judge.answered = { count, all: page.facts.length };
  };

  const showResults = () => {
    // What nothing is known of is not worth its paper.
    at("results").classList.toggle("blank", isBlank());
    for (const element of document.querySelectorAll("[data-mark]")) {
      const verdict = judge.verdict(element.dataset.mark);
      if (!verdict) continue;
      element.className = "mark " + verdict;
      element.replaceChildren(
        make("span", { "aria-hidden": "true" }, page.verdicts[verdict].sign + " "), page.verdicts[verdict].word);
    }
    for (const element of document.querySelectorAll("[data-points]")) {
      const points = judge.points(element.dataset.points, say);
      if (points !== null) element.textContent = points;
    }
    const summary = judge.summary(say);
    at("summary").replaceChildren(
      make("strong", {}, summary.total), " ", make("span", { class: "mark " + summary.class }, summary.standing),
      make("span", {}, summary.rest), make("span", { class: "progress" }, say("answeredLabel", judge.answered)));
    announce(summary.total + say("separator") + summary.standing + summary.rest + summary.names);
    showAdvice();
  };

  /// Said once nothing has changed for a while, and only what is new.
  const announce = (() => {
    let wanted = "";
    const tell = later(() => { if (at("announcement").textContent !== wanted) at("announcement").textContent = wanted; }, 1500);
    return (text) => { wanted = text; tell(); };
  })();

  /// A link to a question that puts the focus into it.
  const link = (fact) => linkTo(fields[fact], page.facts[fact].name);
  const linkTo = (field, text) => {
    const element = make("a", { href: "#" + field.id }, text);
    element.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
    return element;
  };

  const list = (title, rows, note) => {
    const parts = [make("h3", {}, title)];
    if (note) parts.push(make("p", { class: "hint" }, note));
    if (rows.length) parts.push(make("ul", { class: "advice" }, ...rows.map((row) => make("li", {}, ...row))));
    return parts;
  };

  const showAdvice = () => {
    const { failing, next, lost } = judge.advice(say);
    const parts = [];
    if (failing.length) {
      parts.push(...list(say("failingTitle"), failing.map(({ id, name, facts }) => {
        const blank = facts.filter((fact) => !fields[fact].isAnswered());
        const named = blank.length ? [say("notAnswered"), ...join(blank.map(link))] : join(facts.map(link));
        return [make("a", { href: "#" + id }, name), ...(named.length ? [" — ", ...named] : [])];
      })));
    }
    parts.push(...list(
      say("nextTitle"),
      next.map(({ fact, comparison, name, text }) => [
        fact !== null ? link(fact) : comparison !== null ? linkTo(comparisons[comparison].fields[0], at("k" + comparison).querySelector("legend").textContent) : name,
        " — ", text,
      ]),
      next.length ? null : say("nextNothing")));
    if (lost.length) parts.push(...list(say("lostTitle"), lost.map(({ id, name, points }) => [make("a", { href: "#" + id }, name), " — ", points])));
    const lifts = make("div", { id: "lifts" });
    at("advice").replaceChildren(...parts, lifts);
    judge.lifts(say, (found) => {
      if (!lifts.isConnected || found.length === 0) return;
      lifts.replaceChildren(...list(say("liftTitle"), found.map(({ fact, text, gain }) => {
        const element = link(fact);
        element.textContent = text;
        return [element, " — ", gain];
      }), say("liftNote")));
    });
  };

  const join = (parts) => parts.flatMap((part, place) => (place ? [say("list"), part] : [part]));

  // MARK: Saving and opening

  const showProblems = (problems, { mayGoOn }) => {
    const box = at("problems");
    tellStatus("");
    const rows = problems.map(({ id, name, text, focus }) => {
      const element = make("a", { href: "#" + id }, `${name}${say("separator")}${text}`);
      element.addEventListener("click", (event) => { event.preventDefault(); focus(); });
      return make("li", {}, element);
    });
    box.replaceChildren(make("h2", {}, say("problems", { count: problems.length })));
    if (mayGoOn) box.append(make("p", {}, say("problemsNote")));
    box.append(make("ul", {}, ...rows));
    if (mayGoOn) {
      const button = make("button", { type: "button", id: "save-anyway" }, say("saveAnyway"));
      button.addEventListener("click", () => { box.hidden = true; save(true); });
      box.append(button);
    }
    box.hidden = false;
    box.focus();
  };

  const problems = () =>
    fields.flatMap((field) => {
      const found = field.problems();
      if (page.facts[fields.indexOf(field)].isSubject && field.read().missing) {
        const text = say("needed", { name: field.column.name });
        field.tell(text);
        return [{ id: field.id, name: field.column.name, text, focus: field.focus, isNeeded: true }];
      }
      return found.map((problem) => ({ ...problem, focus: () => focusOn(problem.id) }));
    });

  const focusOn = (id) => {
    const element = at(id);
    (element.matches("fieldset") ? element.querySelector("input, textarea, select, button") : element).focus();
  };

  const save = (isAsItIs) => {
    for (const field of fields) field.check();
    const found = problems();
    const isNameless = found.some((problem) => problem.isNeeded);
    if (found.length && (isNameless || !isAsItIs)) return showProblems(found, { mayGoOn: !isNameless });
    at("problems").hidden = true;
    const members = fields.map((field) => [field.column.name, field.stated()]);
    const name = page.subjects.map((place) => String(fields[place].stated())).join(" ");
    const file = (name.replace(/[\\/:*?"<>|.\p{C}]/gu, "_").slice(0, 80).trim() || say("fileName")) + ".json";
    const url = URL.createObjectURL(new Blob([Sheet.write(members)], { type: "application/json" }));
    const anchor = make("a", { href: url, download: file });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    tellStatus(say("saved", { file }));
  };

  const open = async (file) => {
    at("problems").hidden = true;
    const found = Sheet.read(await file.arrayBuffer());
    if (found.problem) return tellStatus(say(found.problem, { file: file.name }));
    const isOurs = (sheet) => sheet.members.some(([name]) => Sheet.match(name, page.facts, page.units).place >= 0);
    const sheets = found.sheets.filter(isOurs);
    if (sheets.length === 0) return tellStatus(say("otherStandard", { file: file.name, title: page.title }));
    if (sheets.length === 1) return take(sheets[0], file.name);
    const name = (sheet) => page.subjects.map((place) =>
      sheet.members.filter(([name]) => Sheet.find(name, page.facts) === place).map(([, value]) => String(value?.digits ?? value ?? ""))[0] ?? "")
      .filter(Boolean).join(" ") || say("nameless");
    const status = at("status");
    status.replaceChildren(say("several", { file: file.name, count: sheets.length }));
    const buttons = sheets.map((sheet) => {
      const button = make("button", { type: "button" }, name(sheet));
      button.addEventListener("click", () => take(sheet, file.name));
      return button;
    });
    status.append(make("span", { class: "choose" }, ...buttons));
    buttons[0].focus();
  };

  /// Puts what a sheet states into the controls.
  const take = (sheet, file) => {
    if (!isBlank() && !confirm(say("replace"))) return tellStatus("");
    const cells = new Map();
    const [unknown, repeated, wrong] = [[], [], new Set()];
    const headed = new Map();
    for (const [name, value] of sheet.members) {
      const { place, unit } = Sheet.match(name, page.facts, page.units);
      headed.set(place, unit);
      if (place < 0) unknown.push(Values.visible(name));
      else if (cells.has(place)) { repeated.push(page.facts[place].name); cells.set(place, null); }
      else cells.set(place, value);
    }
    fields.forEach((field, place) => {
      const typed = Sheet.typed(cells.get(place) ?? null, field.column, page.units, headed.get(place));
      if (typed === undefined) wrong.add(place);
      field.show(typed ?? undefined);
      if (field.isAnswered() && field.check().problem) wrong.add(place); else field.tell("");
      if (typed === undefined) field.tell(say(field.column.type.kind === "records" ? "badRecords" : "badOption", { found: text(cells.get(place)) }));
    });
    for (const { fields } of comparisons) for (const field of fields) { field.show(undefined); field.tell(""); }
    const parts = [say("opened", { file, count: fields.filter((field) => field.isAnswered()).length })];
    if (wrong.size) parts.push(say("openedWrong", { count: wrong.size }));
    if (unknown.length) parts.push(say("unknownNames", { count: unknown.length, names: unknown.join(say("list")) }));
    if (repeated.length) parts.push(say("repeatedNames", { names: repeated.join(say("list")) }));
    tellStatus(parts.join(" "));
    changed();
  };

  /// A JSON value in a message.
  const text = (value) => (typeof value === "string" ? value : value?.digits ?? (typeof value === "boolean" ? say(value ? "yes" : "no") : "…"));

  // MARK: Beginning

  // What gets the focus is never below the bar.
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBottom = at("bar").offsetHeight + 16 + "px";
  }).observe(at("bar"));

  changed = () => { keep(); standing(); };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  for (const button of document.querySelectorAll(".save")) button.addEventListener("click", () => save(false));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    // What is being typed is taken first.
    document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
    save(false);
  });
  at("print").addEventListener("click", () => print());
  at("open").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (file) await open(file);
    event.target.value = "";
  });
  at("discard").addEventListener("click", () => {
    if (!confirm(say("discard"))) return;
    showAnswers({ facts: [], comparisons: [] });
    at("problems").hidden = true;
    keep.now();
    draft.remove();
    standing.now();
    tellStatus(say("discarded"));
  });
  addEventListener("pagehide", () => keep.now());

  const kept = draft.read();
  if (kept !== null) {
    try {
      const answers = JSON.parse(kept);
      if (!Array.isArray(answers?.facts) || answers.facts.length !== fields.length) throw new SyntaxError("draft");
      showAnswers(answers);
      tellStatus(say("restored"));
    } catch {
      showAnswers({ facts: [], comparisons: [] });
      tellStatus(say("badDraft"));
    }
  } else {
    // What a browser fills in again by itself is no draft.
    form.reset();
    tellStatus(say(draft.isKept ? "kept" : "noStorage"));
  }
  for (const field of fields) field.refresh();
  standing.now();
})();
