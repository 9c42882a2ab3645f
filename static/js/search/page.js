import { Engine } from "./engine.js";
import { message } from "./box.js";
import { answers, el, pages, typeNames } from "./show.js";
import { wordPattern } from "./words.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./show.js").Page} Page */
/** @typedef {{anchor: string, heading: string, text: string}} Passage */

const step = 20;
const passageLength = 180;

/** The page of results. What is asked stands in the address: q, type, exact. */
export class Results {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.engine = new Engine(host.dataset.site ?? "/");
    this.out = el("div", { class: "results" });
    this.status = el("p", { class: "results__status", role: "status" });
    host.prepend(this.status, this.out);
    this.seen = new IntersectionObserver((entries) => {
      for (const e of entries) if (e.isIntersecting) this.reveal(e.target);
    });
    /** @type {Map<Element, () => Promise<void>>} */
    this.waiting = new Map();
    addEventListener("popstate", () => this.run());
    this.run();
  }

  get asked() {
    const params = new URLSearchParams(location.search);
    return { q: (params.get("q") ?? "").trim(), type: params.get("type") ?? "", exact: params.has("exact") };
  }

  /** The address of this page with other things asked. @param {{q?: string, type?: string, exact?: boolean}} change */
  address(change) {
    const { q, type, exact } = { ...this.asked, ...change };
    const params = new URLSearchParams({ q });
    if (type) params.set("type", type);
    if (exact) params.set("exact", "1");
    return `${location.pathname}?${params}`;
  }

  async run() {
    const { q, type, exact } = this.asked;
    const input = document.querySelector("main input[name=q]");
    if (input instanceof HTMLInputElement) input.value = q;
    if (q === "") return;
    document.title = `${q} · ${document.title.split(" · ").at(-1)}`;
    this.status.textContent = "Searching …";
    try {
      const result = await this.engine.search(q, { type, exact });
      const { extra } = await this.engine.store.manifest();
      const cards = type === "" || type === "responsibility" ? await answers(this.engine, result) : [];
      this.out.replaceChildren();
      if (result.corrected) this.out.append(this.correction(q, result.corrected));
      if (result.facets.length > 1 || type) this.out.append(this.filters(result, type));
      if (extra) this.out.append(...cards.map((p) => answer(p, extra)));
      this.status.textContent = result.total === 0 ? `Nothing found for “${q}”.` : `${result.total} result${result.total === 1 ? "" : "s"} for “${result.corrected || q}”`;
      if (result.total === 0) this.out.append(el("p", {}, "Try fewer words, or other ones; leave out quotation marks; or take one of the ways in below."));
      this.stems = new Set(result.words.flat());
      const list = el("ol", { class: "results__list" });
      this.out.append(list);
      await this.more(list, result, 0);
      this.host.dataset.state = "done";
      this.host.toggleAttribute("data-found", result.total > 0);
    } catch (error) {
      this.status.textContent = `Search does not work just now: ${message(error)}. The ways in below lead to every page.`;
      this.host.dataset.state = "failed";
    }
  }

  /** @param {string} q @param {string} corrected */
  correction(q, corrected) {
    return el("p", { class: "results__corrected" }, "Showing results for ", el("strong", {}, corrected), ". ",
      el("a", { href: this.address({ exact: true }) }, `Search instead for ${q}`), ".");
  }

  /** @param {import("./engine.js").Result} result @param {string} type */
  filters(result, type) {
    const total = result.facets.reduce((sum, f) => sum + f.count, 0);
    const link = (/** @type {string} */ t, /** @type {string} */ name, /** @type {number} */ n) =>
      el("li", {}, el("a", { href: this.address({ type: t }), ...(t === type ? { "aria-current": "true" } : {}) }, `${name} `, el("span", { class: "results__n" }, String(n))));
    const list = el("ul", {}, link("", "All", total), ...result.facets.map((f) => link(f.type, typeNames[f.type] ?? f.type, f.count)));
    const nav = el("nav", { class: "switch switch--links", "aria-label": "Kinds of result" }, list);
    const said = type ? `1 on: ${typeNames[type] ?? type}` : "none on";
    return el("details", { class: "drawer results__filters" }, el("summary", {}, "Filters ", el("span", { class: "drawer__more" }, said)), nav);
  }

  /** @param {Element} list @param {import("./engine.js").Result} result @param {number} from */
  async more(list, result, from) {
    for (const p of await pages(this.engine, result.hits.slice(from, from + step))) {
      const link = el("a", { href: p.url }, p.title);
      const text = el("p", { class: "results__text" });
      const item = el("li", {}, el("p", { class: "label" }, typeNames[p.type] ?? p.type, p.crumb ? ` · ${p.crumb}` : ""), el("h2", {}, link), text);
      list.append(item);
      this.waiting.set(item, async () => {
        const found = await passage(this.engine, p.hit, this.stems);
        if (found.anchor && !p.url.includes("#")) link.setAttribute("href", `${p.url}#${found.anchor}`);
        if (found.heading) text.append(el("span", { class: "results__section" }, `${found.heading}: `));
        text.append(marked(this.engine, found.text, this.stems));
      });
      this.seen.observe(item);
    }
    const next = from + step;
    if (next >= result.total) return;
    const button = el("button", { type: "button" }, `Show ${Math.min(step, result.total - next)} more`);
    button.addEventListener("click", async () => {
      button.remove();
      await this.more(list, result, next);
      list.children[next]?.querySelector("a")?.focus();
    });
    this.out.append(button);
  }

  /** Shows the passage of a result that has come into view. @param {Element} item */
  async reveal(item) {
    this.seen.unobserve(item);
    const show = this.waiting.get(item);
    this.waiting.delete(item);
    await show?.().catch(() => {}); // a result without its passage still leads to its page
  }
}

