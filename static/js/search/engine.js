import { Store, IndexError, Reader } from "./store.js";
import { Analyser, clip, compare, wordPattern } from "./words.js";

/** @typedef {import("./words.js").Term} Term */
/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {{doc: number, score: number, names: Set<string>}} Hit names: terms found in title or names */
/** @typedef {{query: string, corrected: string, total: number, facets: {type: string, count: number}[], hits: Hit[], words: string[][]}} Result words: the terms of each word, or those it may become */
/** One field's postings of a term. @typedef {Map<number, {freq: number, at: number[]}>} Postings */

const minPrefix = 3;
const maxStemmed = 4;
const maxPrefixes = 8;
const maxWord = 32;
const precision = 1e9;
const quoted = /["“”]([^"“”]*)["“”]/g;

/** Answers queries as bleve would: the same hits, in the same order, with the same scores. */
export class Engine {
  /** @param {string} base */
  constructor(base) {
    this.store = new Store(base);
    /** @type {Map<string, Promise<Term2>>} */
    this.known = new Map();
  }

  /** Fetches what every search needs, ahead of the first. */
  async warm() {
    const manifest = await this.store.manifest();
    this.analyser ??= new Analyser(manifest.stop, manifest.spelling);
    await this.store.lengths();
    return manifest;
  }

  /**
   * @param {string} text
   * @param {{type?: string, typing?: boolean, exact?: boolean}} [options]
   * @returns {Promise<Result>}
   */
  async search(text, options = {}) {
    try {
      return await this.ask(text, options);
    } catch (error) {
      if (!(error instanceof IndexError) && !(error instanceof TypeError)) throw error;
      this.store.reset(); // once: after a deploy the files of the old index are gone
      this.known.clear();
      this.analyser = undefined;
      return this.ask(text, options);
    }
  }

  /** @param {string} text @param {{type?: string, typing?: boolean, exact?: boolean}} options */
  async ask(text, { type = "", typing = false, exact = false }) {
    const { types } = await this.warm();
    let asked = clip(text);
    let corrected = "";
    if (!exact) {
      const better = await this.correct(asked, typing);
      if (better !== asked) asked = corrected = better;
    }
    const { terms, quotes } = this.parse(asked);
    /** @type {Result} */
    const result = { query: text, corrected, total: 0, facets: [], hits: [], words: [] };
    if (terms.length === 0) return result;
    const prefixes = typing ? await this.prefixes(terms[terms.length - 1].text, lastWord(asked)) : [];
    result.words = terms.map((t, i) => (i === terms.length - 1 && prefixes.length > 0 ? prefixes : [t.text]));
    const hits = await this.hits(terms, quotes, prefixes);
    let from = 0;
    for (const [name, count] of types) {
      const to = from + count;
      const some = hits.filter((h) => h.doc >= from && h.doc < to);
      if (some.length > 0) result.facets.push({ type: name, count: some.length });
      if (name === type) result.hits = some;
      from = to;
    }
    if (type === "") result.hits = hits;
    result.total = result.hits.length;
    return result;
  }

  /** @param {string} text */
  parse(text) {
    const quotes = [];
    for (const [, inside] of text.matchAll(quoted)) {
      const terms = this.analyser.query(inside);
      if (terms.length > 0) quotes.push(terms);
    }
    return { terms: this.analyser.query(text.replace(/["“”]/g, " ")), quotes };
  }

  /** Replaces each word that no document holds by the nearest one that some do. @param {string} text @param {boolean} typing */
  async correct(text, typing) {
    const found = [...text.matchAll(wordPattern)];
    let out = "";
    let at = 0;
    for (const [i, match] of found.entries()) {
      let word = match[0];
      out += text.slice(at, match.index);
      at = match.index + word.length;
      if (!(typing && i === found.length - 1) && !(await this.isKnown(word))) word = (await this.nearest(word.toLowerCase())) || word;
      out += word;
    }
    return out + text.slice(at);
  }

  /** @param {string} word */
  async isKnown(word) {
    const entries = await Promise.all(this.analyser.terms(word).map((t) => this.store.entry(t.text)));
    return entries.every((e) => e !== undefined);
  }

  /** @param {string} word */
  async nearest(word) {
    const letters = [...word];
    if (letters.length < minPrefix || new TextEncoder().encode(word).length > maxWord || !/\p{L}{3,}/u.test(word)) return "";
    let best = "";
    let bestDistance = (letters.length <= 4 ? 1 : 2) + 1;
    let bestWeight = -1;
    for (const [candidate, weight] of await this.store.spellings(word)) {
      const other = [...candidate];
      if (Math.abs(other.length - letters.length) > 2) continue;
      const d = distance(letters, other);
      const better = d < bestDistance || (best !== "" && d === bestDistance && (weight > bestWeight || (weight === bestWeight && compare(candidate, best) < 0)));
      if (better) [best, bestDistance, bestWeight] = [candidate, d, weight];
    }
    return best;
  }

  /** The terms that a word being typed may become, the commonest first. @param {string} stem @param {string} typed */
  async prefixes(stem, typed) {
    const letters = [...typed];
    if (letters.length < minPrefix) return [];
    const from = letters.slice(0, Math.max(minPrefix, letters.length - maxStemmed)).join("");
    const numbers = new Set([...(await this.store.shardsBetween(from, `${from}\u{10ffff}`)), ...(await this.store.shardsBetween(stem, stem))]);
    const shards = await Promise.all([...numbers].map((i) => this.store.shard(i)));
    const found = shards.flat().filter((e) => completes(e.text, stem, typed));
    found.sort((a, b) => Math.max(...b.df) - Math.max(...a.df) || compare(a.text, b.text));
    return found.slice(0, maxPrefixes).map((e) => e.text);
  }

  /**
   * @param {Term[]} terms
   * @param {Term[][]} quotes
   * @param {string[]} prefixes
   * @returns {Promise<Hit[]>}
   */
  async hits(terms, quotes, prefixes) {
    const { n, fields } = await this.store.manifest();
    const lengths = await this.store.lengths();
    const all = new Set([...terms.map((t) => t.text), ...quotes.flat().map((t) => t.text), ...prefixes]);
    /** @type {Map<string, Term2>} */
    const loaded = new Map();
    await Promise.all([...all].map(async (text) => loaded.set(text, await this.term(text))));
    if (quotes.length > 0) await Promise.all(quotes.flat().map((t) => this.bodyPlaces(loaded.get(t.text))));

    let sumOfSquares = 0;
    /** @type {{setNorm: (norm: number) => void}[]} */
    const leaves = [];
    const leaf = (/** @type {string} */ text, /** @type {number} */ f, /** @type {number} */ boost) => {
      const postings = loaded.get(text).fields[f];
      const idf = 1 + Math.log(n / (postings.size + 1));
      sumOfSquares += (boost * idf) ** 2;
      const it = {
        postings,
        weight: 0,
        /** @param {number} norm */
        setNorm(norm) {
          it.weight = boost * idf * norm;
        },
        /** @param {number} doc */
        score(doc) {
          const p = postings.get(doc);
          return p === undefined ? undefined : Math.sqrt(p.freq) * Math.fround(1 / Math.sqrt(lengths[f][doc])) * idf * it.weight;
        },
        docs: () => postings.keys(),
      };
      leaves.push(it);
      return it;
    };
    const phrase = (/** @type {Term[]} */ words, /** @type {number} */ f, /** @type {number} */ boost) => {
      const parts = words.map((t) => leaf(t.text, f, boost));
      return {
        /** @param {number} doc */
        score(doc) {
          if (parts.some((p) => !p.postings.has(doc)) || !together(words, parts.map((p) => p.postings.get(doc).at))) return undefined;
          return parts.reduce((sum, p) => sum + p.score(doc), 0);
        },
        docs: () => parts[0].docs(),
      };
    };

    const clauses = [];
    fields.forEach(([, boost, phrases], f) => {
      clauses.push(
        disjunction(
          terms.map((t, i) =>
            i === terms.length - 1 && prefixes.length > 0 ? disjunction(prefixes.map((p) => leaf(p, f, boost))) : leaf(t.text, f, boost),
          ),
        ),
      );
      if (phrases && terms.length > 1 && prefixes.length === 0) clauses.push(phrase(terms, f, boost));
    });
    const should = disjunction(clauses);
    const musts = quotes.map((words) => disjunction(fields.map((_, f) => phrase(words, f, 1))));
    const norm = 1 / Math.sqrt(sumOfSquares);
    for (const l of leaves) l.setNorm(norm);

    const weights = (await this.store.manifest()).types.flatMap(([, count, weight]) => Array(count).fill(weight));
    const candidates = new Set((musts[0] ?? should).docs());
    /** @type {Hit[]} */
    const hits = [];
    for (const doc of candidates) {
      const parts = musts.map((m) => m.score(doc));
      if (parts.some((p) => p === undefined)) continue;
      const more = should.score(doc);
      if (more === undefined && musts.length === 0) continue;
      const names = new Set([...all].filter((t) => loaded.get(t).fields[0].has(doc) || loaded.get(t).fields[1].has(doc)));
      hits.push({ doc, score: (parts.reduce((sum, p) => sum + p, 0) + (more ?? 0)) * weights[doc], names });
    }
    return hits.sort((a, b) => Math.round(b.score * precision) - Math.round(a.score * precision) || a.doc - b.doc);
  }

  /** @param {string} text @returns {Promise<Term2>} */
  term(text) {
    let promise = this.known.get(text);
    if (!promise) {
      promise = this.readTerm(text).catch((error) => {
        this.known.delete(text);
        throw error;
      });
      this.known.set(text, promise);
    }
    return promise;
  }

  /** @param {string} text @returns {Promise<Term2>} */
  async readTerm(text) {
    const { fields } = await this.store.manifest();
    const entry = await this.store.entry(text);
    /** @type {Term2} */
    const term = { fields: fields.map(() => new Map()), places: null };
    if (!entry) return term;
    const r = new Reader(await this.store.blob(entry));
    if (fields.some(([, , phrases], f) => !phrases && entry.df[f] > 0)) {
      const [file, offset, size] = r.varints(3);
      term.places = { file, offset, size };
    }
    fields.forEach(([, , phrases], f) => {
      let doc = -1;
      for (let i = 0; i < entry.df[f]; i++) {
        const gap = r.varint();
        doc += Math.floor(gap / 2) + 1;
        const freq = gap % 2 === 1 ? r.varint() + 2 : 1;
        term.fields[f].set(doc, { freq, at: phrases ? positions(r, freq) : [] });
      }
    });
    return term;
  }

  /** Adds the positions in the text, which only a query in quotation marks needs. @param {Term2} term */
  async bodyPlaces(term) {
    if (!term.places) return;
    const { file, offset, size } = term.places;
    const r = new Reader(await this.store.places(file, offset, size));
    const { fields } = await this.store.manifest();
    const body = fields.findIndex(([, , phrases]) => !phrases);
    for (const p of term.fields[body].values()) p.at = positions(r, p.freq);
    term.places = null;
  }
}

/** @typedef {{fields: Postings[], places: {file: number, offset: number, size: number} | null}} Term2 */

/** @param {Reader} r @param {number} n */
function positions(r, n) {
  let at = 0;
  return r.varints(n).map((gap) => (at += gap));
}

/** A sum of what matches, times the share of clauses that do. @param {{score: (doc: number) => number | undefined, docs: () => Iterable<number>}[]} clauses */
function disjunction(clauses) {
  return {
    /** @param {number} doc */
    score(doc) {
      let sum = 0;
      let matching = 0;
      for (const c of clauses) {
        const s = c.score(doc);
        if (s !== undefined) {
          sum += s;
          matching++;
        }
      }
      return matching === 0 ? undefined : sum * (matching / clauses.length);
    },
    *docs() {
      for (const c of clauses) yield* c.docs();
    },
  };
}

/** Whether the words stand in a text at the distances they have in the query. @param {Term[]} words @param {number[][]} at */
function together(words, at) {
  const rest = at.slice(1).map((list) => new Set(list));
  return at[0].some((start) => rest.every((set, i) => set.has(start + words[i + 1].position - words[0].position)));
}

/** Whether a term is one that the typed word, whose stem is given, may become. @param {string} term @param {string} stem @param {string} typed */
function completes(term, stem, typed) {
  if (term.startsWith(typed) || term === stem) return true;
  const short = [...term].slice(0, -1);
  return short.length >= Math.max(minPrefix, [...typed].length - maxStemmed) && typed.startsWith(short.join(""));
}

/** @param {string} text */
function lastWord(text) {
  return (text.toLowerCase().match(/[\p{L}\p{Nd}\p{M}_]+/gu) ?? [""]).at(-1) ?? "";
}

/** The edit distance, a transposition of neighbours counting one. @param {string[]} s @param {string[]} t */
function distance(s, t) {
  let before = [];
  let last = t.map((_, j) => j).concat(t.length);
  for (let i = 1; i <= s.length; i++) {
    const row = [i];
    for (let j = 1; j <= t.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (s[i - 1] === t[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[t.length];
}
