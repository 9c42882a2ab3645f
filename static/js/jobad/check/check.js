import { law } from "./law.js";
import { terms, wordRows } from "./terms.js";
import { language, sentences, trim } from "./text.js";
import { isNumber, Lexicon, longest, tokenise } from "./token.js";

/**
 * The twin of internal/jobad/adcheck in Go: the same model and the same ad make the same report.
 * @typedef {import("./text.js").Ad} Ad
 * @typedef {{ rule: string, key: string, level: string, line: number, lines: number[], what: string, why: string, instead: string, source: string, reason?: string }} Finding
 * @typedef {import("./text.js").Line & { tokens: import("./token.js").Token[], zone: string }} TextLine
 * @typedef {{ lines: TextLine[], words: number, language: string, cut: boolean, ignore: Map<string, string> }} Read
 */

const enoughDuty = 2;
const mostShared = 2;
const enoughPoints = 3;
const enoughAhead = 2;
const longestDuty = 6;
const mostBefore = 3;
const manyAreas = 10;
const tooManyAreas = 12;
const bigGroupLines = 4;
const bigGroups = 3;
const mostLines = 2000;
const mostWords = 20_000;
const longLine = 25;
const jobLines = 2;
const jobWork = 8;
const enoughStrength = 10;
const fullWords = 300;
const shortAd = 12;
const tradeWeight = 6;
const once = 2;
const again = 3;
const clearGap = 10;

/** A model made ready to check ads. */
export class Checker {
  /** @param {any} m as Model.JSON in Go writes it */
  constructor(m) {
    const lexicon = (list, key) => {
      const l = new Lexicon();
      list.forEach((x, i) => l.fill(x[key], i));
      return l;
    };
    const nothing = { work: -1, area: -1, points: m.roles.map(() => 0), family: 0, trade: "" };
    m = { ...m, signals: m.signals.map((s) => ({ ...nothing, ...s })) };
    this.m = m;
    this.names = lexicon(m.roles, "names");
    this.market = new Lexicon();
    m.market?.forEach((t, i) => {
      this.market.fill(t.phrases, i);
      const role = m.roles.findIndex((r) => r.id === t.role);
      if (role >= 0) this.names.fill(t.phrases, role);
    });
    this.signals = lexicon(m.signals, "phrases");
    this.duties = new Lexicon();
    this.duties.fill(m.duties, 0);
    this.zones = lexicon(m.zones, "phrases");
    this.tools = lexicon(m.tools, "phrases");
    this.found = lexicon(m.missing, "found");
    this.rows = wordRows(m.rules);
    this.words = lexicon(this.rows.map((row) => row.words), "phrases");
    this.places = new Lexicon();
    m.places?.forEach((p, i) => this.places.fill(p.names.join(","), i));
  }

  /**
   * Reports on an ad. Of one that seems not to be written in English it tells the title, the language and the number of words alone.
   * @param {string} file its name
   * @param {Ad} ad
   * @param {{ shape?: string, places?: string[], ignore?: Map<string, string> }} options ignore has reasons by rule or key
   */
  check(file, ad, { shape = "", places = [], ignore = new Map() } = {}) {
    let at = this.m.shapes.findIndex((s) => s.id === shape);
    if (at < 0) at = this.m.shapes.length - 1;
    const read = this.read(ad);
    const r = {
      file, title: ad.title, titleRole: "", titleRoles: [], market: "", shape: this.m.shapes[at]?.id ?? "", language: read.language, family: false, strength: 0, trade: "", closest: [],
      clear: false, lines: [], areas: [], role: [], breadth: [], split: [], missing: [], wording: [], law: [], dismissed: [], tools: [], words: read.words, coded: 0, cut: read.cut,
    };
    this.titleRoles(r);
    if (r.language && r.language !== "en") return r;
    const judged = this.work(r, read, at);
    this.breadth(r, judged);
    terms(this, r, read, judged);
    law(this, r, read, places);
    dismiss(r, new Map([...ignore, ...read.ignore]));
    return r;
  }

  /** Finds which roles the title names: itself, or as a title of the job market. */
  titleRoles(r) {
    const tokens = tokenise(r.title);
    const market = longest(this.market.find(tokens));
    const own = longest(this.names.find(tokens)).filter((h) => !market.some((o) => o.start <= h.start && h.end <= o.end));
    const roles = own.map((h) => this.m.roles[h.row].id);
    if (!own.length && market.length) r.market = this.m.market[market[0].row].title;
    r.titleRoles = [...new Set([...roles, ...market.map((h) => this.m.market[h.row].role)])].filter(Boolean);
    if (r.titleRoles.length === 1) r.titleRole = r.titleRoles[0];
  }

