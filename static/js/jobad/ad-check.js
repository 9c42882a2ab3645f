import { later } from "../parts/later.js";
import { handedOver, keep, make, save } from "../parts/page.js";

const kept = "remit-check-1";
const mostShown = 600;
const mostKept = 500_000;

/**
 * Checks a job ad while one pastes or mends it. The shape and the places stand in the address; the text and what was dismissed
 * are kept in the browser until cleared, and nothing leaves the page. What it checks by is loaded with the first ad.
 */
class AdCheck extends HTMLElement {
  connectedCallback() {
    const data = this.querySelector("#check-data");
    this.form = this.querySelector("form");
    this.status = this.querySelector(".check__status");
    this.report = this.querySelector(".check__report");
    const example = this.querySelector("template");
    if (!data || !this.form || !this.status || !this.report || !example) throw new Error("ad-check: a part is missing inside");
    this.data = JSON.parse(data.textContent ?? "");
    this.example = (example.content.textContent ?? "").trim();
    this.field = this.form.elements.text;
    this.before = null;
    const draft = readDraft();
    this.name = draft.name;
    /** @type {Map<string, string>} reasons by key */
    this.dismissed = draft.dismissed;
    this.showLater = later(() => this.show());
    const query = new URLSearchParams(location.search);
    const shape = [...this.form.elements.shape.options].find((o) => o.value === query.get("shape"));
    if (shape) shape.selected = true;
    else this.form.elements.shape.selectedIndex = this.form.elements.shape.length - 1;
    for (const box of this.boxes) box.checked = query.getAll("place").includes(box.value);
    this.field.value = draft.text || this.field.value;
    if (draft.text) this.said = "This is your draft from before. ";
    this.field.addEventListener("focus", () => this.load().catch(() => {}), { once: true });
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.click(event));
    this.report.addEventListener("submit", (event) => this.dismiss(event));
    this.form.addEventListener("dragover", (event) => event.preventDefault());
    this.form.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      this.openFile(file);
    });
    const handed = keep(() => sessionStorage.getItem(handedOver));
    if (handed) {
      keep(() => sessionStorage.removeItem(handedOver));
      this.replace(handed, "ad");
      this.said = "This is the ad from the builder. ";
    } else if (this.field.value) this.show();
  }

  /** @returns {HTMLInputElement[]} */
  get boxes() {
    return [...this.form.querySelectorAll("[name=place]")];
  }

  /** The engine and its model, loaded once; again where that failed. */
  load() {
    this.loading ??= Promise.all([import("./check/engine.js"), fetch(this.data.model).then((r) => (r.ok ? r.json() : Promise.reject(new Error("no model"))))])
      .then(([engine, model]) => {
        const checker = new engine.Checker(model);
        const warm = () => checker.check("", engine.readText("", this.example));
        if (!this.field.value && "requestIdleCallback" in window) requestIdleCallback(warm);
        return { ...engine, checker };
      })
      .catch((error) => {
        this.loading = undefined;
        throw error;
      });
    return this.loading;
  }

  /** @param {EventTarget | null} target */
  changed(target) {
    if (target instanceof HTMLInputElement && target.type === "file") {
      if (target.files?.[0]) this.openFile(target.files[0]);
      target.value = "";
      return;
    }
    if (target === this.field) this.said = "";
    else {
      const query = new URLSearchParams();
      const select = this.form.elements.shape;
      if (select.selectedIndex < select.length - 1) query.set("shape", select.value);
      for (const box of this.boxes) if (box.checked) query.append("place", box.value);
      history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
    }
    this.showLater();
  }

  /** @param {File} file */
  async openFile(file) {
    try {
      const { readFile } = await import("./check/files.js");
      const text = await readFile(file);
      this.replace(text, file.name);
      this.said = `${file.name} is open. `;
    } catch (error) {
      const why = error instanceof Error && error.message.includes("; ") ? error.message : "the file could not be opened; copy its text and paste it here";
      this.status.textContent = `${file.name}: ${why}. ${this.field.value ? "What stood here still does." : ""}`;
    }
  }

  /** Puts another text into the field; what stood there can be had back. @param {string} text @param {string} name */
  replace(text, name) {
    const now = this.field.value;
    if (now === text) this.before = null;
    else if (now && now !== this.example) this.before = { text: now, name: this.name, dismissed: this.dismissed };
    this.field.value = text;
    this.field.scrollTop = 0;
    this.name = name;
    this.dismissed = new Map();
    this.said = "";
    this.showLater();
  }

  async show() {
    const text = this.field.value;
    keep(() => (text && text.length <= mostKept ? localStorage.setItem(kept, JSON.stringify({ text, name: this.name, dismissed: [...this.dismissed] })) : localStorage.removeItem(kept)));
    const back = this.before ? [" ", make("button", { type: "button", className: "as-word", value: "back", textContent: "Back to what stood here before" })] : [];
    const say = (/** @type {string} */ words) => this.status.replaceChildren((this.said ?? "") + words, ...back);
    if (!text.trim()) {
      this.report.replaceChildren();
      say("");
      return;
    }
    let engine;
    try {
      engine = await this.load();
    } catch {
      say("What ads are checked by could not be loaded. Your text is kept: try again when you are online.");
      return;
    }
    if (text !== this.field.value) return;
    this.engine = engine;
    try {
      this.result = engine.checker.check(this.name, engine.readText("", text), {
        shape: this.form.elements.shape.value, places: this.boxes.filter((b) => b.checked).map((b) => b.value), ignore: this.dismissed,
      });
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes("; ")) throw error;
      this.report.replaceChildren();
      say(engine.sentence(error.message));
      return;
    }
    const r = this.result;
    const n = r.role.length + r.breadth.length + r.missing.length + r.wording.length;
    const foreign = r.language && r.language !== "en";
    say(foreign ? engine.summary(engine.checker, r) : `${this.engine.counted(r)}, ${count(r.words, "word")}. ${n ? `${count(n, "thing")} to think about.` : "Nothing to think about that we know of."}`);
    const parts = foreign ? [this.law()] : [this.job(), this.lines(), this.breadth(), this.findings("missing", "What is missing", "Nothing that we look for."), this.findings("wording", "Words to think about", "None that we know of."), this.law(), this.gone()];
    const shown = parts.filter((p) => p !== null);
    this.report.replaceChildren(...this.take(shown), ...shown);
  }

  /** What can be done with the report, and the ways to its parts. @param {HTMLElement[]} parts */
  take(parts) {
    const button = (value, textContent) => make("button", { type: "button", value, textContent });
    const row = (label, ...buttons) => make("p", { className: "take" }, make("span", { className: "label", textContent: label }), ...buttons);
    const titles = parts.slice(1).map((p) => p.firstChild.textContent);
    return [row("Save", button("md", "As Markdown"), button("print", "Print")), ...(titles.length ? [row("Go to", ...titles.map((t) => button(`to-${t}`, t)))] : [])];
  }

  /** A role's name with its hue and tally. @param {string} id @param {boolean} short */
  role(id, short = false) {
    const role = this.data.roles[id];
    return make("span", { className: `role hue--${role.Hue}${role.Tally ? ` role--${role.Tally}` : ""}`, textContent: short ? role.Short : role.Title });
  }

  job() {
    const { result: r, engine: { checker, counted, summary, titleSays } } = this;
    const all = r.lines.length;
    const rows = r.closest.map((s) => [this.role(s.role), s.lines, this.data.roles[s.role].Hue]);
    const kinds = [["shared", "any of the four"], ["other", "another trade"], ["asked", "knowledge asked for"], ["generic", "nothing about the work"]];
    for (const [kind, words] of kinds) rows.push([words, r.lines.filter((l) => l.kind === kind).length, ""]);
    const bars = rows.filter(([, n], i) => n || i < r.closest.length).map(([name, n, hue]) => {
      const bar = make("span", { className: `check__bar${hue ? ` hue--${hue}` : ""}` });
      bar.style.inlineSize = `${(100 * n) / Math.max(all, 1)}%`;
      return make("tr", {}, make("th", { scope: "row" }, name), make("td", { className: "num", textContent: String(n) }), make("td", {}, bar));
    });
    return section("What job is this", make("p", { className: "check__note", textContent: cut(r.title) }), make("p", { className: "check__answer", textContent: summary(checker, r) }), make("p", { textContent: `${titleSays(checker, r)} It is not counted.${r.cut ? " The ad is longer than ads are; its end was not read." : ""}` }),
      all ? make("table", { className: "ledger ledger--num check__count" }, make("caption", { textContent: `Of ${counted(r)}, so many describe work of` }), make("tbody", {}, ...bars)) : make("p", { textContent: "There is one line only. Give the whole text of the ad, its title first." }),
      ...(r.role.length ? [make("ul", { className: "check__findings" }, ...r.role.map((f) => this.finding(f)))] : []));
  }

  lines() {
    const { result: r, engine: { checker } } = this;
    if (!r.lines.length) return null;
    const words = { shared: "any of the four", asked: "knowledge asked for", other: "another trade", generic: "" };
    const list = (lines) => make("ol", { className: "check__lines" }, ...lines.slice(0, mostShown).map((l) => {
      const work = checker.m.work.find((w) => w.id === l.responsibility);
      const hue = l.role ? ` hue--${this.data.roles[l.role].Hue}` : "";
      const whose = make("p", { className: "check__whose" }, l.role ? this.role(l.role, true) : words[l.kind]);
      const text = make("div", { className: "check__text" }, make("p", { textContent: cut(l.text) }));
      if (work) text.append(make("p", { className: "check__work" }, make("a", { href: `${checker.m.workAt}${work.id}/`, textContent: work.title }), l.answers ? `: ${l.answers} answers for it` : ""));
      return make("li", { className: `check__line check__line--${l.kind}${hue}` }, this.number(l.line), text, whose);
    }), lines.length > mostShown ? make("li", { textContent: `${count(lines.length - mostShown, "more line")} not shown here; the report as Markdown has them.` }) : "");
    const quiet = r.lines.filter((l) => l.kind === "generic");
    const told = r.lines.filter((l) => l.kind !== "generic");
    return section("Line by line", told.length ? list(told) : make("p", { textContent: "No line tells of work that we know." }),
      quiet.length ? make("details", { className: "check__quiet" }, make("summary", { textContent: `${count(quiet.length, "line")} telling nothing about the work` }), list(quiet)) : "");
  }

  /** A line's number, which leads to it in the field. @param {number} line */
  number(line) {
    return make("button", { type: "button", className: "as-word check__number", value: `line-${line}`, textContent: String(line), ariaLabel: `Line ${line}, in the ad` });
  }

  breadth() {
    const { result: r, engine: { checker, oneJob } } = this;
    const own = checker.title(r.closest[0]?.role);
    const areas = r.areas.map((a) => make("li", {}, `${a.title} `, make("span", { className: "check__where" }, ...this.where(a.lines), ...(r.breadth.length && a.neighbour && a.neighbour !== own ? [`usually ${a.neighbour}`] : []))));
    return section("How many jobs", ...(r.breadth.length ? [make("ul", { className: "check__findings" }, ...r.breadth.map((f) => this.finding(f)))] : [make("p", { textContent: oneJob(checker, r) })]),
      ...(r.breadth.length ? this.split() : []), ...(areas.length ? [make("ul", { className: "check__areas" }, ...areas)] : []));
  }

  /** The jobs it could be, each with the way to an ad of its own. */
  split() {
    const { result: r } = this;
    if (!r.split.length) return [];
    const items = r.split.map(({ role, lines, work }) => {
      const query = new URLSearchParams({ role, shape: r.shape, work: work.join(",") });
      return make("li", {}, this.role(role), " ", make("span", { className: "check__where" }, ...this.where(lines)), make("a", { href: `${this.data.new}?${query}`, textContent: "Write this ad", ariaLabel: `Write this ad: ${this.engine.checker.title(role)}` }));
    });
    return [make("p", { textContent: "It could be these ads, each of its own:" }), make("ul", { className: "check__findings check__split" }, ...items)];
  }

  /** @param {number[]} lines */
  where(lines) {
    return [lines.length > 1 ? "lines " : "line ", ...lines.slice(0, 8).flatMap((l) => [this.number(l), " "]), ...(lines.length > 8 ? ["…"] : [])];
  }

  /** @param {"missing" | "wording"} list @param {string} title @param {string} none */
  findings(list, title, none) {
    const all = this.result[list];
    const ring = list === "wording" && this.result.coded ? [make("p", { className: "check__note", textContent: `${this.engine.density(this.result)} No verdict follows from it.` })] : [];
    return section(title, ...ring, all.length ? make("ul", { className: "check__findings" }, ...all.map((f) => this.finding(f))) : make("p", { textContent: none }));
  }

  finding(f) {
    const { sentence } = this.engine;
    const id = `reason-${f.key}`;
    const item = make("li", { className: f.level === "warning" ? "check__finding check__finding--warning" : "check__finding" });
    item.append(make("p", { className: "check__say" }, sentence(f.what), ...(f.lines.length ? [" ", make("span", { className: "check__where" }, ...this.where(f.lines))] : [])));
    item.append(make("p", {}, `${sentence(f.why)} `, ...(f.instead ? [make("em", { textContent: "Instead: " }), sentence(f.instead.split(". Usually with others: ")[0])] : []), ...this.source(f.source)));
    const reason = make("input", { id, name: "reason", maxLength: 200, required: true });
    const form = make("form", {}, make("label", { htmlFor: id, textContent: "Why it is fine here" }), reason, make("button", { textContent: "Dismiss" }));
    form.dataset.key = f.key;
    item.append(make("details", { className: "check__dismiss" }, make("summary", { ariaLabel: `Dismiss: ${f.what}`, textContent: "Dismiss" }), form));
    return item;
  }

  /** @param {string} id */
  source(id) {
    const [label, href] = this.data.sources[id] ?? [];
    return href ? [" ", make("a", { className: "check__source", href, textContent: label })] : [];
  }

  law() {
    const { law } = this.result;
    if (!law.length) return null;
    const { becauseRemote, sentence } = this.engine;
    const far = law.filter((l) => l.because === becauseRemote);
    const items = law.filter((l) => !far.includes(l)).map((l) => make("div", {}, make("dt", { textContent: l.title }), make("dd", {},
      make("p", {}, `An ad says ${l.says.join(", ")}. ${sentence(l.who)}${l.note ? ` ${sentence(l.note)}` : ""}`),
      make("p", { className: "check__note" }, `As of ${l.asOf}. Shown because: ${l.because}.`, ...this.source(l.source)))));
    const remote = far.length ? [make("p", { textContent: `A remote job in the United States can also be done in places that ask for a pay range, as of ${far[0].asOf}: ${far.map((l) => l.title).join(", ")}. Tick one above to read what it asks.` })] : [];
    return section("What the law asks, by place", ...(items.length ? [make("dl", { className: "record" }, ...items)] : []), ...remote, make("p", { className: "check__note", textContent: "This is no legal advice; such rules change every year." }));
  }

  gone() {
    const { dismissed } = this.result;
    if (!dismissed.length) return null;
    const items = dismissed.map((f) => make("li", {}, this.engine.sentence(f.what), ` Dismissed: ${f.reason ?? ""} `,
      ...(this.dismissed.has(f.key) ? [make("button", { type: "button", className: "as-word", value: `undo-${f.key}`, ariaLabel: `Take back: ${f.what}`, textContent: "Take back" })] : [])));
    return section("Dismissed", make("ul", {}, ...items), make("p", { className: "check__note" }, "It is kept with the draft. In the ad itself, a line such as ", make("code", { textContent: `remit: ignore ${dismissed[0].key} ${dismissed[0].reason ?? "reason"}` }), " does the same for good."));
  }

  /** @param {Event} event */
  async dismiss(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const part = form.closest("section").firstChild.textContent;
    this.dismissed.set(form.dataset.key ?? "", form.elements.reason.value.trim());
    this.said = "Dismissed. ";
    await this.show();
    this.focusOn(part);
  }

  /** @param {string} title of a section */
  focusOn(title) {
    const all = [...this.report.querySelectorAll("h2")];
    (all.find((h) => h.textContent === title) ?? all[0])?.focus();
  }

  /** @param {Event} event */
  async click(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button?.value) return;
    const [what, rest] = button.value.split(/-(.*)/s);
    this.said = "";
    if (what === "example") this.replace(this.example, "example");
    else if (what === "clear") this.replace("", "ad");
    else if (what === "back" && this.before) {
      const { text, name, dismissed } = this.before;
      this.replace(text, name);
      this.dismissed = dismissed;
    }
    else if (what === "print") print();
    else if (what === "md") save(`${this.name.replace(/\.[^.]*$/, "")}-check.md`, this.engine.markdown(this.engine.checker, this.result), "text/markdown");
    else if (what === "line") this.goTo(Number(rest));
    else if (what === "to") this.focusOn(rest);
    else if (what === "undo") {
      this.dismissed.delete(rest);
      this.said = "Taken back. ";
      await this.show();
      this.focusOn("Dismissed");
    }
  }

  /** Marks a line of the ad in the field. @param {number} line */
  goTo(line) {
    const lines = this.field.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.field.focus();
    this.field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    this.field.scrollIntoView({ block: "center" });
    this.field.scrollTop = (this.field.scrollHeight * (line - 1)) / lines.length - this.field.clientHeight / 3;
  }
}

/** What was typed and dismissed before; empty where there is nothing, or the browser keeps nothing. @returns {{ text: string, name: string, dismissed: Map<string, string> }} */
function readDraft() {
  const { text, name, dismissed } = keep(() => JSON.parse(localStorage.getItem(kept) ?? "{}")) ?? {};
  const pairs = Array.isArray(dismissed) ? dismissed.filter((p) => Array.isArray(p) && p.every((s) => typeof s === "string")) : [];
  return { text: typeof text === "string" ? text : "", name: typeof name === "string" ? name : "ad", dismissed: new Map(pairs) };
}

/** @param {number} n @param {string} word */
const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** @param {string} s */
const cut = (s) => (s.length > 400 ? `${s.slice(0, 400).toWellFormed()} …` : s);

/** @param {string} title @param {...(Node | string)} children */
const section = (title, ...children) => make("section", { className: "check__part" }, make("h2", { textContent: title, tabIndex: -1 }), ...children);

customElements.define("ad-check", AdCheck);
