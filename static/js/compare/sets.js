/**
 * The work of several roles set against each other, as catalog.Compare does it.
 * @typedef {{ id: string, title: string, url: string }} Work
 * @typedef {{ id: string, parts: string[] }} Parted a role with a character for each piece of work, by shape
 * @typedef {{ work: Work, letters: string[] }} Part
 * @typedef {{ has: boolean[], parts: Part[] }} Set
 */

const letters = { A: "A", B: "A/R", R: "R", C: "C", I: "I", "-": "" };

/** Reports whether a letter makes its role answer for the work or do it. @param {string} letter */
export const takes = (letter) => letter.includes("A") || letter.includes("R");

/**
 * @param {Parted[]} roles
 * @param {Work[]} work
 * @param {number} shape
 * @returns {{ sets: Set[], neither: number }} what all have first, what one has alone last
 */
export function compare(roles, work, shape) {
  /** @type {Map<string, Set>} */
  const sets = new Map();
  let neither = 0;
  work.forEach((w, i) => {
    const part = { work: w, letters: roles.map((r) => letters[r.parts[shape][i]]) };
    const has = part.letters.map(takes);
    if (!has.includes(true)) return neither++;
    const key = has.map(Number).join("");
    if (!sets.has(key)) sets.set(key, { has, parts: [] });
    sets.get(key)?.parts.push(part);
  });
  const size = (/** @type {Set} */ s) => s.has.filter(Boolean).length;
  const sorted = [...sets].sort(([a, x], [b, y]) => size(y) - size(x) || (a < b ? 1 : -1));
  return { sets: sorted.map(([, set]) => set), neither };
}

/** Reports whether the roles that do it or answer for it have different letters. @param {Part} part */
export const differs = (part) => new Set(part.letters.filter(takes)).size > 1;

/** Joins names as in a sentence. @param {string[]} names */
export const enumerate = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
