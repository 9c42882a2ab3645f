/**
 * The twin of internal/jobad in Go: the same model and the same brief make the same ad, and every format the same bytes.
 * @typedef {{ lead: string, text: string }} Item
 * @typedef {{ text: string, items: Item[] }} Block
 * @typedef {{ heading: string, blocks: Block[] }} Section
 * @typedef {{ id: string, text: string, why: string }} Warning
 * @typedef {{ title: string, sections: Section[], warnings: Warning[], heard: { level: string, sign: string }[], kit: { title: string, questions: { question: string, good: string, concern: string }[] }[], brief: Record<string, any>, place: any, work: number[], parts: any }} Ad
 */

const most = 8;
const leastEvery = 4;

/** @param {string} s first letter small, where the rest of the word is */
export function lower(s) {
  const [word] = s.split(" ", 1);
  const [first] = s;
  if (!first || first.length >= word.length || word.slice(first.length).toLowerCase() !== word.slice(first.length)) return s;
  return first.toLowerCase() + s.slice(first.length);
}

/** An amount with commas, and with two digits where it has cents. @param {number} x */
const money = (x) => x.toFixed(2).replace(/\.00$/, "").replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** @param {string} text @param {string} missing */
const gap = (text, missing) => text || `[${missing}]`;

/** @param {...string} text @returns {Block} */
const paragraph = (...text) => ({ text: text.join(" "), items: [] });

/** @param {string[]} texts @returns {Block} */
const list = (texts) => ({ text: "", items: texts.map((text) => ({ lead: "", text })) });

/** @param {any} model @param {Record<string, any>} asked a brief: texts, numbers, and lists for work, must and steps @returns {Ad} */
export function compose(model, asked) {
  const b = { ...asked };
  b.role ||= model.roles[0].id;
  b.shape ||= model.shapes.at(-1).id;
  b.level ||= model.levels.find((l) => l.id === "senior")?.id ?? model.levels[Math.floor(model.levels.length / 2)].id;
  const role = model.roles.find((r) => r.id === b.role);
  const level = model.levels.find((l) => l.id === b.level);
  const place = model.places.find((p) => [p.id, p.title.toLowerCase()].includes(b.place.toLowerCase())) ?? null;
  const at = model.shapes.findIndex((s) => s.id === b.shape);
  const shape = model.shapes[at];
  const parts = role.parts[at];
  b.title ||= level.id === "mid" && model.levels[1] === level ? role.title : `${level.title} ${lower(role.title)}`;
  b.currency ||= "EUR";
  b.per ||= "year";

  const work = choose(model, b, parts);
  /** @param {string} phrase @param {Record<string, string>} [fill] */
  const say = (phrase, fill = {}) => model.phrases[phrase].replace(/\{([^}]*)\}/g, (_, name) => fill[name] ?? "");
  const musts = [...role.must, ...(b.cloud ? [say("cloud", { cloud: b.cloud })] : []), ...b.must];
  /** @param {number} i */
  const task = (i) => (work.length ? lower(model.work[work[Math.min(i, work.length - 1)]].title) : "[work]");

  const sections = [
    {
      heading: "",
      blocks: [
        paragraph(say("opening", { company: gap(b.company, "company"), title: b.title }), say("objective", { objective: lower(role.objective) })),
        paragraph(...[say("company-shape", { size: lower(shape.size) }), b.team && say("team", { team: b.team }), say("reports", { reports: gap(b.reports, "reporting line") })].filter(Boolean)),
      ],
    },
    { heading: "What you will do", blocks: [paragraph(say("do")), { text: "", items: work.map((i) => ({ lead: `${model.work[i].title}.`, text: model.work[i].definition })) }] },
    { heading: "What you bring", blocks: [paragraph(say("level", { scope: lower(level.scope), autonomy: lower(level.autonomy) })), paragraph(say("must")), list(musts), paragraph(say("nice")), list(role.nice)] },
    {
      heading: "What this job is not",
      blocks: [paragraph(say("not")), list(role.isNot.map((n) => `${shape.roles.includes(n.instead) ? say("not-instead", { what: n.what, instead: lower(n.title) }) : n.what}.`))],
    },
    {
      heading: "Success",
      blocks: [{
        text: "",
        items: [
          { lead: "After 3 months:", text: say("after-3", { first: task(0) }) },
          { lead: "After 6 months:", text: say("after-6", { first: task(0), second: task(1) }) },
          { lead: "After 12 months:", text: say("after-12", { first: task(0), metric: lower(role.metric) }) },
        ],
      }],
    },
    { heading: "On call", blocks: [onCall(b, parts, say)] },
    { heading: "Pay and terms", blocks: [terms(b, place, say)] },
    {
      heading: "How we hire",
      blocks: [
        b.steps.length ? list(b.steps) : paragraph("[the steps, with how long each takes]"),
        paragraph(...[say("apply", { apply: gap(b.apply, "address") }), b.closing && say("closing", { closing: b.closing }), say("adjust")].filter(Boolean)),
      ],
    },
  ];
  const step = model.levels.findIndex((l) => l.id === b.level);
  const heard = model.levels.slice(Math.max(0, step - 1), step + 2).filter((l) => l.heard).map((l) => ({ level: l.title, sign: l.heard }));
  const kit = work.map((i) => model.work[i]).filter((w) => w.interview.length).map((w) => ({ title: w.title, questions: w.interview }));
  return { title: b.title, sections, warnings: warnings(model, { b, role, shape, parts, place, work, musts }), heard, kit, brief: b, place, work, parts };
}

