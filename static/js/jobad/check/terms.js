import { Lexicon, longest } from "./token.js";

const manyTools = 18;
const manyWords = 700;
const codedSource = "gaucher11";

/** The rows of wording, each with the words that make it harmless. @param {any[]} rules */
export function wordRows(rules) {
  return rules.flatMap((rule) =>
    rule.words.map((words) => {
      const row = { rule, words, overlaps: new Lexicon(), anywhere: new Lexicon() };
      for (const p of words.unless.split(",")) {
        if (p.startsWith("… ")) row.anywhere.fill(p.slice(2), 0);
        else row.overlaps.fill(p, 0);
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
 * @param {{ areas: number[] }[]} judged as Checker.work returns it
 */
export function terms(c, r, read, judged) {
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
      if (row.words.source === codedSource) r.coded++;
      const by = byRow[h.row];
      if (!by.lines.includes(l.number)) by.lines.push(l.number);
      by.said ||= l.tokens.slice(h.start, h.end).map((t) => t.text).join(" ");
    }
  }
  r.tools = m.tools.filter((_, i) => tools.has(i)).map((t) => t.title);
  const onCall = judged.some((l) => l.areas.some((a) => c.m.areas[a].id === "on-call")); // in passing is enough
  m.missing.forEach((x, i) => {
    const role = x.when === r.closest[0]?.role || r.titleRoles.includes(x.when);
    if (found.has(i) || !(x.when === "" || (x.when === "on-call" && onCall) || role)) return;
    r.missing.push({ rule: x.id, key: x.id, level: "info", line: 0, lines: [], what: x.what, why: x.why, instead: x.add, source: x.source });
  });
  byRow.forEach(({ lines, said }, i) => {
    const { rule, words } = c.rows[i];
    if (lines.length) r.wording.push({ rule: rule.id, key: `${rule.id}:${said.replaceAll(" ", "-")}`, level: "info", line: lines[0], lines, what: `${rule.title}: “${said}”`, why: words.why, instead: words.instead, source: words.source });
  });
  r.wording.sort((a, b) => a.line - b.line);
  if (r.tools.length > manyTools) {
    r.wording.push({
      rule: "many-tools", key: "many-tools", level: "info", line: 0, lines: [], what: `${r.tools.length} tools are named`,
      why: "Half of all ads for these roles name eleven or fewer; nobody knows them all, and a long list does not say which of them matter",
      instead: "Keep those that somebody must know on the first day", source: "",
    });
  }
  if (r.words > manyWords) {
    r.wording.push({
      rule: "too-long", key: "too-long", level: "info", line: 0, lines: [], what: `the ad has ${r.words} words`, why: "Half of the ads for these roles that we read are about as long, and what matters gets lost in them",
      instead: "Cut what would stand in any ad", source: "",
    });
  }
}
