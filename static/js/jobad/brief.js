const texts = ["title", "company", "team", "reports", "cloud", "place", "city", "hours", "cover", "on-call-pay", "escalation", "benefits", "apply"];
const lists = { must: ";", steps: ";", work: "," };

/** The names of a brief's fields, in the order of the address. */
export const fields = [
  "role", "level", "shape", "title", "company", "team", "reports", "work", "must", "cloud", "place", "city", "remote", "hours", "on-call",
  "people", "every", "cover", "on-call-pay", "escalation", "pay", "currency", "per", "benefits", "steps", "apply", "posted", "closing",
];

/** Currencies that have a sign. @type {Record<string, string>} */
const signs = { "€": "EUR", "£": "GBP", $: "USD" };

const amount = /^[1-9]\d{0,8}(?:\.\d\d)?$/;

/** Reads 60,000, 60.000, 60 000 and 60k as 60000, and 28,50 as 28.50. @param {string} text */
function plainAmount(text) {
  const s = text.replaceAll(" ", "");
  if (/^[1-9]\d{0,2}([.,]\d{3})+$/.test(s)) return s.replace(/[.,]/g, "");
  return s.replace(",", ".").replace(/^([^.]*)k$/i, "$1000");
}

/**
 * Reads a brief from texts by the rules of the command's flags. What makes no sense is left out and told.
 * @param {any} model
 * @param {(name: string) => string} text of a field
 * @returns {{ brief: Record<string, any>, wrong: string[] }}
 */
export function readBrief(model, text) {
  /** @type {Record<string, any>} */
  const brief = { min: 0, max: 0, people: 0, every: 0, work: [], must: [], steps: [] };
  /** @type {string[]} */
  const wrong = [];
  const ids = { role: model.roles, level: model.levels, shape: model.shapes, remote: ["onsite", "hybrid", "remote"], "on-call": ["yes", "no"], per: ["year", "month", "day", "hour"] };
  for (const name of fields) {
    const value = text(name).toWellFormed().split(/\s+/u).filter(Boolean).join(" ");
    const no = () => wrong.push(`${name} “${value.slice(0, 40)}”`);
    if ([...value].length > 2000) no();
    else if (texts.includes(name)) brief[name] = value;
    else if (name in ids) {
      const known = ids[name].some((x) => (x.id ?? x) === value);
      if (value && !known) no();
      brief[name] = known ? value : "";
    } else if (name in lists) {
      const items = value.split(lists[name]).map((s) => s.trim()).filter(Boolean);
      if (name === "work") {
        const known = items.filter((id) => model.work.some((w) => w.id === id));
        if (known.length < items.length) wrong.push(...items.filter((id) => !known.includes(id)).map((id) => `responsibility “${id.slice(0, 40)}”`));
        brief.work = [...new Set(known)];
      } else brief[name] = items;
    } else if (name === "pay") {
      const [low, high] = [0, 1].map((i) => plainAmount(value.split(/-(.*)/s)[i] ?? ""));
      if (amount.test(low) && amount.test(high) && Number(low) <= Number(high)) Object.assign(brief, { min: Number(low), max: Number(high) });
      else if (value && !/^-|-$/.test(value)) no(); // one end alone is no range yet
    } else if (name === "currency") {
      const code = signs[value] ?? value;
      const known = /^[A-Za-z]{3}$/.test(code);
      if (value && !known) no();
      brief.currency = known ? code.toUpperCase() : "";
    } else if (name === "people" || name === "every") {
      if (/^[1-9]\d{0,2}$/.test(value)) brief[name] = Number(value);
      else if (value) no();
    } else {
      const date = /^(2\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value);
      if (value && !date) no();
      brief[name] = date ? value : "";
    }
  }
  return { brief, wrong };
}
