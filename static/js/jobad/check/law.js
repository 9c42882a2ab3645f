import { gapComma, gapSpace } from "./token.js";

export const becauseRemote = "a remote job in the United States can be done there";

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
    for (const h of c.places.find(l.tokens)) if (!because.has(h.row) && isPlace(m, m.places[h.row], l.tokens, h)) because.set(h.row, `named in line ${l.number}`);
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
    rule: "pay-law", key: "pay-law", level: "warning", line: 0, lines: [],
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

/**
 * Whether a name that was found is that of a place: in capitals as it is written, and beside words or marks that leave no other reading.
 * @param {any} m
 * @param {any} p
 * @param {import("./token.js").Token[]} tokens
 * @param {import("./token.js").Hit} h
 */
function isPlace(m, p, tokens, { start, end }) {
  if (!tokens.slice(start, end).every((t) => t.first)) return false;
  const at = tokens[start];
  const one = end - start === 1;
  const next = tokens[end] ?? { text: "", upper: false, first: false, gap: -1 };
  const isCode = next.upper && next.text.length === 2;
  const region = p.region.toLowerCase();
  if (region && one && at.text === region) return at.upper && (at.gap === gapComma || (next.gap === gapComma && isCode));
  if (one && at.text.length < 4 && !at.upper) return false;
  if (next.gap === gapComma && isCode && ![region, "us", "eu"].includes(next.text)) return false;
  const after = m.near.after.includes(next.text);
  if (next.gap === gapSpace && next.first && !after) return false;
  let before = start - 1;
  if (before > 0 && tokens[before].text === "the" && at.gap === gapSpace) before--;
  return before < 0 || after || at.gap !== gapSpace || m.near.before.includes(tokens[before].text);
}
