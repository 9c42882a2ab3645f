// The Porter stemmer as the index uses it: the revised rules (bli → ble, logi → log), words of up to two letters as they are.

/** @param {string} s @param {number} i */
function isConsonant(s, i) {
  const c = s[i];
  if (c === "a" || c === "e" || c === "i" || c === "o" || c === "u") return false;
  return c === "y" ? i === 0 || !isConsonant(s, i - 1) : true;
}

/** Counts the sequences of vowels that a consonant follows. @param {string} s */
function measure(s) {
  let n = 0;
  let vowel = false;
  for (let i = 0; i < s.length; i++) {
    if (!isConsonant(s, i)) vowel = true;
    else if (vowel) {
      n++;
      vowel = false;
    }
  }
  return n;
}

/** @param {string} s */
function hasVowel(s) {
  for (let i = 0; i < s.length; i++) if (!isConsonant(s, i)) return true;
  return false;
}

/** @param {string} s */
function endsDouble(s) {
  const n = s.length;
  return n >= 2 && s[n - 1] === s[n - 2] && isConsonant(s, n - 1);
}

/** Ends consonant, vowel, consonant. @param {string} s */
function endsCVC(s) {
  const n = s.length;
  return n >= 3 && isConsonant(s, n - 3) && !isConsonant(s, n - 2) && isConsonant(s, n - 1);
}

/** A suffix counts only where something stands before it. @param {string} s @param {string} suffix */
const ends = (s, suffix) => s.length > suffix.length && s.endsWith(suffix);

/** @param {string} s @param {number} n */
const cut = (s, n) => s.slice(0, s.length - n);

/** @type {[string, string][]} */
const step2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"], ["alli", "al"],
  ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"], ["ator", "ate"], ["alism", "al"],
  ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"], ["logi", "log"],
];

/** @type {[string, string][]} */
const step3 = [["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""]];

const step4 = ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

/** The first suffix that fits decides, whether its condition holds or not. @param {string} s @param {[string, string][]} rules */
function replace(s, rules) {
  for (const [suffix, by] of rules) {
    if (ends(s, suffix)) {
      const stem = cut(s, suffix.length);
      return measure(stem) > 0 ? stem + by : s;
    }
  }
  return s;
}

/** @param {string} s */
function step1b(s) {
  if (ends(s, "eed")) return measure(cut(s, 3)) > 0 ? cut(s, 1) : s;
  const suffix = ends(s, "ed") ? 2 : ends(s, "ing") ? 3 : 0;
  const stem = cut(s, suffix);
  if (suffix === 0 || !hasVowel(stem)) return s;
  if (ends(stem, "at") || ends(stem, "bl") || ends(stem, "iz")) return `${stem}e`;
  const last = stem[stem.length - 1];
  if (!"lsz".includes(last) && endsDouble(stem)) return cut(stem, 1);
  if (measure(stem) === 1 && endsCVC(stem) && !"wxy".includes(last)) return `${stem}e`;
  return stem;
}

/**
 * Returns the stem of a word in lower case.
 * @param {string} word
 */
export function stem(word) {
  let s = word;
  if ([...s].length <= 2) return s;
  if (ends(s, "sses") || ends(s, "ies")) s = cut(s, 2);
  else if (!ends(s, "ss") && ends(s, "s")) s = cut(s, 1);
  s = step1b(s);
  if (s.length >= 2 && s.endsWith("y") && hasVowel(cut(s, 1))) s = `${cut(s, 1)}i`;
  s = replace(s, step2);
  s = replace(s, step3);
  for (const suffix of step4) {
    if (ends(s, suffix)) {
      const left = cut(s, suffix.length);
      if (measure(left) > 1 && (suffix !== "ion" || left.endsWith("s") || left.endsWith("t"))) s = left;
      break;
    }
  }
  if (ends(s, "e")) {
    const left = cut(s, 1);
    const m = measure(left);
    if (m > 1 || (m === 1 && !(endsCVC(left) && !"wxy".includes(left[left.length - 1])))) s = left;
  }
  if (s.endsWith("ll") && endsDouble(s) && measure(s) > 1) s = cut(s, 1);
  return s;
}