/** What the brief names, in the order of the role's importance, then what is not the role's. @returns {number[]} */
function choose(model, b, parts) {
  if (!b.work.length) return parts.own.filter((i) => b["on-call"] !== "no" || !model.work[i].onCall).slice(0, most);
  const chosen = new Set(model.work.map((w, i) => (b.work.includes(w.id) ? i : -1)).filter((i) => i >= 0));
  const known = [...parts.own, ...parts.others].filter((i) => chosen.has(i));
  return [...known, ...[...chosen].filter((i) => !known.includes(i))];
}

function onCall(b, parts, say) {
  if (b["on-call"] === "no" || (!b["on-call"] && !parts.onCall)) return paragraph(say("on-call-none"));
  /** @param {number} n */
  const number = (n) => (n ? String(n) : "[number]");
  return paragraph(...[
    say("on-call", { people: number(b.people), every: number(b.every), cover: gap(b.cover, "hours of the rota") }),
    say("on-call-pay", { pay: gap(b["on-call-pay"], "pay or time off") }),
    b.escalation && say("escalation", { escalation: b.escalation }),
  ].filter(Boolean));
}

function terms(b, place, say) {
  const where = place ? place.title : b.place;
  const city = b.city || where;
  const there = {
    onsite: () => say("place-onsite", { city: gap(city, "city") }),
    hybrid: () => say("place-hybrid", { city: gap(city, "city") }),
    remote: () => say("place-remote", { place: gap(where || b.city, "country") }),
  }[b.remote] ?? (() => gap(city, "place, and whether the job can be done from home"));
  const items = [
    { lead: "Pay:", text: b.max ? say("pay", { min: money(b.min), max: money(b.max), currency: b.currency, per: b.per }) : say("pay-open") },
    { lead: "Place:", text: there() },
  ];
  if (b.hours) items.push({ lead: "", text: say("hours", { hours: b.hours }) });
  if (b.benefits) items.push({ lead: "", text: say("benefits", { benefits: b.benefits }) });
  return { text: "", items };
}

/** @returns {Warning[]} in the order in which applicants miss what is missing */
function warnings(model, { b, role, shape, parts, place, work, musts }) {
  /** @type {Warning[]} */
  const all = [];
  const warn = (id, text, why) => all.push({ id, text, why });
  if (!b.max) {
    if (place) warn("no-pay", "There is no pay range, and the place has a law on it.", place.law);
    else warn("no-pay", "There is no pay range.", "Pay is what most applicants look for first, and many laws ask for it.");
  } else if (b.max > b.min * 1.5) {
    warn("wide-pay", "The pay range is wide: its upper end is more than half again the lower.", "A range that holds two levels says that the level is not settled.");
  }
  const strange = work.filter((i) => !parts.own.includes(i) && !parts.others.includes(i)).map((i) => model.work[i].title + (shape.owner[i] ? ` (${lower(shape.owner[i])})` : ""));
  if (strange.length) warn("second-job", `A second job creeps in: ${strange.join("; ")}.`, "In a company of this shape the role has no part in that work.");
  if (parts.absent) warn("no-role", `A company of this shape usually has no ${lower(role.title)}.`, "Its work lies with other roles there. The ad shows what the role answers for in the next larger shape.");
  if (work.length > most) warn("much-work", `The ad names ${work.length} responsibilities.`, `More than ${most} are more than one person can answer for.`);
  if (!work.length) warn("no-work", "The ad names no work.", "Choose at least one responsibility.");
  if (musts.length > most) warn("many-musts", `The ad requires ${musts.length} things.`, `More than ${most} musts keep away people who could do the work.`);
  for (const must of b.must) if (yearsAsked(must)) warn("years", `“${must}” counts years.`, "Years say little about what somebody can do. Name the work instead.");
  if (parts.onCall && !b["on-call"]) {
    warn("on-call", "The role holds a pager in a company of this shape, and the ad does not say whether this one does.", "Say who shares the rota, how often, at which hours and for what pay.");
  } else if (b["on-call"] === "yes" && !(b.people && b.every && b.cover && b["on-call-pay"])) {
    warn("on-call", "The terms of on-call duty are not whole.", "Say how many share the rota, how often, at which hours and for what pay or time off.");
  } else if (parts.onCall && b["on-call"] === "no") {
    warn("on-call", "The role usually holds a pager in a company of this shape, and the ad says there is no on-call duty.", "Make sure that somebody else does.");
  }
  if (b["on-call"] === "yes" && b.every > 0 && b.every < leastEvery) warn("often", "The duty comes round often.", `Google, for one, keeps people on call no more than one week in ${leastEvery}.`);
  if (!b.remote) warn("no-place", "The ad does not say where the work is done.", "Say the place, and whether the job can be done from home.");
  if (!b.reports) warn("no-reports", "The ad does not say whom the job reports to.", "A reporting line tells more about a job than a list of tools.");
  if (!b.steps.length) warn("no-steps", "The ad does not say how you hire.", "People plan their applications by it.");
  if (b.closing && b.closing < b.posted) warn("closed", "Applications close before the ad is posted.", "");
  if (!b.company || !b.apply) warn("no-address", "The company or the address for applications is missing.", "");
  return all;
}

/** @param {string} text whether it holds a number and then the word year or years */
function yearsAsked(text) {
  let number = false;
  for (const word of text.toLowerCase().split(/[^\p{L}\p{Nd}]+/u).filter(Boolean)) {
    if (number && ["year", "years", "yrs"].includes(word)) return true;
    if (/^[0-9]/.test(word)) number = true;
  }
  return false;
}
