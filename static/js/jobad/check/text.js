/**
 * The twin of internal/jobad/adtext in Go for text and Markdown: the same text makes the same lines.
 * @typedef {{ number: number, text: string, bullet: boolean, heading: boolean, comment: boolean }} Line
 * @typedef {{ title: string, lines: Line[] }} Ad
 */

const maxText = 2 << 20;
const maxLine = 10_000;

/** Says why an ad cannot be read and what to do instead. */
export class Unreadable extends Error {
  /** @param {string} why @param {string} instead */
  constructor(why, instead) {
    super(`${why}; ${instead}`);
  }
}

const utf8 = new TextEncoder();
const space = "\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ends = new RegExp(`^[${space}]+|[${space}]+$`, "g");
const gaps = new RegExp(`[${space}]+`, "g");

/** @param {string} s */
export const trim = (s) => s.replace(ends, "");

/** One space between words. @param {string} s */
export const words = (s) => trim(s.replace(gaps, " "));

/** Reads what was pasted, or the text of a file. @param {string} name @param {string} given @returns {Ad} */
export function readText(name, given) {
  const text = given.toWellFormed();
  const size = utf8.encode(text).length;
  const control = text.match(/[\x00-\x08\x0e-\x1f]/g)?.length ?? 0;
  if (control > Math.floor(size / 100)) throw new Unreadable("this is no text", "give a .txt, .md, .html or .docx file");
  if (size > maxText) throw new Unreadable("the text is larger than 2 MB", "save the text of the ad alone");
  const [ext] = name.toLowerCase().match(/\.[^./]*$/) ?? [""];
  const head = trim(text.slice(0, 300)).toLowerCase();
  if (ext === ".html" || ext === ".htm" || /^(<!doctype html|<html|<body|<div|<p>|<h1)/.test(head)) return finish(htmlLines(text));
  return finish(textLines(text, [".md", ".markdown", ".txt", ""].includes(ext)));
}

const marks = ["- ", "* ", "+ ", "• ", "· ", "– ", "◦ ", "▪ ", "●"];

