import { numbers } from "./check.js";
import { becauseRemote } from "./law.js";

const usualAreas = 7;
const severalTitle = "How many jobs";
const wordsTitle = "Words to think about";

/** The report as Markdown: the same text as "remit jd check --format md". @param {import("./check.js").Checker} c @param {any} r */
export function markdown(c, r) {
  /** @type {string[]} */
  const out = [`# ${r.file}: ${quote(r.title)}`, "", "## What job is this", "", `- ${summary(c, r)}`];
  out.push(`- ${titleSays(c, r)}`);
  if (!r.closest.length) return `${out.join("\n")}\n`;
  out.push(`- ${countLines(c, r)}`, ...r.role.flatMap(finding));
  if (r.family) {
    out.push("", "## Line by line", "");
    for (const l of r.lines.filter((x) => x.kind !== "generic")) {
      out.push(`- line ${l.line}, ${whose(c, l)}: ${quote(l.text)}`);
      if (l.responsibility && l.answers) out.push(`    ${workTitle(c, l.responsibility)}: ${l.answers} answers for it`);
    }
  }
  for (const [title, none, findings] of [
    [severalTitle, oneJob(c, r), r.breadth],
    ["What is missing", "Nothing that we look for.", r.missing],
    [wordsTitle, "None that we know of.", r.wording],
  ]) {
    out.push("", `## ${title}`, "", ...(findings.length ? findings.flatMap(finding) : [`- ${none}`]));
    if (title === severalTitle && r.breadth.length) for (const j of r.split) out.push(`- As an ad of its own: ${c.title(j.role)}, from ${numbers(j.lines)}: remit jd new ${j.role} --shape ${r.shape}${j.work.length ? ` --work ${j.work.join(",")}` : ""}`);
    if (title === wordsTitle && r.coded) out.push(`- ${density(r)}`);
  }
  if (r.law.length) {
    const remote = r.law.filter((l) => l.because === becauseRemote).map((l) => l.title).join(", ");
    out.push("", "## What the law asks, by place", "", ...r.law.filter((l) => l.because !== becauseRemote).map(lawLine));
    if (remote) out.push(`- A remote job in the United States can also be done in places that ask for a pay range, as of ${r.law[0].asOf}: ${remote}. --place tells of one.`);
    out.push("- This is no legal advice; such rules change every year.");
  }
  if (r.dismissed.length) out.push("", "## Dismissed", "", ...r.dismissed.map((f) => `- ${f.key}: ${quote(f.reason ?? "")}`));
  return `${out.join("\n")}\n`;
}

const lawLine = (l) => `- ${l.title} (${l.because}): an ad says ${l.says.join(", ")}. ${l.who}. As of ${l.asOf}, source ${l.source}.`;

export function oneJob(c, r) {
  if (!r.areas.length) return "The lines name too little work to tell.";
  if (r.areas.length === 1) return `No sign of several: one of ${c.m.areas.length} areas of work is named.`;
  const n = `${r.areas.length} of ${c.m.areas.length} areas of work are named`;
  if (r.split.length) return `${n}; that is dismissed.`;
  return r.areas.length > usualAreas ? `${n}; half of all ads name seven or fewer.` : `No sign of several: ${n}.`;
}

const whose = (c, l) => (l.role ? c.title(l.role) : { shared: "any of the four", asked: "knowledge asked for", other: "another trade" }[l.kind]);

const workTitle = (c, id) => c.m.work.find((w) => w.id === id)?.title ?? id;

/** First letter large, and a full stop. @param {string} s */
export function sentence(s) {
  const [first = ""] = s;
  const upper = first.toUpperCase();
  const text = ([...upper].length === 1 ? upper : first) + s.slice(first.length);
  return !text || /[.?]$/.test(text) ? text : `${text}.`;
}

/** "lines 3, 7", at most six of them; "" where it stands nowhere. @param {number[]} lines */
const where = (lines) => (lines.length ? numbers(lines.slice(0, 6)) + (lines.length > 6 ? " …" : "") : "");

function finding(f) {
  const at = where(f.lines);
  return [`- ${at && `${at}: `}${f.what} [${f.key}]`, `    ${sentence(f.why)}${f.instead && ` Instead: ${sentence(f.instead)}`}${f.source && ` (${f.source.toUpperCase()})`}`];
}

/** Says in a sentence which role the work is closest to. */
export function summary(c, r) {
  const [first, second] = r.closest;
  if (r.language === "und") return "The ad seems not to be written in English: its words cannot be judged here.";
  if (r.language !== "en" && r.language) return `The ad seems not to be written in English (${r.language}): its words cannot be judged here.`;
  if (!r.family && r.trade) return `Little of this is work of the four roles; some of it is ${r.trade}.`;
  if (!r.family || !second) return "Little of this is work of the four roles.";
  return r.clear ? `Closest to ${c.title(first.role)}${second.lines ? `, then ${c.title(second.role)}` : ""}.` : `Not clear between ${c.title(first.role)} and ${c.title(second.role)}.`;
}

/** Says in a sentence which role the title names, and whether the lines are closer to another. */
export function titleSays(c, r) {
  const t = c.m.market?.find((x) => x.title === r.market);
  let says = "The title names none of the four roles";
  if (t) says = `The title is “${t.title}”, which usually means ${t.usually.join(" or ")}`;
  else if (r.titleRoles.length) says = `The title says ${c.titles(r.titleRoles)}`;
  if (r.clear && r.titleRoles.length && !r.titleRoles.includes(r.closest[0].role)) says += `; the lines are closer to ${c.title(r.closest[0].role)}`;
  return `${says}.`;
}

/** Says how many words have a masculine ring; no verdict follows from it. */
export function density(r) {
  const tenths = Math.floor((1000 * r.coded + Math.floor(r.words / 2)) / Math.max(r.words, 1));
  return `Of a masculine ring in the study of 2011: ${r.coded} of ${r.words} words, ${Math.floor(tenths / 10)}.${tenths % 10} in a hundred.`;
}

/** How many lines there are, or sentences where a long line was judged by its sentences. */
export function counted(r) {
  const n = r.lines.length;
  const cut = r.lines.some((l, i) => l.line === r.lines[i - 1]?.line);
  return `${n} line${n === 1 ? "" : cut ? "s and sentences" : "s"}`;
}

/** Says how many lines are whose work. */
export function countLines(c, r) {
  if (!r.lines.length) return "There is no line of work to read.";
  const kinds = [["shared", "any of them"], ["other", "another trade"], ["asked", "asking for knowledge"], ["generic", "telling nothing about the work"]];
  const parts = r.closest.filter((s) => s.lines).map((s) => `${s.lines} ${c.m.roles.find((x) => x.id === s.role)?.short}`);
  for (const [kind, words] of kinds) {
    const n = r.lines.filter((l) => l.kind === kind).length;
    if (n) parts.push(`${n} ${words}`);
  }
  const cut = r.cut ? ` The ad is longer than ads are: the rest, behind line ${r.lines.at(-1).line}, was not read.` : "";
  return `Of ${counted(r)}: ${parts.join(", ")}.${cut}`;
}

/** Cuts what an ad says, and makes it harmless for Markdown. @param {string} s */
function quote(s) {
  let out = "";
  let n = 0;
  for (const c of s) {
    if (++n > 100) return `${out}…`;
    out += /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(c) ? " " : /[\\`*_[\]<>&|#!]/.test(c) ? `\\${c}` : c;
  }
  return out;
}
