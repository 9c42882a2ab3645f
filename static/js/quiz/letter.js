import { bar, make } from "../parts/page.js";

/**
 * The result as a letter: what came out, why, and where to go on.
 * @param {HTMLElement} page the element that holds the quiz, whose texts are used
 * @param {any} quiz
 * @param {{ short: boolean, answers: number[], shape: number }} sheet
 * @param {import("./score.js").Outcome} outcome
 * @returns {HTMLElement[]}
 */
export function letterTo(page, quiz, sheet, outcome) {
  const [first, second] = outcome.order.map((i) => quiz.roles[i]);
  const tie = outcome.gap === 0;
  const shape = quiz.shapes[sheet.shape];
  const none = outcome.verdict === "generalist";
  const of = (id, part) => copy(page.querySelector(`[data-role="${id}"] [data-part="${part}"]`));
  const out = [make("h2", { textContent: title(outcome.verdict, first, second, quiz.company, tie) })];
  if (none) out.push(make("div", { className: "prose" }, ...of("generalist", "objective")));
  else out.push(make("p", { className: "statement" }, ...of(first.id, "objective")));
  if (shape?.small && !quiz.company) out.push(make("p", {}, `In an organisation of the shape “${shape.title}” one person usually does the work of several of these roles. Read the result as what you would do first.`));
  if (shape && quiz.company) out.push(make("p", {}, "You are an organisation of the shape ", link(shape), shape.small ? ". One person will do the work of several roles there; the ad should say so." : "."));
  out.push(bars(quiz, outcome));
  out.push(why(page, quiz, sheet, outcome));
  if (!none) {
    const record = make("dl", { className: "record" });
    const add = (label, nodes) => record.append(make("div", {}, make("dt", { textContent: label }), make("dd", {}, ...nodes)));
    add(quiz.company ? "The first months" : "What a week looks like", of(first.id, "week"));
    add(quiz.company ? "Not if" : "What you may dislike", of(first.id, "dislike"));
    add(quiz.company ? `Rather ${second.inline}` : `Next door: ${second.inline}`, copy(page.querySelector(`[data-role="${first.id}"] [data-towards="${second.id}"]`)));
    const rows = first.rows[sheet.shape] ?? [];
    if (rows.length) add("Answers, for example, for", rows.flatMap((r, i) => [i ? "; " : "", make("a", { href: r.url, textContent: r.text })]));
    out.push(record);
  }
  out.push(onward(quiz, first, second, shape, none));
  return out;
}

/** What came out, in a line. */
function title(verdict, first, second, company, tie) {
  switch (verdict) {
    case "clear":
      return company ? `Hire a ${first.inline}` : `Clear: ${first.inline}`;
    case "lean":
      return company ? `Start with a ${first.inline}; a ${second.inline} is the second thought` : `You lean to ${first.inline}, with ${second.inline} near`;
    case "generalist":
      return "A generalist";
  }
  return company ? `Either helps: a ${first.inline} or a ${second.inline}` : `Between ${first.inline} and ${second.inline}${tie ? ", level" : ""}`;
}

/** All scores, drawn to one scale. */
function bars(quiz, { scores, order }) {
  const body = make("tbody");
  const most = Math.max(1, ...scores);
  for (const i of order) {
    const role = quiz.roles[i];
    body.append(make("tr", { className: `hue ${role.class.match(/hue--\S+/)?.[0]}` }, make("th", { scope: "row" }, make("a", { className: role.class, href: role.url, textContent: role.title })), make("td", {}, bar(scores[i] / most)), make("td", { className: "bars__n" }, make("b", { textContent: String(scores[i]) }))));
  }
  return make("table", { className: "bars" }, make("caption", { textContent: "Your points for each role" }), body);
}

/** Answer by answer, what spoke for which role. */
function why(page, quiz, sheet, { order }) {
  const list = make("ol", { className: "quiz__why" });
  const counts = quiz.roles.map(() => 0);
  quiz.points.forEach((options, i) => {
    if (sheet.short && !quiz.short.includes(i)) return;
    const points = options[sheet.answers[i]];
    const best = points.indexOf(Math.max(...points));
    counts[best]++;
    const field = page.querySelector(`fieldset[data-name="q${i + 1}"]`);
    const role = quiz.roles[best];
    list.append(make("li", {}, make("span", { className: "quiz__asked", textContent: field?.querySelector("legend")?.textContent ?? "" }), make("span", { textContent: field?.querySelector(":checked + label > span")?.textContent ?? "" }), make("a", { className: role.class, href: role.url, textContent: role.short })));
  });
  const said = order.filter((i) => counts[i]).map((i) => `${counts[i]} for ${quiz.roles[i].short}`);
  return make("details", { className: "fold" }, make("summary", { textContent: `Why: of your answers ${said.join(", ")}` }), list);
}

/** Where to read on. */
function onward(quiz, first, second, shape, none) {
  const list = make("ul", {});
  const add = (href, text) => list.append(make("li", {}, make("a", { href, textContent: text })));
  if (!none) {
    add(first.url, `The page of the ${first.inline}`);
    const pair = quiz.pairs.find(([a, b]) => [a, b].includes(first.id) && [a, b].includes(second.id));
    if (pair) add(pair[2], `${first.title} and ${second.inline}, compared`);
    add(`${quiz.matrix}?${shape ? `shape=${shape.id}&` : ""}role=${first.id}&part=answers`, `Everything the ${first.inline} answers for`);
    if (quiz.company) add(`${quiz.ad}?role=${first.id}${shape ? `&shape=${shape.id}` : ""}`, `Write the job ad for a ${first.inline}`);
  } else add(quiz.matrix, "The whole matrix");
  const buttons = make("p", { className: "take" }, act("link", "Copy the link to this result"), act("edit", "Look at my answers again"), act("again", "Start again"));
  return make("div", {}, make("h3", { textContent: "Read on" }), list, buttons);
}

const act = (name, text) => {
  const button = make("button", { type: "button", textContent: text });
  button.dataset.do = name;
  return button;
};

const link = ({ url, title }) => make("a", { href: url, textContent: title });

/** The contents of an element of the page, once more. @param {Element | null} element */
const copy = (element) => [...(element?.cloneNode(true).childNodes ?? [])];