/** The part of a page that holds most of the words asked for, and a piece of its text. @param {Engine} engine @param {Hit} hit @param {Set<string>} stems @returns {Promise<Passage>} */
async function passage(engine, hit, stems) {
  const sections = await engine.store.fragment(await engine.store.title(hit.doc));
  const count = (/** @type {string} */ text) => new Set(engine.analyser.terms(text).map((t) => t.text).filter((t) => stems.has(t))).size;
  let [heading, anchor, text] = sections[0] ?? ["", "", ""];
  let most = -1;
  sections.forEach((s, i) => {
    const n = 3 * count(s[0]) + count(s[2]);
    if (n > most && (n > 0 || i === 0)) [[heading, anchor, text], most] = [s, n];
  });
  let start = 0;
  let best = -1;
  let from = 0;
  for (const sentence of text.match(/[^]+?(?:[.!?]["”’)]?\s+|$)/g) ?? []) {
    const n = count(sentence);
    if (n > best) [best, from] = [n, start];
    start += sentence.length;
  }
  const letters = [...text.slice(from)];
  if (letters.length <= passageLength) return { anchor, heading, text: letters.join("").trim() };
  const cut = letters.slice(0, passageLength).join("");
  return { anchor, heading, text: `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1)).replace(/[ ,;:]+$/, "")} …` };
}

/** Marks the words asked for. @param {Engine} engine @param {string} text @param {Set<string>} stems @returns {DocumentFragment} */
function marked(engine, text, stems) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(wordPattern)) {
    const hit = engine.analyser.terms(match[0]).some((t) => stems.has(t.text));
    if (!hit) continue;
    out.append(text.slice(at, match.index), el("mark", {}, match[0]));
    at = match.index + match[0].length;
  }
  out.append(text.slice(at));
  return out;
}

/**
 * Who has which part in a piece of work, shape by shape, as a small table like those of the pages.
 * @param {Page} page
 * @param {{shapes: [string, string][], roles: [string, string, string, number][]}} legend
 */
function answer(page, legend) {
  const rows = page.data.split(";").map((/** @type {string} */ row) => row.split(","));
  const used = legend.roles.map((_, r) => rows.some((/** @type {string[]} */ row) => row[r]));
  const head = el("tr", {}, el("th", { scope: "col" }, "Shape"));
  legend.roles.forEach(([short, url, hue, tally], r) => {
    if (used[r]) head.append(el("th", { scope: "col" }, el("a", { href: url, class: `role hue--${hue}${tally ? ` role--${tally}` : ""}` }, short)));
  });
  const body = el("tbody");
  legend.shapes.forEach(([shape, url], s) => {
    const row = el("tr", {}, el("th", { scope: "row" }, el("a", { href: url }, shape)));
    legend.roles.forEach(([short, , hue], r) => {
      if (!used[r]) return;
      const letter = rows[s]?.[r] ?? "";
      const cell = el("td", { "data-head": short });
      if (letter) cell.append(el("abbr", { class: `mark mark--${letter.replace("/", "").toLowerCase()} hue--${hue}`, title: words[letter] ?? "" }, letter));
      row.append(cell);
    });
    body.append(row);
  });
  return el("section", { class: "answer", "aria-label": `Who answers for: ${page.title}` },
    el("p", { class: "label" }, "Who answers for it"),
    el("h2", {}, el("a", { href: page.url }, page.title)),
    el("table", { class: "matrix matrix--row" }, el("thead", {}, head), body));
}

/** @type {Record<string, string>} */
const words = { "A/R": "accountable and responsible", A: "accountable", R: "responsible", C: "consulted", I: "informed" };