/** Takes off the marks of headings, lists and emphasis. @param {string} text @param {boolean} markdown @returns {Line[]} */
function textLines(text, markdown) {
  return text.split(/\r\n|\r|\n/).map((raw, i) => {
    const line = { number: i + 1, text: trim(raw), bullet: false, heading: false, comment: false };
    if (markdown && line.text.startsWith("<!--")) {
      line.comment = true;
      line.text = trim(line.text.slice(4).replace(/-->$/, ""));
    }
    line.comment ||= line.text.startsWith("remit:");
    const rest = line.text.replace(/^#+/, "");
    if (rest !== line.text && (!rest || rest[0] === " ")) {
      line.heading = true;
      line.text = trim(rest.replace(/#+$/, ""));
    }
    const mark = marks.find((m) => line.text.startsWith(m));
    if (mark) {
      line.bullet = true;
      line.text = trim(line.text.slice(mark.length));
    }
    const bold = line.text.startsWith("**") && line.text.endsWith("**") && line.text.length < 80 && utf8.encode(line.text).length < 80;
    line.text = trim(line.text.replace(/\*\*|__|`/g, ""));
    line.heading ||= bold && !line.bullet;
    return line;
  });
}

/** Divides lines that are too long, drops empty ones and finds the title. @param {Line[]} lines @returns {Ad} */
export function finish(lines) {
  /** @type {Ad} */
  const ad = { title: "", lines: [] };
  for (const l of lines) {
    for (const text of divide(l.text)) {
      if (!l.comment) ad.title ||= text;
      ad.lines.push({ ...l, text });
    }
  }
  if (!ad.title) throw new Unreadable("there is no text in it", "give the whole text of the ad, its title first");
  return ad;
}

/** A text in pieces that fit into a line, to the last blank where there is one. @param {string} text */
function divide(text) {
  if (text.length <= maxLine / 3) return text ? [text] : [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const bytes = utf8.encode(text);
  const pieces = [];
  for (let from = 0; from < bytes.length; ) {
    let to = bytes.length;
    if (to - from > maxLine) {
      to = bytes.lastIndexOf(0x20, from + maxLine - 1);
      if (to <= from) for (to = from + maxLine; (bytes[to] & 0xc0) === 0x80; ) to--;
    }
    pieces.push(decoder.decode(bytes.subarray(from, to)));
    for (from = to; bytes[from] === 0x20; ) from++;
  }
  return pieces;
}

const blocks = new Set("p div li ul ol br tr td th table h1 h2 h3 h4 h5 h6 section article header footer main blockquote dd dt dl hr pre body".split(" "));
const hidden = "title,script,style,template,noscript,head,svg,nav,iframe,object,textarea,select,button,[hidden],[aria-hidden=true]";

/** The blocks of HTML. The document is inert: nothing of it runs or is fetched. @param {string} text @returns {Line[]} */
function htmlLines(text) {
  const tree = new DOMParser().parseFromString(text, "text/html");
  for (const e of tree.querySelectorAll(hidden)) e.remove();
  for (const e of tree.querySelectorAll("[style]")) if (/display:none/.test((e.getAttribute("style") ?? "").replaceAll(" ", ""))) e.remove();
  /** @type {Line[]} */
  const lines = [];
  let said = "";
  let number = 1;
  let line = { bullet: false, heading: false };
  const end = () => {
    const t = words(said);
    if (t) lines.push({ number: number++, text: t, ...line, comment: false });
    said = "";
    line = { bullet: false, heading: false };
  };
  const walk = tree.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  /** @type {Node | null} */
  let at = tree.documentElement;
  while (at) {
    const name = at.nodeName.toLowerCase();
    if (at.nodeType === Node.TEXT_NODE) said += at.nodeValue;
    else if (at.nodeType === Node.COMMENT_NODE) {
      const remark = trim(at.nodeValue ?? "");
      if (remark.startsWith("remit:")) {
        end();
        lines.push({ number, text: remark, bullet: false, heading: false, comment: true });
      }
    } else if (blocks.has(name)) {
      end();
      line = { bullet: name === "li", heading: /^h[1-6]$/.test(name) };
    }
    walk.currentNode = at;
    if (walk.firstChild()) at = walk.currentNode;
    else {
      for (;;) {
        if (blocks.has(at.nodeName.toLowerCase())) end();
        walk.currentNode = at;
        if (walk.nextSibling()) {
          at = walk.currentNode;
          break;
        }
        at = at.parentNode;
        if (!at || at === tree) {
          at = null;
          break;
        }
      }
    }
  }
  end();
  return lines;
}

const functionWords = Object.entries({
  en: "the and of to in with for you our we is are will your or on as an that this",
  de: "und der die das mit für von wir sie ist ein eine den im bei auf zu als oder ihre",
  fr: "et de la le les des vous nous pour dans une un en du avec est sur votre au ou",
  es: "y de la el los las para con en una un que por del nuestro se tu como más o",
  nl: "en de het een van je met voor wij in op zijn bij ons naar te aan jij onze of",
  pl: "i w z na do się oraz dla jest nie że od po jak lub przez ze są o nasz",
  pt: "e de a o os as para com em uma um que do da por nosso se como mais ou",
  it: "e di il la che per con in una un del della i gli le nostro sono al come o",
}).map(([id, list]) => ({ id, known: new Set(list.split(" ")) }));

/** Scripts that tell a language by themselves, the more telling first. @type {[string, RegExp][]} */
const scripts = [
  ["ja", /[\u3040-\u30ff]/g], ["ko", /[\uac00-\ud7a3]/g], ["zh", /[\u4e00-\u9fff]/g], ["el", /[\u0370-\u03ff]/g], ["he", /[\u0590-\u05ff]/g], ["th", /[\u0e00-\u0e7f]/g],
];

/** The language of a text of twenty letters or more most of which are not Latin; "und" where the script does not tell it. @param {string} text */
function foreign(text) {
  const count = (of) => text.match(of)?.length ?? 0;
  const others = count(/[\u0370-\u1fff\u2e80-\ud7ff]/g);
  if (others < 20 || others <= count(/[a-zA-Z\u00c0-\u036f]/g)) return "";
  return scripts.find(([, of]) => count(of) * 5 >= others)?.[0] ?? "und";
}

/**
 * The language a text seems to be written in; "" where there are fewer than twenty words, or hardly any common ones. Of another script it is that
 * script's language, or "und".
 * @param {string} text
 */
export function language(text) {
  const other = foreign(text);
  if (other) return other;
  const all = text.replaceAll("İ", "i").toLowerCase().match(/[a-z\u{c0}-\u{10ffff}]+/gu) ?? [];
  if (all.length < 20) return "";
  const counts = functionWords.map(({ known }) => all.filter((w) => known.has(w)).length);
  let most = Math.max(...counts);
  let best = functionWords[counts.indexOf(most)].id;
  if (counts[0] * 5 >= most * 3) [best, most] = [functionWords[0].id, counts[0]]; // of an ad in two languages the English can be read
  return (most * 12 < all.length && best !== "en") || most * 25 < all.length ? "" : best;
}

const letter = (c, from, to) => c !== undefined && c >= from && c <= to;
const capital = (c) => letter(c, "A", "Z");
const small = (c) => letter(c, "a", "z");

/**
 * Cuts text behind full stops, question and exclamation marks with a capital behind them, behind semicolons, and before the signs of a list.
 * It knows the stops of "e.g." and "U.S.", and the sentence that lost its space: "here.You".
 * @param {string} text
 */
export function sentences(text) {
  const all = [];
  const signs = [...text]; // code points, as in Go
  let start = 0;
  const cut = (at) => {
    all.push(signs.slice(start, at).join("").replace(/^ +| +$/g, ""));
    start = at;
  };
  for (const [i, c] of signs.entries()) {
    if (c === "." || c === "!" || c === "?") {
      const spaced = signs[i + 1] === " " && capital(signs[i + 2]) && ![".", " ", undefined].includes(signs[i - 2]);
      if (spaced || (small(signs[i - 1]) && capital(signs[i + 1]) && small(signs[i + 2]))) cut(i + 1);
    } else if (c === ";" && (signs[i + 1] ?? " ") === " ") cut(i + 1);
    else if (c === "•" || c === "●" || c === "▪") cut(i);
  }
  cut(signs.length);
  return all.filter(Boolean);
}
