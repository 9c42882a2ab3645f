/**
 * Words and phrases: the twin of token.go in internal/jobad/adcheck.
 * @typedef {{ text: string, upper: boolean, first: boolean, gap: number }} Token upper: in capitals; first: with a capital first; gap: what stands before it, none, a mark or a comma
 * @typedef {{ text: string, prefix: boolean, number: boolean, gap: boolean }} Word
 * @typedef {{ words: Word[], row: number }} Phrase
 * @typedef {{ row: number, start: number, end: number }} Hit words from start to before end
 */

/** @param {number} c */
const isDigit = (c) => c >= 48 && c <= 57;

export const gapSpace = 0;
const gapMark = 1;
export const gapComma = 2;

/** Cuts a line into words. @param {string} line well-formed @returns {Token[]} */
export function tokenise(line) {
  /** @type {Token[]} */
  const tokens = [];
  let word = "";
  let small = false;
  let first = false;
  let gap = gapSpace;
  const end = () => {
    if (word) {
      tokens.push({ text: word, upper: !small, first, gap });
      word = "";
      small = first = false;
      gap = gapSpace;
    }
  };
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c >= 97 && c <= 122) {
      small = true;
      word += line[i];
    } else if (c >= 65 && c <= 90) {
      first ||= !word;
      word += String.fromCharCode(c + 32);
    } else if (isDigit(c)) {
      small = true;
      word += line[i];
    } else if (c === 0x24 || c === 0xa3 || c === 0x20ac) {
      end();
      tokens.push({ text: line[i], upper: false, first: false, gap });
      gap = gapSpace;
    } else if (c === 0x27 || c === 0x2019 || c === 0xad || c === 0x200b) continue;
    else if ((c === 0x2c || c === 0x2e) && i > 0 && isDigit(line.charCodeAt(i - 1)) && isDigit(line.charCodeAt(i + 1))) continue;
    else if (c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && (c < 0x2000 || c > 0x2bff) && (c < 0x3000 || c > 0x303f) && c !== 0xfffd && c !== 0xfeff) {
      small = true;
      word += line[i];
    } else {
      end();
      if (c === 0x2c) gap = gapComma;
      else if (c !== 0x20 && gap === gapSpace) gap = gapMark;
    }
  }
  end();
  return tokens;
}

/** Whether a word is a number: 120000, 120k. @param {string} s */
export const isNumber = (s) => /^\d+k?$/.test(s);

const most = 3;

/** @param {string} s @param {number} row @returns {Phrase} */
function parsePhrase(s, row) {
  /** @type {Word[]} */
  const words = [];
  let gap = false;
  for (const field of s.split(/\s+/).filter(Boolean)) {
    if (field === "…") {
      gap = true;
      continue;
    }
    if (field === "#") words.push({ text: "", prefix: false, number: true, gap });
    else {
      for (const t of tokenise(field)) {
        words.push({ text: t.text, prefix: false, number: false, gap });
        gap = false;
      }
      const last = words.at(-1);
      if (last && field.endsWith("-")) last.prefix = true;
    }
    gap = false;
  }
  return { words, row };
}

/** @param {Word} w @param {Token} t */
function fits(w, t) {
  if (w.number) return isNumber(t.text);
  return w.prefix ? t.text.startsWith(w.text) : t.text === w.text;
}

/** The end of the phrase that starts at a token, or -1. @param {Phrase} p @param {Token[]} tokens @param {number} at */
function match({ words }, tokens, at) {
  for (let i = 0; i < words.length; i++) {
    const w = words[i];
    if (w.gap && i > 0) {
      let skip = 0;
      while (skip <= most && at + skip < tokens.length && !fits(w, tokens[at + skip])) skip++;
      if (skip > most || at + skip >= tokens.length) return -1;
      at += skip + 1;
      continue;
    }
    if (at >= tokens.length || !fits(w, tokens[at])) return -1;
    at++;
  }
  return at;
}

/** Finds phrases, filed by their first word. */
export class Lexicon {
  constructor() {
    /** @type {Map<string, Phrase[]>} by the word */
    this.whole = new Map();
    /** @type {Map<string, Phrase[]>} by the first two letters of its beginning */
    this.prefix = new Map();
    /** @type {Phrase[]} */
    this.number = [];
  }

  /** @param {string} phrases with commas between them @param {number} row */
  fill(phrases, row) {
    for (const text of phrases.split(",")) this.add(parsePhrase(text, row));
  }

  /** @param {Phrase} p */
  add(p) {
    const [first] = p.words;
    if (!first) return;
    if (first.number) {
      this.number.push(p);
      return;
    }
    const [map, key] = first.prefix ? [this.prefix, first.text.slice(0, 2)] : [this.whole, first.text];
    const list = map.get(key);
    if (list) list.push(p);
    else map.set(key, [p]);
  }

  /** All phrases in a line, in the order of their first words. @param {Token[]} tokens @returns {Hit[]} */
  find(tokens) {
    /** @type {Hit[]} */
    const hits = [];
    const look = (/** @type {Phrase[] | undefined} */ list, /** @type {number} */ start) => {
      for (const p of list ?? []) {
        const end = match(p, tokens, start);
        if (end >= 0) hits.push({ row: p.row, start, end });
      }
    };
    tokens.forEach((t, at) => {
      look(this.whole.get(t.text), at);
      look(this.prefix.get(t.text.slice(0, 2)), at);
      if (this.number.length && isNumber(t.text)) look(this.number, at);
    });
    return hits;
  }
}

/** Drops hits that stand inside a longer one. @param {Hit[]} hits */
export const longest = (hits) => hits.filter((h) => !hits.some((o) => o.start <= h.start && h.end <= o.end && o.end - o.start > h.end - h.start));