  /** Cuts an ad into words. @param {Ad} ad @returns {Read} */
  read(ad) {
    const read = { lines: [], words: 0, language: "", cut: false, ignore: new Map() };
    let zone = "";
    let all = "";
    for (const [i, l] of ad.lines.entries()) {
      if ((read.cut = i === mostLines || read.words >= mostWords)) break;
      if (l.comment) {
        if (l.text.startsWith("remit: ignore ")) {
          const [rule, ...reason] = trim(l.text.slice(14)).split(" ");
          read.ignore.set(rule, trim(reason.join(" ")));
        }
        continue;
      }
      const line = { ...l, tokens: tokenise(l.text), zone: "" };
      read.words += line.tokens.length;
      all += `${l.text}\n`;
      if (!l.bullet && line.tokens.length <= 8 && (l.heading || !l.text.endsWith("."))) {
        const [hit] = longest(this.zones.find(line.tokens));
        if (hit) {
          zone = this.m.zones[hit.row].name;
          line.heading = true;
        }
      }
      if (zone === "company" && l.bullet && this.begins(line.tokens) && this.signals.find(line.tokens).length) zone = "";
      line.zone = zone;
      read.lines.push(line);
    }
    read.language = language(all);
    return read;
  }

  /**
   * The numbers of the signals in a line, and of those among them that tell something about the ad, each once. The names of roles are not read; in a
   * line they are where they are part of a longer phrase, as in "Azure DevOps".
   * @param {import("./token.js").Token[]} tokens
   */
  rowsOf(tokens) {
    const names = this.names.find(tokens);
    const without = (hits) => (hits.length ? tokens.filter((_, i) => !hits.some((h) => h.start <= i && i < h.end)) : tokens);
    const rows = (all) => [...new Set(longest(all).map((h) => h.row))];
    let hits = this.signals.find(without(names));
    const ofAd = rows(hits.filter((h) => this.m.signals[h.row].kind !== "lines"));
    if (names.length) {
      const phrases = this.signals.find(tokens);
      const rest = names.filter((name) => !phrases.some((p) => p.start <= name.start && name.end <= p.end && p.end - p.start > name.end - name.start));
      if (rest.length < names.length) hits = this.signals.find(without(rest));
    }
    return { rows: rows(hits), ofAd };
  }

  /** Whether a line begins as duties do, behind its number, a "you" and an adverb if it has them. @param {import("./token.js").Token[]} tokens */
  begins(tokens) {
    let at = 0;
    while (at < tokens.length - 1 && at < mostBefore && (isNumber(tokens[at].text) || tokens[at].text === "you" || tokens[at].text.endsWith("ly"))) at++;
    return this.duties.find(tokens.slice(0, at + longestDuty)).some((h) => h.start === at || h.start === 0);
  }

  /** What is judged at once: a line, or the sentences of a long one. @param {TextLine} l @returns {{ text: string, tokens: import("./token.js").Token[] }[]} */
  parts(l) {
    if (l.tokens.length <= longLine) return [l];
    return sentences(l.text).map((text) => ({ text, tokens: tokenise(text) })).filter((p) => p.tokens.length > 1);
  }

  /** Whether a signal of a kind is among those of a line. @param {number[]} rows @param {string} kind */
  has(rows, kind) {
    return rows.some((row) => this.m.signals[row].kind === kind);
  }

