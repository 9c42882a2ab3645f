import { Lexicon, longest } from "./token.js";

const manyTools = 18;
const manyWords = 700;

export const becauseRemote = "a remote job in the United States can be done there";

/** The rows of wording, each with the words that make it harmless. @param {any[]} rules */
export function wordRows(rules) {
  return rules.flatMap((rule) =>
    rule.words.map((words) => {
      const row = { rule, words, overlaps: new Lexicon(), anywhere: new Lexicon() };
      for (const p of words.unless) {
        if (p.startsWith("… ")) row.anywhere.fill([p.slice(2)], 0);
        else row.overlaps.fill([p], 0);
      }
      return row;
    }),
  );
}

/**
 * Looks for what the ad does not say, and for words to think about.
 * @param {import("./check.js").Checker} c
 * @param {any} r the report
 * @param {import("./check.js").Read} read
 */
export function terms(c, r, read) {
  const { m } = c;
  const found = new Set();
  const tools = new Set();
  /** @type {{ lines: number[], said: string }[]} */
  const byRow = c.rows.map(() => ({ lines: [], said: "" }));
  for (const l of read.lines) {
    for (const h of c.found.find(l.tokens)) found.add(h.row);
    for (const h of c.tools.find(l.tokens)) tools.add(h.row);
    for (const h of longest(c.words.find(l.tokens))) {
      const row = c.rows[h.row];
      if (row.anywhere.find(l.tokens).length || row.overlaps.find(l.tokens).some((o) => o.start < h.end && h.start < o.end)) continue;
      const by = byRow[h.row];
      if (!by.lines.includes(l.number)) by.lines.push(l.number);
      by.said ||= l.tokens.slice(h.start, h.end).map((t) => t.text).join(" ");
    }
  }
  r.tools = m.tools.filter((_, i) => tools.has(i)).map((t) => t.title);
  const onCall = r.areas.some((a) => a.id === "on-call");
  m.missing.forEach((x, i) => {
    const role = x.when === r.closest[0]?.role || r.titleRoles.includes(x.when);
    if (found.has(i) || !(x.when === "" || (x.when === "on-call" && onCall) || role)) return;
    r.missing.push({ rule: x.id, level: "info", line: 0, lines: [], what: x.what, why: x.why, instead: x.add, source: x.source });
  });
  byRow.forEach(({ lines, said }, i) => {
    const { rule, words } = c.rows[i];
    if (lines.length) r.wording.push({ rule: rule.id, level: "info", line: lines[0], lines, what: `${rule.title}: “${said}”`, why: words.why, instead: words.instead, source: words.source });
  });
  r.wording.sort((a, b) => a.line - b.line);
  if (r.tools.length > manyTools) {
    r.wording.push({
      rule: "many-tools", level: "info", line: 0, lines: [], what: `${r.tools.length} tools are named`,
      why: "Half of all ads for these roles name eleven or fewer; nobody knows them all, and good people read a long list as a refusal",
      instead: "Keep those that somebody must know on the first day", source: "",
    });
  }
  if (r.words > manyWords) {
    r.wording.push({
      rule: "too-long", level: "info", line: 0, lines: [], what: `the ad has ${r.words} words`, why: "Short ads are applied to more often",
      instead: "Cut what would stand in any ad; 400 to 600 words are enough", source: "",
    });
  }
}

/**
 * Says what places ask of the ad: those the user names, those that the ad names, and with remote work in the United States every place there.
 * @param {import("./check.js").Checker} c
 * @param {any} r
 * @param {import("./check.js").Read} read
 * @param {string[]} places
 */
export function law(c, r, read, places) {
  const { m } = c;
  /** @type {Map<number, string>} */
  const because = new Map();
  let remote = false;
  let states = false;
  for (const l of read.lines) {
    for (const t of l.tokens) {
      remote ||= t.text === "remote" || t.text === "remotely";
      states ||= t.upper && (t.text === "us" || t.text === "usa");
    }
    states ||= l.text.includes("United States") || l.text.includes("U.S.");
    if ((l.tokens.length > 30 && l.zone === "company") || isUpper(l.text)) continue;
    for (const h of c.places.find(l.tokens)) if (!because.has(h.row)) because.set(h.row, `named in line ${l.number}`);
  }
  m.places?.forEach((p, i) => {
    if (remote && states && p.country === "US" && !because.has(i)) because.set(i, becauseRemote);
    if (places.includes(p.id)) because.set(i, "asked for");
    const why = because.get(i);
    if (why) r.law.push({ place: p.id, title: p.title, who: p.who, says: p.says, note: p.note, asOf: p.asOf, source: p.source, because: why });
  });
  // Some laws let the employer tell the pay later than in the ad.
  const asks = r.law.filter((/** @type {any} */ l) => l.says.includes("pay range"));
  if (!asks.length || !r.missing.some((f) => f.rule === "missing-pay")) return;
  r.missing.unshift({
    rule: "pay-law", level: "warning", line: 0, lines: [],
    what: `a pay range is required for jobs open to people in ${asks.map((/** @type {any} */ l) => l.title).join(", ")}, depending on the size of the employer`,
    why: `The law there asks for it, as of ${asks[0].asOf}`, instead: "Give both ends of the range. Read the source, and ask somebody who may give legal advice", source: asks[0].source,
  });
}

/** Whether no letter of a text has a capital that is one letter, as Go sees it: ß has none. @param {string} text */
function isUpper(text) {
  if (/[a-z]/.test(text)) return false;
  return [...text].every((c) => {
    const upper = c.toUpperCase();
    return upper === c || ([...upper].length > 1 && !/[ᾀ-ᾇᾐ-ᾗᾠ-ᾧᾳῃῳ]/.test(c));
  });
}
