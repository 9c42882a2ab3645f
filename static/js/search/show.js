import { wordPattern } from "./words.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Result} Result */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {{title: string, url: string, crumb: string, type: string, data: any, hit: Hit}} Page */
/** @typedef {{anchor: string, heading: string, text: string}} Passage */

/** What each type of document is called. @type {Record<string, string>} */
export const typeNames = {
  role: "Role", responsibility: "Work", comparison: "Comparison", term: "Term", tool: "Tool", guide: "Guide", area: "Area", stage: "Stage",
  matrix: "Matrix", page: "Page",
};

/** Questions begin with these; they say nothing about which piece of work is meant. */
const asking = new Set(["who", "whose", "what", "which", "how", "doe", "do", "is", "ar", "should", "must", "answer", "respons", "account", "own", "our", "we", "my", "be", "by", "with"]);

const passageLength = 180;

/** Creates an element with attributes and children. @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Loads the titles of some hits. @param {Engine} engine @param {Hit[]} hits @returns {Promise<Page[]>} */
export async function pages(engine, hits) {
  const { types } = await engine.store.manifest();
  return Promise.all(
    hits.map(async (hit) => {
      const [title, url, crumb, , , data] = await engine.store.title(hit.doc);
      let upTo = 0;
      const [type] = types.find(([, count]) => hit.doc < (upTo += count)) ?? [""];
      return { title, url, crumb, type, data, hit };
    }),
  );
}

/** The pieces of work that a query asks about: its words, those of the question left out, all stand in their names. @param {Engine} engine @param {Result} result */
export async function answers(engine, result) {
  const meant = result.words.filter((terms) => !asking.has(terms[0]));
  if (meant.length === 0) return [];
  const named = result.hits.slice(0, 8).filter((h) => meant.every((terms) => terms.some((t) => h.names.has(t))));
  return (await pages(engine, named)).filter((p) => p.data).slice(0, 2);
}

/** The part of a page that holds most of the words asked for, and a piece of its text. @param {Engine} engine @param {Hit} hit @param {Set<string>} stems @returns {Promise<Passage>} */
export async function passage(engine, hit, stems) {
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
export function marked(engine, text, stems) {
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
export function answer(page, legend) {
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

/** Who answers, in a line: the first role that holds the A in each shape. @param {Page} page @param {{shapes: [string, string][], roles: [string, string, string, number][]}} legend */
export function holders(page, legend) {
  /** @type {[string, string[]][]} */
  const all = [];
  page.data.split(";").forEach((/** @type {string} */ row, /** @type {number} */ s) => {
    const r = row.split(",").findIndex((letter) => letter.startsWith("A"));
    const name = legend.roles[r]?.[0];
    if (!name) return;
    if (all.at(-1)?.[0] === name) all.at(-1)[1].push(legend.shapes[s][0]);
    else all.push([name, [legend.shapes[s][0]]]);
  });
  return all.map(([name, shapes]) => (all.length === 1 ? name : `${name} (${shapes.join(", ")})`)).join(", then ");
}
