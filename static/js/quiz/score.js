/**
 * The rules of a quiz, as catalog.Quiz.Score has them.
 * @typedef {{ points: number[][][], roles: { id: string }[], rules: number[], shortRules: number[], short: number[] }} Quiz
 * @typedef {{ scores: number[], order: number[], gap: number, verdict: "clear" | "lean" | "between" | "generalist" }} Outcome
 */

/**
 * @param {Quiz} quiz
 * @param {number[]} answers the number of an option for each question, or -1
 * @param {boolean} short
 * @returns {Outcome}
 */
export function score(quiz, answers, short) {
  const scores = quiz.roles.map(() => 0);
  quiz.points.forEach((options, i) => {
    if (short && !quiz.short.includes(i)) return;
    options[answers[i]]?.forEach((points, r) => (scores[r] += points));
  });
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const gap = scores[order[0]] - scores[order[1]];
  const [clear, lean, generalist] = short ? quiz.shortRules : quiz.rules;
  const verdict = gap >= clear ? "clear" : gap >= lean ? "lean" : scores[order[0]] < generalist ? "generalist" : "between";
  return { scores, order, gap, verdict };
}

/**
 * The answers as they stand in an address: f or s for the form, a letter for each question, a letter for the shape.
 * @param {{ short: boolean, answers: number[], shape: number }} sheet
 */
export const write = ({ short, answers, shape }) => `${short ? "s" : "f"}.${answers.map(letter).join("")}.${letter(shape)}`;

const letter = (/** @type {number} */ n) => (n < 0 ? "-" : String.fromCharCode(97 + n));

/**
 * Reads what write has written; null where it does not fit the quiz.
 * @param {string} text
 * @param {Quiz & { shapes: unknown[] }} quiz
 */
export function read(text, quiz) {
  const [, form, sheet, shape] = /^([fs])\.([a-z-]*)\.([a-z-])$/.exec(text) ?? [];
  if (sheet?.length !== quiz.points.length || (form === "s" && !quiz.short.length)) return null;
  const number = (/** @type {string} */ c) => (c === "-" ? -1 : c.charCodeAt(0) - 97);
  const answers = [...sheet].map(number);
  if (answers.some((n, i) => n >= quiz.points[i].length) || number(shape) >= Math.max(quiz.shapes.length, 0)) return null;
  return { short: form === "s", answers, shape: number(shape) };
}

/**
 * An order of n things that a seed settles (Fisher and Yates, with the generator mulberry32).
 * @param {number} n
 * @param {number} seed
 */
export function shuffle(n, seed) {
  const order = Array.from({ length: n }, (_, i) => i);
  let a = seed | 0;
  for (let i = n - 1; i > 0; i--) {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const j = ((t ^ (t >>> 14)) >>> 0) % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
