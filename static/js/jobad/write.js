import { crc32 } from "./crc32.js";

/** @typedef {import("./compose.js").Ad} Ad */

/** @param {string} s */
const markdownText = (s) => s.replace(/\]\(|[\\*_`<#]/g, (found) => `\\${found}`);

/** @param {string} s as Go's html.EscapeString */
const htmlText = (s) => s.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" })[c] ?? c);

/** @param {string} s */
const xmlText = (s) => s.replace(/[\u0000-\u001f\ufffe\uffff]/g, "").replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** @param {Ad} ad */
export function markdown(ad) {
  let out = `# ${markdownText(ad.title)}\n`;
  for (const { heading, blocks } of ad.sections) {
    if (heading) out += `\n## ${markdownText(heading)}\n`;
    for (const { text, items } of blocks) {
      out += "\n";
      if (text) out += `${markdownText(text)}\n`;
      for (const item of items) out += `- ${item.lead ? `**${markdownText(item.lead)}** ` : ""}${markdownText(item.text)}\n`;
    }
  }
  return out;
}

/** @param {Ad} ad */
export function plainText(ad) {
  let out = `${ad.title}\n`;
  for (const { heading, blocks } of ad.sections) {
    if (heading) out += `\n${heading.toUpperCase()}\n`;
    for (const { text, items } of blocks) {
      out += "\n";
      if (text) out += `${text}\n`;
      for (const item of items) out += `- ${item.lead ? `${item.lead} ` : ""}${item.text}\n`;
    }
  }
  return out;
}

/** Only h3, p, ul, li and strong, which every applicant system keeps. @param {Ad} ad */
export function html(ad) {
  let out = "";
  for (const { heading, blocks } of ad.sections) {
    if (heading) out += `<h3>${htmlText(heading)}</h3>\n`;
    for (const { text, items } of blocks) {
      if (text) out += `<p>${htmlText(text)}</p>\n`;
      if (!items.length) continue;
      out += "<ul>\n";
      for (const item of items) out += `<li>${item.lead ? `<strong>${htmlText(item.lead)}</strong> ` : ""}${htmlText(item.text)}</li>\n`;
      out += "</ul>\n";
    }
  }
  return out;
}

/** @param {Ad} ad */
export function kitMarkdown(ad) {
  let out = `# Interview: ${markdownText(ad.title)}\n\nAsk everybody the same questions in the same order, and write down what you heard before you talk about it.\n`;
  if (ad.heard.length) out += "\n## The level, as one hears it\n\n";
  for (const { level, sign } of ad.heard) out += `- **${markdownText(level)}:** ${markdownText(sign)}.\n`;
  for (const part of ad.kit) {
    out += `\n## ${markdownText(part.title)}\n`;
    for (const q of part.questions) out += `\n${markdownText(q.question)}\n\n- **Good signal:** ${markdownText(q.good)}\n- **Concern:** ${markdownText(q.concern)}\n- **Notes, and which level it sounded like:**\n`;
  }
  return out;
}

/** A JobPosting of schema.org. @param {Ad} ad */
export function jsonLD(ad) {
  const b = ad.brief;
  const place = ad.place ? ad.place.title : b.place;
  /** @type {Record<string, any>} */
  const posting = { "@context": "https://schema.org/", "@type": "JobPosting", title: ad.title, description: html(ad) };
  if (b.posted) posting.datePosted = b.posted;
  if (b.closing) posting.validThrough = b.closing;
  posting.employmentType = /part[ -]time/i.test(b.hours) ? "PART_TIME" : "FULL_TIME";
  posting.hiringOrganization = { "@type": "Organization", name: b.company || "[company]" };
  const country = ad.place ? ad.place.country : b.place;
  const region = ad.place ? ad.place.region : "";
  if (b.remote === "remote") {
    posting.jobLocationType = "TELECOMMUTE";
    posting.applicantLocationRequirements = { "@type": "AdministrativeArea", name: place || "[country]" };
  } else if (b.city || country) {
    posting.jobLocation = {
      "@type": "Place",
      address: { "@type": "PostalAddress", ...(b.city && { addressLocality: b.city }), ...(region && { addressRegion: region }), ...(country && { addressCountry: country }) },
    };
  }
  if (posting.jobLocation || posting.jobLocationType) order(posting);
  if (b.max) {
    posting.baseSalary = { "@type": "MonetaryAmount", currency: b.currency, value: { "@type": "QuantitativeValue", minValue: b.min, maxValue: b.max, unitText: b.per.toUpperCase() } };
  }
  return `${JSON.stringify(posting, null, 2).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}\n`;
}

/** The location stands before its type, as in the program's. @param {Record<string, any>} posting */
function order(posting) {
  const { jobLocation, jobLocationType, applicantLocationRequirements } = posting;
  for (const key of ["jobLocation", "jobLocationType", "applicantLocationRequirements"]) delete posting[key];
  if (jobLocation) posting.jobLocation = jobLocation;
  if (jobLocationType) Object.assign(posting, { jobLocationType, applicantLocationRequirements });
}

const wordNames = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** The text of a Word file. @param {Ad} ad */
function wordDocument(ad) {
  let out = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document ${wordNames}><w:body>`;
  /** @param {string} style @param {string} lead @param {string} text */
  const paragraph = (style, lead, text) => {
    out += "<w:p>";
    if (style) out += `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
    if (lead) out += `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${xmlText(lead)} </w:t></w:r>`;
    out += `<w:r><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`;
  };
  paragraph("Title", "", ad.title);
  for (const { heading, blocks } of ad.sections) {
    if (heading) paragraph("Heading1", "", heading);
    for (const { text, items } of blocks) {
      if (text) paragraph("", "", text);
      for (const item of items) paragraph("ListBullet", item.lead, item.text);
    }
  }
  return `${out}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`;
}

/** A Word file. @param {any} model @param {Ad} ad @returns {Uint8Array} */
export const docx = (model, ad) => pack([...model.word, { name: "word/document.xml", data: wordDocument(ad) }]);

/** A ZIP whose files are not compressed and all bear 1 January 1980. @param {{ name: string, data: string }[]} parts */
function pack(parts) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const local = [];
  /** @type {Uint8Array[]} */
  const central = [];
  let offset = 0;
  for (const part of parts) {
    const name = encoder.encode(part.name);
    const data = encoder.encode(part.data);
    const common = [2, 20, 2, 0, 2, 0, 2, 0, 2, 33, 4, crc32(data), 4, data.length, 4, data.length, 2, name.length, 2, 0];
    local.push(bytes(4, 0x04034b50, ...common), name, data);
    central.push(bytes(4, 0x02014b50, 2, 20, ...common, 2, 0, 2, 0, 2, 0, 4, 0, 4, offset), name);
    offset += 30 + name.length + data.length;
  }
  const size = central.reduce((n, a) => n + a.length, 0);
  const end = bytes(4, 0x06054b50, 2, 0, 2, 0, 2, parts.length, 2, parts.length, 4, size, 4, offset, 2, 0);
  const out = new Uint8Array(offset + size + end.length);
  let at = 0;
  for (const piece of [...local, ...central, end]) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** @param {...number} pairs a width in bytes and a number, least significant byte first */
function bytes(...pairs) {
  const out = [];
  for (let i = 0; i < pairs.length; i += 2) {
    for (let k = 0; k < pairs[i]; k++) out.push((pairs[i + 1] >>> (8 * k)) & 0xff);
  }
  return new Uint8Array(out);
}
