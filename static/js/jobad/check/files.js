import { crc32 } from "../crc32.js";
import { Unreadable, readText, words } from "./text.js";

const maxFile = 10 << 20;
const maxText = 2 << 20;
const maxParts = 2000;
const maxRatio = 200;
const maxDepth = 200;
const broken = () => new Unreadable("the Word file is broken", "open it in Word and save it again");

/**
 * Reads a file as text with a line for every paragraph, so that lines bear the numbers that the program gives them.
 * @param {File} file @returns {Promise<string>} fails with {@link Unreadable}
 */
export async function readFile(file) {
  if (file.size > maxFile) throw new Unreadable("the file is larger than 10 MB", "save the text of the ad alone");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = file.name.toLowerCase();
  const starts = (/** @type {string} */ s) => [...s].every((c, i) => bytes[i] === c.charCodeAt(0));
  if (starts("PK\x03\x04") || starts("PK\x05\x06")) return asText(wordLines(await documentOf(bytes)));
  if (starts("\xD0\xCF\x11\xE0")) throw new Unreadable("this is an old Word file, or one with a password", "save it as .docx without a password");
  if (starts("%PDF-")) throw new Unreadable("PDF is not read on this page", "paste its text here, or give the file to remit jd check");
  if (starts("{\\rtf")) throw new Unreadable("RTF is not read", "save it as .docx or as text");
  if (name.endsWith(".docx") && bytes.length) throw new Unreadable("this is no Word file, whatever its name says, or it is broken", "open it in Word and save it again");
  const text = decode(bytes);
  const ad = readText(name, text);
  return /\.html?$/.test(name) ? asText(ad.lines) : text;
}

/** UTF-8, UTF-16 with its mark, and Windows-1252 where it is neither. @param {Uint8Array} bytes */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @param {import("./text.js").Line[]} lines */
function asText(lines) {
  /** @type {string[]} */
  const all = [];
  for (const l of lines) {
    if (l.comment) continue;
    while (all.length < l.number - 1) all.push("");
    all.push(l.text && (l.heading ? `## ${l.text}` : l.bullet ? `- ${l.text}` : l.text));
  }
  for (const l of lines) if (l.comment) all.push(l.text);
  const text = all.join("\n");
  readText("", text);
  return text;
}

/** Unpacks the text of a Word file: the directory of the archive says where it lies. @param {Uint8Array} bytes @returns {Promise<string>} */
async function documentOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw broken();
  const parts = view.getUint16(end + 10, true);
  if (parts > maxParts) throw new Unreadable("the file is packed in a way no Word file is", "save the text of the ad alone");
  let at = view.getUint32(end + 16, true);
  let found = -1;
  for (let i = 0; i < parts; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    if (name === "EncryptedPackage") throw new Unreadable("the file has a password", "save it without one");
    if (name === "content.xml") throw new Unreadable("this is an OpenDocument file", "save it as .docx or as text");
    if (name === "word/document.xml") found = at;
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (found < 0) throw new Unreadable("this is a packed file, but no Word file", "give a .txt, .md, .html or .docx file");
  if (view.getUint16(found + 8, true) & 1) throw new Unreadable("the file has a password", "save it without one");
  const method = view.getUint16(found + 10, true);
  const packed = view.getUint32(found + 20, true);
  const size = view.getUint32(found + 24, true);
  const local = view.getUint32(found + 42, true);
  if (size > 5 * maxText || size / maxRatio > packed + 1000) throw new Unreadable("the file unpacks to far more than an ad", "save the text of the ad alone");
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50 || (method !== 0 && method !== 8)) throw broken();
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) throw broken();
  const data = bytes.subarray(start, start + packed);
  const text = method ? await inflate(data, size) : data;
  if (crc32(text) !== view.getUint32(found + 16, true)) throw broken();
  return new TextDecoder().decode(text);
}

/** Unpacks no more than the directory says there is. @param {Uint8Array} data @param {number} size */
async function inflate(data, size) {
  const out = new Uint8Array(size);
  let n = 0;
  try {
    const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (n + value.length > size) {
        await reader.cancel();
        throw broken();
      }
      out.set(value, n);
      n += value.length;
    }
  } catch {
    throw broken();
  }
  if (n !== size) throw broken();
  return out;
}

/** The paragraphs of a Word document, without text that was deleted with a trace. @param {string} xml @returns {import("./text.js").Line[]} */
function wordLines(xml) {
  if (xml.includes("<!DOCTYPE")) throw broken();
  const tree = new DOMParser().parseFromString(xml, "application/xml");
  if (tree.querySelector("parsererror")) throw broken();
  /** @type {import("./text.js").Line[]} */
  const lines = [];
  const go = (/** @type {Element} */ e, /** @type {any} */ line, /** @type {number} */ depth) => {
    if (depth > maxDepth) throw broken();
    const name = e.localName;
    if (["del", "moveFrom", "Fallback"].includes(name)) return;
    if (name === "t") line.text += e.textContent;
    else if (name === "tab" || name === "br" || name === "cr") line.text += " ";
    else if (name === "numPr") line.bullet = true;
    else if (name === "pStyle") {
      const style = ([...e.attributes].find((a) => a.localName === "val")?.value ?? "").toLowerCase();
      line.heading ||= style.startsWith("heading") || style === "title";
      line.bullet ||= style.startsWith("list");
    }
    const own = name === "p" ? { number: lines.length + 1, text: "", bullet: false, heading: false, comment: false } : line;
    if (own !== line) lines.push(own);
    for (const child of e.children) go(child, own, depth + 1);
  };
  go(tree.documentElement, { text: "" }, 0);
  for (const l of lines) {
    l.text = words(l.text);
    l.comment = l.text.startsWith("remit:");
  }
  return lines;
}