  /** Says whose work a line is, from the numbers of its signals, whether it begins as duties do, and whether it asks for knowledge. @param {number[]} rows @param {boolean} duty @param {boolean} asks */
  judge(rows, duty, asks) {
    const points = this.m.roles.map(() => 0);
    const done = this.m.roles.map(() => 0);
    const named = this.m.roles.map(() => false);
    const n = { shared: 0, "other-trades": 0, generic: 0, knowledge: 0, asides: 0, work: 0, lines: 0, hints: 0 };
    let work = -1;
    let bestWork = 0;
    for (const row of rows) {
      const s = this.m.signals[row];
      n[s.kind]++;
      if (["work", "lines", "hints"].includes(s.kind)) {
        s.points.forEach((p, i) => {
          points[i] += p;
          if (s.kind === "hints") return;
          done[i] += p;
          named[i] ||= p > 0;
        });
      }
      const weight = 1 + Math.max(0, ...s.points);
      if (s.work >= 0 && weight > bestWork) [work, bestWork] = [s.work, weight];
    }
    const own = n.work + n.lines + n.hints;
    const enough = duty ? enoughDuty + Math.min(n.shared, mostShared) : enoughPoints;
    let best = 0;
    points.forEach((p, i) => {
      if (p > points[best] || (p === points[best] && named[i] && !named[best])) best = i;
    });
    const ahead = points.every((p, i) => i === best || points[best] - (named[i] ? p : Math.min(p, done[i])) >= enoughAhead);
    const other = n["other-trades"];
    if (other > 0 && other >= own) return { kind: "other", role: -1, work: -1 };
    if (n.generic > 0 && points[best] < enough && n.shared === 0) return { kind: "generic", role: -1, work: -1 };
    if (!asks && named[best] && points[best] >= enough && ahead) return { kind: "role", role: best, work };
    if (n.shared + own > 0) return { kind: "shared", role: -1, work };
    return { kind: "generic", role: -1, work: -1 };
  }

  /** Judges every line, and from all of them the job. @returns {{ areas: number[], asks: boolean }[]} the areas of each line of the report, and whether it asks for knowledge */
  work(r, read, shape) {
    const { m } = this;
    const counts = m.signals.map(() => 0);
    const last = m.signals.map(() => 0);
    const lines = m.roles.map(() => 0);
    const judged = [];
    read.lines.forEach((l, i) => {
      if (i === 0 || l.heading) return;
      for (const { text, tokens } of this.parts(l)) {
        const line = { line: l.number, text, kind: "generic", role: "", responsibility: "", answers: "", works: [] };
        /** @type {number[]} */
        const areas = [];
        let asks = false;
        const { rows, ofAd } = this.rowsOf(tokens);
        if (l.zone !== "company" && l.zone !== "terms" && !this.has(rows, "asides")) {
          for (const row of ofAd) {
            if (last[row] !== i) counts[row]++; // once in a line
            last[row] = i;
            const { area } = m.signals[row];
            if (area >= 0 && !areas.includes(area)) areas.push(area);
          }
          const duty = this.begins(tokens);
          asks = !duty && (this.has(rows, "knowledge") || l.zone === "asked");
          const j = this.judge(rows, duty, asks);
          line.kind = j.kind === "shared" && !duty && l.zone === "asked" && l.bullet ? "asked" : j.kind;
          if (j.role >= 0) {
            line.role = m.roles[j.role].id;
            lines[j.role]++;
          }
          if (j.work >= 0) {
            line.responsibility = m.work[j.work].id;
            if (shape >= 0) {
              const [answers, ...works] = m.shapes[shape].parts[j.work];
              line.answers = m.titles[answers] ?? "";
              line.works = works.map((t) => m.titles[t]);
            }
          }
        }
        r.lines.push(line);
        judged.push({ areas, asks });
      }
    });
    const weights = counts.map((n) => (n > 1 ? again : n * once));
    r.closest = m.roles.map((role, i) => ({ role: role.id, score: m.signals.reduce((sum, s, row) => sum + weights[row] * s.points[i], once * role.base), lines: lines[i] })).sort((a, b) => b.score - a.score);
    /** @type {Map<string, number>} */
    const trades = new Map();
    m.signals.forEach((s, row) => {
      const n = counts[row];
      if (!n) return;
      if (["work", "hints", "shared"].includes(s.kind)) r.strength += s.family;
      else if (s.kind === "other-trades") {
        trades.set(s.trade, (trades.get(s.trade) ?? 0) + n);
        r.strength -= tradeWeight * Math.min(n, 3);
      }
    });
    for (const s of m.signals) {
      const n = trades.get(s.trade) ?? 0;
      if (n > 0 && n > (trades.get(r.trade) ?? 0)) r.trade = s.trade;
    }
    const own = r.lines.filter((l) => l.kind === "role").length;
    const told = r.lines.filter((l) => l.kind !== "generic").length;
    const short = r.lines.length <= shortAd && own > 1 && own * 2 >= told && !r.lines.some((l) => l.kind === "other");
    r.family = r.strength * fullWords >= enoughStrength * Math.max(fullWords / 2, Math.min(r.words, fullWords)) || short;
    const [first, second] = r.closest;
    r.clear = r.family && r.closest.length > 1 && first.score - second.score >= clearGap && first.lines >= second.lines;
    if (r.lines.length && !r.family) this.anotherTrade(r);
    return judged;
  }

