"use strict";
// Searching, sifting and sorting of tables, and the blanks to be filled in before printing. Without it the page says the
// same.
{
  const say = (chinese, english) => (document.documentElement.lang.startsWith("zh") ? chinese : english);

  /** An element with properties and parts. */
  const make = (name, properties, ...parts) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...parts);
    return element;
  };

  // A number with what may stand around it: 88, 78~88, 97.5%.
  const number = (text) => {
    const found = text.match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /** Numbers before words, what is missing last whichever way. */
  const compare = (a, b, direction) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null && x !== y) return direction * (x - y);
    if ((x === null) !== (y === null)) return x === null ? 1 : -1;
    return direction * collator.compare(a, b);
  };

  const sift = (place) => {
    const table = place.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({
      row,
      cells: [...row.cells].map((cell) => cell.textContent),
      text: row.textContent.toLowerCase(),
    }));
    if (rows.length < 2) return;
    const heads = [...table.tHead.rows[0].cells];

    // Sorting: up, down, and back to the order of the report.
    heads.forEach((head, column) => {
      const isFigure = head.classList.contains("figure");
      const button = make("button", { type: "button", textContent: head.textContent });
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const now = was === null ? "ascending" : was === "ascending" ? "descending" : null;
        for (const other of heads) other.removeAttribute("aria-sort");
        if (now) head.setAttribute("aria-sort", now);
        const direction = now === "descending" ? -1 : 1;
        const key = (entry) => entry.cells[column];
        const sorted = now
          ? [...rows].sort((a, b) =>
              isFigure ? compare(key(a), key(b), direction) : direction * collator.compare(key(a), key(b)))
          : rows;
        body.append(...sorted.map((entry) => entry.row));
      });
      head.replaceChildren(button);
    });

    // Searching, and a choice for each column with few different words.
    const search = make("input", { type: "search", autocomplete: "off" });
    const count = make("output", {});
    const choices = heads.flatMap((head, column) => {
      const cell = rows[0].row.cells[column];
      if (["figure", "key", "reason"].some((kind) => cell.classList.contains(kind))) return [];
      const words = [...new Set(rows.map((entry) => entry.cells[column]))];
      if (words.length < 2 || words.length > Math.min(60, Math.max(8, rows.length / 2))) return [];
      if (words.some((word) => word.length > 24)) return [];
      const select = make("select", {}, make("option", { value: "", textContent: say("全部", "all") }));
      for (const word of words.sort(collator.compare)) {
        select.append(make("option", { value: "=" + word, textContent: word || say("（空）", "(empty)") }));
      }
      return [{ select, column, name: head.textContent }];
    });
    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of rows) {
        const fits =
          words.every((word) => entry.text.includes(word)) &&
          choices.every(({ select, column }) => !select.value || select.value === "=" + entry.cells[column]);
        entry.row.hidden = !fits;
        if (fits) shown += 1;
      }
      count.textContent = say(`显示 ${shown} / ${rows.length} 行`, `${shown} of ${rows.length} rows`);
    };
    const bar = make("div", { className: "sifting screen" }, make("label", {}, say("查找", "Find"), search));
    for (const { select, name } of choices) bar.append(make("label", {}, name, select));
    bar.append(count);
    bar.addEventListener("input", show);
    place.prepend(bar);
    show();
  };

  for (const place of document.querySelectorAll(".sift")) sift(place);

  for (const blank of document.querySelectorAll(".blank")) {
    blank.contentEditable = "plaintext-only";
    blank.setAttribute("role", "textbox");
    blank.setAttribute("aria-label", blank.dataset.name);
    blank.tabIndex = 0;
  }
}
