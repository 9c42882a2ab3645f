/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Result} Result */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {{title: string, url: string, crumb: string, type: string, data: any, hit: Hit}} Page */

/** What each type of document is called. @type {Record<string, string>} */
export const typeNames = {
  role: "Role", responsibility: "Work", comparison: "Comparison", term: "Term", title: "Title", tool: "Tool", guide: "Guide", area: "Area", stage: "Stage",
  matrix: "Matrix", page: "Page",
};

/** Questions begin with these; they say nothing about which piece of work is meant. */
const asking = new Set(["who", "whose", "what", "which", "how", "doe", "do", "is", "ar", "should", "must", "answer", "respons", "account", "own", "our", "we", "my", "be", "by", "with"]);

/** Creates an element with attributes and children. @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Loads the titles of some hits. @param {Engine} engine @param {Hit[]} hits @returns {Promise<Page[]>} */
export async function pages(engine, hits) {
  const { types } = await engine.store.manifest();
  return Promise.all(
    hits.map(async (hit) => {
      const [title, url, crumb, , , data] = await engine.store.title(hit.doc);
      let upTo = 0;
      const [type] = types.find(([, count]) => hit.doc < (upTo += count)) ?? [""];
      return { title, url, crumb, type, data, hit };
    }),
  );
}

/** The pieces of work that a query asks about: its words, those of the question left out, all stand in their names. @param {Engine} engine @param {Result} result */
export async function answers(engine, result) {
  const meant = result.words.filter((terms) => !asking.has(terms[0]));
  if (meant.length === 0) return [];
  const named = result.hits.slice(0, 8).filter((h) => meant.every((terms) => terms.some((t) => h.names.has(t))));
  return (await pages(engine, named)).filter((p) => p.data).slice(0, 2);
}

/** Who answers, in a line: the first role that holds the A in each shape. @param {Page} page @param {{shapes: [string, string][], roles: [string, string, string, number][]}} legend */
export function holders(page, legend) {
  /** @type {[string, string[]][]} */
  const all = [];
  page.data.split(";").forEach((/** @type {string} */ row, /** @type {number} */ s) => {
    const r = row.split(",").findIndex((letter) => letter.startsWith("A"));
    const name = legend.roles[r]?.[0];
    if (!name) return;
    if (all.at(-1)?.[0] === name) all.at(-1)[1].push(legend.shapes[s][0]);
    else all.push([name, [legend.shapes[s][0]]]);
  });
  return all.map(([name, shapes]) => (all.length === 1 ? name : `${name} (${shapes.join(", ")})`)).join(", then ");
}
