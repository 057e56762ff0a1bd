"use strict";
// Weights and parameters to be moved: everybody is ranked anew as they move, by the plan of the standard, exactly; and what
// has been moved is written as a variant that the program loads.
{
  const place = document.getElementById("tuning");
  const say = (chinese, english) => (document.documentElement.lang.startsWith("zh") ? chinese : english);
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  /** An element with properties and parts. */
  const make = (name, properties, ...parts) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...parts);
    return element;
  };
  /** So many rows of the ranking are shown. */
  const limit = 200;
  /** So many names stand in a line that stays in sight. */
  const mostNames = 6;

  // MARK: Exact numbers

  const parsed = (text) => {
    const [above, below] = text.split("/");
    return [BigInt(above), BigInt(below ?? 1)];
  };
  /** A decimal as a fraction; null for what is none. */
  const decimal = (text) => {
    const found = text.trim().match(/^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/);
    return found && [BigInt(found[1] + found[2] + (found[3] ?? "")), 10n ** BigInt((found[3] ?? "").length)];
  };
  const product = (...factors) => factors.reduce(([a, b], [c, d]) => [a * c, b * d], [1n, 1n]);
  const written = ([above, below]) => above + "/" + below;

  const start = () => {
    const data = read("tuning-data");
    const standard = new Rulecheck.Standard(read("plan"));
    // What stands below the settings is kept of each sheet, or its facts where cohorts look at what moves.
    let current = data.nodes
      ? standard.outcomeOf(data.kept, standard.frontier(data.keys)) : standard.outcome(data.kept);

    // MARK: Knobs

    /** What is typed, as the plan has it; null for what cannot be. */
    const cell = (setting) => {
      const text = setting.field.value;
      switch (setting.kind) {
        case "truth": return setting.field.checked;
        case "date": return /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
        default: {
          const number = decimal(text);
          if (!number || (setting.whole && number[1] !== 1n)) return null;
          const [low, high] = [setting.least, setting.most].map((limit) => limit !== null && Number(limit));
          if ((low !== false && Number(text) < low) || (high !== false && Number(text) > high)) return null;
          return written(product(number, parsed(setting.factor)));
        }
      }
    };
    const isMoved = (setting) =>
      setting.kind === "truth"
        ? setting.field.checked !== setting.start : setting.field.value.trim() !== setting.value;

    const knob = (setting, number) => {
      const id = "knob-" + number;
      const label = make("label", { htmlFor: id, textContent: setting.name });
      if (setting.kind === "truth") {
        setting.start = /^(是|yes)$/.test(setting.value);
        setting.field = make("input", { id, type: "checkbox", checked: setting.start });
        return make("div", { className: "knob" }, label, setting.field);
      }
      if (setting.kind === "date") {
        setting.field = make("input", { id, type: "date", value: setting.value });
        return make("div", { className: "knob" }, label, setting.field);
      }
      const value = Number(setting.value);
      const least = setting.least ?? String(Math.min(0, 2 * value));
      const most = setting.most ?? (setting.kind === "percentage" ? "100" : String(Math.max(10, 2 * value)));
      const span = Number(most) - Number(least);
      const step = setting.whole || setting.kind === "percentage" ? "1" : String(10 ** Math.floor(Math.log10(span / 50)));
      setting.field = make("input", { id, inputMode: "decimal", autocomplete: "off", value: setting.value, size: 6 });
      setting.slider = make("input", { type: "range", min: least, max: most, step, ariaLabel: setting.name });
      setting.slider.value = setting.value;
      setting.slider.addEventListener("input", () => {
        setting.field.value = setting.slider.value;
      });
      setting.field.addEventListener("input", () => {
        setting.slider.value = setting.field.value;
      });
      const unit = make("span", { className: "unit", textContent: setting.unit });
      return make("div", { className: "knob" }, label, setting.slider, setting.field, unit);
    };

    const weights = data.settings.filter((setting) => setting.weight);
    const parameters = data.settings.filter((setting) => !setting.weight);
    const balance = make("p", { className: "balance" });
    const group = (title, settings, ...others) =>
      settings.length === 0
        ? "" : make("fieldset", {}, make("legend", { textContent: title }), ...settings.map((each) => knob(each, data.settings.indexOf(each))), ...others);
    const reset = make("button", { type: "button", textContent: say("全部还原", "Back to the standard") });
    const status = make("p", { className: "effect" });
    status.setAttribute("role", "status");
    const rows = make("tbody", {});
    const heads = [say("名次", "Rank"), say("原名次", "Before"), say("名称", "Name"), say("总分", "Total")];
    const figures = ["figure", "figure", "", "figure", ""];
    if (data.selects) heads.push(say("推荐", "Selected"));
    const table = make(
      "div", { className: "table", tabIndex: 0 },
      make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head, at) => make("th", { scope: "col", className: figures[at], textContent: head })))), rows));
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", say("试算的名次", "Ranking on trial"));
    const variant = make("textarea", { id: "variant", readOnly: true, rows: 6 });
    const save = make("button", { type: "button", textContent: say("存成 试算.rules", "Save as trial.rules") });

    // MARK: Everybody anew

    const words = { yes: say("推荐", "yes"), no: say("否", "no"), open: say("待核实", "open"), tied: say("并列待定", "tied") };
    const text = (outcome) => {
      const ends = outcome.order.flatMap((sheet) => {
        const { total } = outcome.standing(sheet);
        return total ? [total.least, total.most] : [];
      });
      const digits = Rulecheck.decimals(ends.filter((end) => typeof end !== "number"));
      const end = (value) => (typeof value === "number" ? "…" : digits(value));
      return (sheet) => {
        const { total, scored } = outcome.standing(sheet);
        if (!total) return say("不计分", "not scored");
        const [least, most] = [end(total.least), end(total.most)];
        return (least === most ? least : least + "~" + most) + (scored === null ? say(" 或不计分", " or not scored") : "");
      };
    };
    const places = (outcome) => {
      const found = new Map();
      outcome.order.forEach((sheet, at) => {
        found.set(sheet, { rank: outcome.ranks[at], selection: outcome.selections[at] });
      });
      return found;
    };
    const before = places(current);
    const list = (sheets) =>
      sheets.length === 0
        ? say("无", "none")
        : sheets.slice(0, mostNames).map((sheet) => data.names[sheet]).join(say("、", ", ")) +
          (sheets.length > mostNames ? say(`等 ${sheets.length} 家`, ` and ${sheets.length - mostNames} more`) : "");

    const show = () => {
      const total = text(current);
      const now = places(current);
      const entrants = current.order.filter((sheet) => current.standing(sheet).entrant !== false);
      rows.replaceChildren(
        ...entrants.slice(0, limit).map((sheet) => {
          const { rank, selection } = now.get(sheet);
          const was = before.get(sheet);
          const cells = [rank || "—", was.rank || "—", data.names[sheet], total(sheet)];
          if (data.selects) cells.push(words[selection] ?? "—");
          const row = make("tr", {}, ...cells.map((content, at) => make("td", { className: figures[at], textContent: content })));
          if (was.rank !== rank || was.selection !== selection) row.className = "moved";
          return row;
        }));
      const gained = entrants.filter((sheet) => now.get(sheet).selection === "yes" && before.get(sheet).selection !== "yes");
      const lost = entrants.filter((sheet) => now.get(sheet).selection !== "yes" && before.get(sheet).selection === "yes");
      const moved = entrants.filter((sheet) => now.get(sheet).rank !== before.get(sheet).rank);
      const parts = data.selects
        ? [say("进入推荐：", "now selected: ") + list(gained), say("退出推荐：", "no longer selected: ") + list(lost)] : [];
      parts.push(say(`名次变动 ${moved.length} 家`, `${moved.length} ranks differ`));
      status.textContent = parts.join(say("；", "; ")) + say("。", ".") +
        (entrants.length > limit ? say(`只列前 ${limit} 家。`, ` The first ${limit} are listed.`) : "");
    };

    /** The sum of the weights, as the REPL tells of it; whether it is what it should be. */
    const weigh = () => {
      if (weights.length === 0) return true;
      const sum = weights.reduce(
        ([above, below], setting) => {
          const [a, b] = decimal(setting.field.value) ?? decimal(setting.value);
          return [above * b + a * below, below * b];
        }, [0n, 1n]);
      const rest = 100n * sum[1] - sum[0];
      const shown = ([above, below]) => Rulecheck.decimal(Rulecheck.number(written([above, below])), 4);
      balance.textContent =
        rest === 0n
          ? say("合计 100%。", "100% in all.")
          : say("分值尚未配平，先照此计算。合计 ", "The weights do not add up yet; it is worked out like this all the same. Sum ") +
            shown(sum) + say("%，应当是 100%，", "%, should be 100%, ") +
            (rest > 0n ? say("还差 ", "short of ") + shown([rest, sum[1]]) : say("多了 ", "over by ") + shown([-rest, sum[1]])) + say("%。", "%.");
      balance.classList.toggle("warning", rest !== 0n);
      return rest === 0n;
    };

    const update = () => {
      const changes = {};
      for (const setting of data.settings) {
        const value = cell(setting);
        setting.field.setAttribute("aria-invalid", value === null);
        if (value === null || !isMoved(setting)) continue;
        changes[setting.key] = value;
        for (const { key, share } of setting.parts) changes[key] = written(product(parsed(value), parsed(share)));
      }
      current = current.change(changes);
      show();
      const isBalanced = weigh();
      const lines = data.settings.filter((setting) => isMoved(setting) && cell(setting) !== null).map((setting) => {
        const value = setting.kind === "truth" ? (setting.field.checked ? say("是", "yes") : say("否", "no")) : setting.field.value.trim();
        const gap = setting.unit && setting.unit !== "%" ? " " : "";
        return setting.before + value + gap + setting.unit;
      });
      variant.value = [data.head, ...lines, ""].join("\n");
      save.disabled = lines.length === 0 || !isBalanced;
    };

    // One frame is enough for whatever moved in it.
    let isWaiting = false;
    const later = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        update();
      });
    };
    reset.addEventListener("click", () => {
      for (const setting of data.settings) {
        if (setting.kind === "truth") setting.field.checked = setting.start;
        else setting.field.value = setting.value;
        if (setting.slider) setting.slider.value = setting.value;
      }
      later();
    });
    save.addEventListener("click", () => {
      const link = make("a", {
        href: URL.createObjectURL(new Blob([variant.value], { type: "text/plain" })),
        download: say("试算.rules", "trial.rules"),
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });

    const knobs = make("div", { className: "knobs" }, group(say("类别分值", "Weights"), weights, balance), group(say("参数", "Parameters"), parameters));
    knobs.addEventListener("input", later);
    const others = data.others.length === 0
      ? "" : make("p", { className: "note", textContent: say("要用命令试的：", "To be tried with the command: ") + data.others.join(say("、", ", ")) });
    place.replaceChildren(
      knobs, reset, others, status, table,
      make("label", { htmlFor: "variant", textContent: say("这些改动用规则语言写就是：", "In the rules language:") }), variant, save);
    update();
    place.dataset.ready = "";
  };

  const open = make("button", { type: "button", textContent: say("开始试算", "Start") });
  open.addEventListener("click", start);
  place.replaceChildren(open);
}
