import { stem } from "./porter.js";

/** @typedef {{text: string, position: number}} Term */

// Words as Unicode's rules cut them, near enough for queries: letters, digits and marks; a point, colon or apostrophe
// joins letters, a point or comma joins digits; Chinese and Japanese characters stand alone, but katakana stand together.
const ideograph = "\\p{Script=Han}\\p{Script=Hiragana}";
const katakana = "\\p{Script=Katakana}ーｰ";
const part = `(?:(?![${ideograph}${katakana}])[\\p{L}\\p{N}\\p{M}_])+`;
const joint = `(?:(?<=\\p{L}\\p{M}*)[:.·'’‘․](?=\\p{L})|(?<=\\p{N})[.,;'’](?=\\p{N}))`;
const token = new RegExp(`[${ideograph}]\\p{M}*|(?:[${katakana}]\\p{M}*)+|${part}(?:${joint}${part})*`, "gu");

/** The surface words of a text, as they can be corrected. */
export const wordPattern = /[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}\p{N}\p{M}_]+)*/gu;

export const maxQuery = 300;
const maxTerms = 24;

/** Turns text into terms as the index did: spelt out, cut into words, without possessives and stop words, stemmed. */
export class Analyser {
  /** @param {string[]} stop @param {[string, string][]} spelling */
  constructor(stop, spelling) {
    this.stop = new Set(stop);
    /** @type {[RegExp, string][]} */
    this.spelling = spelling.map(([pattern, word]) => [new RegExp(pattern, "g"), word.replace("${1}", "$1")]);
  }

  /** @param {string} text */
  normalise(text) {
    if (!/[#+./]/.test(text)) return text;
    for (const [pattern, word] of this.spelling) text = text.replace(pattern, word);
    return text;
  }

  /**
   * @param {string} text
   * @returns {Term[]}
   */
  terms(text) {
    const terms = [];
    let position = 0;
    for (const [word] of this.normalise(text).matchAll(token)) {
      position++;
      const lower = word.replace(/['’＇][sS]$/, "").toLowerCase();
      if (!this.stop.has(lower)) terms.push({ text: stem(lower), position });
    }
    return terms;
  }

  /** The terms of a query. @param {string} text */
  query(text) {
    return this.terms(text).slice(0, maxTerms);
  }
}

/** Cuts a query at the number of characters that are read. @param {string} text */
export const clip = (text) => (text.length <= maxQuery ? text : [...text].slice(0, maxQuery).join(""));

/** Compares two strings by their code points, as the index sorts them. @param {string} a @param {string} b */
export function compare(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x !== y) {
      // surrogates stand for code points beyond all others of 16 bits
      if (x >= 0xd800 && y >= 0xd800) {
        if (x >= 0xe000) x -= 0x800;
        else x += 0x2000;
        if (y >= 0xe000) y -= 0x800;
        else y += 0x2000;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}
