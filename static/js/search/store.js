import { compare } from "./words.js";

/**
 * @typedef {object} Manifest
 * @property {number} v
 * @property {string} dir
 * @property {number} n
 * @property {[string, number, number][]} fields
 * @property {[string, number, number][]} types
 * @property {string[]} shards
 * @property {[string, number, number][]} spell
 * @property {string[]} stop
 * @property {[string, string][]} spelling
 * @property {number} block
 * @property {any} [extra]
 */

/** A term of the dictionary: its documents by field, and where its postings are.
 * @typedef {{text: string, df: number[], blob: Uint8Array | null, file: number, offset: number, size: number}} Entry */
/** @typedef {[string, string, string, number, number, any?]} Title */
/** @typedef {[string, string, string][]} Fragment */

/** A file of the index is missing, broken, or cannot be read here. */
export class IndexError extends Error {}

/** Reads numbers one after the other. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || scale > 2 ** 42) throw new IndexError("the search index is broken");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** @param {number} n */
  varints(n) {
    const all = new Array(Math.min(n, this.bytes.length));
    for (let i = 0; i < n; i++) all[i] = this.varint();
    return all;
  }

  /** @param {number} n */
  take(n) {
    if (this.at + n > this.bytes.length) throw new IndexError("the search index is broken");
    return this.bytes.subarray(this.at, (this.at += n));
  }
}

const utf8 = new TextDecoder();

/** Reads front-coded words: the letters each shares with the one before, the number of its own, those. @param {Reader} r @param {number} n */
function words(r, n) {
  const shared = r.varints(n);
  const own = r.varints(n);
  /** @type {number[]} */
  let last = [];
  return shared.map((keep, i) => {
    last = [...last.slice(0, keep), ...r.take(own[i])];
    return utf8.decode(Uint8Array.from(last));
  });
}

/** Fetches the files of the index, each once, and takes them apart. */
export class Store {
  /** @param {string} base the address of the site's top, with a slash at its end */
  constructor(base) {
    this.base = base;
    /** @type {Map<string, Promise<any>>} */
    this.cache = new Map();
  }

  /** @returns {Promise<Manifest>} */
  async manifest() {
    this.loaded ??= this.json("search/manifest", { cache: "no-cache" }).catch((error) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  /** @param {string} name @param {RequestInit} [options] */
  async bytes(name, options) {
    if (typeof DecompressionStream === "undefined") throw new IndexError("this browser is too old for the search");
    const response = await fetch(this.base + name, options);
    if (!response.ok || !response.body) throw new IndexError(`the search index lacks a file (${response.status})`);
    try {
      return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
    } catch {
      throw new IndexError("the search index is broken");
    }
  }

  /** @param {string} name @param {RequestInit} [options] */
  async json(name, options) {
    const text = utf8.decode(await this.bytes(name, options));
    try {
      return JSON.parse(text);
    } catch {
      throw new IndexError("the search index is broken");
    }
  }

  /**
   * Loads a file of the index once. After a deploy the old files are gone: then the manifest is read anew.
   * @template T
   * @param {string} name
   * @param {(name: string) => Promise<T>} load
   * @returns {Promise<T>}
   */
  async file(name, load) {
    const { dir } = await this.manifest();
    const path = `${dir}/${name}`;
    let promise = this.cache.get(path);
    if (!promise) {
      promise = load(path).catch((error) => {
        this.cache.delete(path);
        throw error;
      });
      this.cache.set(path, promise);
    }
    return promise;
  }

  /** Forgets everything, so that the next search starts from a fresh manifest. */
  reset() {
    this.loaded = undefined;
    this.cache.clear();
  }

  /** How many terms each field of each document has. @returns {Promise<number[][]>} */
  async lengths() {
    const { n, fields } = await this.manifest();
    return this.file("lens", async (path) => {
      const r = new Reader(await this.bytes(path));
      return fields.map(() => {
        const low = r.take(n);
        return r.varints(n).map((high, i) => high * 256 + low[i]);
      });
    });
  }

  /** @param {number} i @returns {Promise<Entry[]>} */
  shard(i) {
    return this.file(`d/${i}`, async (path) => {
      const { fields } = await this.manifest();
      const r = new Reader(await this.bytes(path));
      const n = r.varint();
      const texts = words(r, n);
      const dfs = texts.map(() => {
        const mask = r.varint();
        return fields.map((_, f) => (mask & (1 << f) ? r.varint() : 0));
      });
      const refs = texts.map(() => {
        const file = r.varint();
        return file === 0 ? [0, 0, r.varint()] : [file, r.varint(), r.varint()];
      });
      return texts.map((text, t) => {
        const [file, offset, size] = refs[t];
        return { text, df: dfs[t], blob: file === 0 ? r.take(size) : null, file: file - 1, offset, size };
      });
    });
  }

  /** The numbers of the shards that may hold terms from one up to another. @param {string} from @param {string} to */
  async shardsBetween(from, to) {
    const { shards } = await this.manifest();
    const found = [];
    for (let i = 0; i < shards.length; i++) {
      const next = shards[i + 1];
      if ((i === 0 || compare(shards[i], to) <= 0) && (next === undefined || compare(next, from) > 0)) found.push(i);
    }
    return found;
  }

  /** @param {string} text @returns {Promise<Entry | undefined>} */
  async entry(text) {
    const [i] = await this.shardsBetween(text, text);
    if (i === undefined) return undefined;
    return (await this.shard(i)).find((e) => e.text === text);
  }

  /** @param {Entry} e @returns {Promise<Uint8Array>} */
  async blob(e) {
    if (e.blob) return e.blob;
    const pack = await this.file(`p/${e.file}`, (path) => this.bytes(path));
    return slice(pack, e.offset, e.size);
  }

  /** @param {number} file @param {number} offset @param {number} size */
  async places(file, offset, size) {
    return slice(await this.file(`x/${file}`, (path) => this.bytes(path)), offset, size);
  }

  /** @param {number} doc @returns {Promise<Title>} */
  async title(doc) {
    const { block } = await this.manifest();
    const titles = await this.file(`m/${Math.floor(doc / block)}`, (path) => this.json(path));
    return titles[doc % block];
  }

  /** @param {Title} title @returns {Promise<Fragment>} */
  async fragment(title) {
    return (await this.file(`f/${title[3]}`, (path) => this.json(path)))[title[4]];
  }

  /** The words one may have meant by a word. @param {string} word @returns {Promise<[string, number][]>} */
  async spellings(word) {
    const { spell } = await this.manifest();
    const letters = [...word];
    const files = [];
    spell.forEach(([letter, shortest, longest], i) => {
      if (letter === letters[0] && shortest <= letters.length + 2 && longest >= letters.length - 2) files.push(i);
    });
    const all = await Promise.all(
      files.map((i) =>
        this.file(`s/${i}`, async (path) => {
          const r = new Reader(await this.bytes(path));
          const texts = words(r, r.varint());
          return texts.map((text) => [text, r.take(1)[0]]);
        }),
      ),
    );
    return all.flat();
  }
}

/** @param {Uint8Array} bytes @param {number} offset @param {number} size */
function slice(bytes, offset, size) {
  if (offset + size > bytes.length) throw new IndexError("the search index is broken");
  return bytes.subarray(offset, offset + size);
}