  anotherTrade(r) {
    let what = "the work described is hardly that of a DevOps, cloud, platform or site reliability engineer";
    if (r.trade) what += `; some of it is ${r.trade}`;
    let rule = "another-trade";
    if (r.titleRoles.length) {
      rule = "title-and-work";
      what = `the title says ${this.titles(r.titleRoles)}, but ${what}`;
    }
    r.role.push({
      rule, key: rule, level: "warning", line: 1, lines: [1], what,
      why: "Too few lines name such work. People who look for it will not stay, and those who do this work will not find the ad",
      instead: "Say what is done in the first weeks, or choose the title that this work has elsewhere", source: "",
    });
  }

  /** @param {string[]} ids */
  titles(ids) {
    return ids.map((id) => this.title(id)).join(" and ");
  }

  /** @param {string} id */
  title(id) {
    return this.m.roles.find((role) => role.id === id)?.title ?? id;
  }

  /** Makes a job of the lines of each role that has enough of them: two at least, or none. */
  split(r) {
    const jobs = r.closest.map(({ role }) => {
      const lines = r.lines.filter((l) => l.role === role);
      return { role, lines: [...new Set(lines.map((l) => l.line))], work: [...new Set(lines.map((l) => l.responsibility).filter(Boolean))].slice(0, jobWork), times: lines.length };
    });
    const big = jobs.filter((j) => j.times >= jobLines);
    return big.length < 2 ? [] : big.map(({ times, ...job }) => job);
  }

  /** Counts areas of work. @param {{ areas: number[], asks: boolean }[]} judged as work returns it */
  breadth(r, judged) {
    /** @type {Map<string, Set<number>>} */
    const groups = new Map();
    this.m.areas.forEach((a, i) => {
      const at = r.lines.map((_, l) => l).filter((l) => judged[l].areas.includes(i));
      const lines = [...new Set(at.map((l) => r.lines[l].line))];
      if (a.group && at.length) groups.set(a.group, new Set([...(groups.get(a.group) ?? []), ...at]));
      if (lines.length > 1 || at.some((l) => !judged[l].asks)) r.areas.push({ id: a.id, title: a.title, neighbour: a.neighbour, lines });
    });
    const big = [...groups.values()].filter((lines) => lines.size >= bigGroupLines).length;
    if (r.areas.length < manyAreas && big < bigGroups) return;
    const own = r.closest.length ? this.title(r.closest[0].role) : "";
    r.split = this.split(r);
    const surplus = r.areas.filter((a) => a.neighbour && a.neighbour !== own);
    const lines = [...new Set(surplus.flatMap((a) => a.lines))].sort((a, b) => a - b);
    r.breadth.push({
      rule: "several-jobs", key: "several-jobs", level: r.areas.length >= tooManyAreas || big >= bigGroups ? "warning" : "info", line: lines[0] ?? 0, lines,
      what: `the ad asks for work in ${r.areas.length} of ${this.m.areas.length} areas`,
      why: "Half of all ads for these roles name seven areas or fewer; somebody who is good at all of these is hard to find, and the day has the same hours",
      instead: `Keep what this job answers for, and say who does the rest. Usually with others: ${surplus.map((a) => `${a.neighbour}: ${a.title} (${numbers(a.lines)})`).join("; ")}`,
      source: "",
    });
  }
}

/** Writes line numbers. @param {number[]} lines */
export const numbers = (lines) => `line${lines.length > 1 ? "s" : ""} ${lines.join(", ")}`;

/** Moves findings that were ignored with a reason, by key or by rule. @param {Map<string, string>} ignore */
function dismiss(r, ignore) {
  for (const list of ["role", "breadth", "missing", "wording"]) {
    const reason = (f) => ignore.get(f.key) ?? ignore.get(f.rule);
    for (const f of r[list]) if (reason(f) !== undefined) r.dismissed.push({ ...f, ...(reason(f) ? { reason: reason(f) } : {}) });
    r[list] = r[list].filter((f) => reason(f) === undefined);
  }
}
