/**
 * What the table of the matrices says, read from the page: for every row its letters by shape and column.
 * @typedef {{ row: HTMLTableRowElement, home: HTMLTableSectionElement, id: string, area: string, stages: string[], title: string, words: string, cells: State[][] }} Row
 * @typedef {{ letter: string, was: string, note: string }} State of a cell in one shape
 */

/**
 * @param {HTMLTableElement} table
 * @param {number} shapes how many there are
 * @returns {Row[]}
 */
export function readRows(table, shapes) {
  return [...table.tBodies].flatMap((body) =>
    [...body.querySelectorAll("tr[data-work]")].map((row) => ({
      row: /** @type {HTMLTableRowElement} */ (row),
      home: body,
      id: row.dataset.work,
      area: body.dataset.area,
      stages: body.dataset.stages.split(" "),
      title: row.cells[0].textContent.trim(),
      words: `${row.cells[0].textContent} ${row.dataset.also ?? ""}`.toLowerCase(),
      cells: [...row.cells].slice(1).map((cell) => readStates(cell, shapes)),
    })),
  );
}

/**
 * @param {HTMLTableCellElement} cell
 * @param {number} shapes
 */
function readStates(cell, shapes) {
  const states = Array.from({ length: shapes }, () => ({ letter: "", was: "", note: "" }));
  for (const state of cell.querySelectorAll(".in")) {
    const read = {
      letter: (state.querySelector(".mark")?.textContent ?? "").replace("–", ""),
      was: state.querySelector(".was__before")?.textContent ?? "",
      note: state.querySelector("sup a")?.getAttribute("href")?.slice(1) ?? "",
    };
    for (const name of state.classList) if (/^s\d$/.test(name)) states[Number(name[1]) - 1] = read;
  }
  return states;
}

/** Which letters a choice of part means. */
const parts = {
  answers: (/** @type {string} */ l) => l.startsWith("A"),
  works: (/** @type {string} */ l) => l.endsWith("R"),
  c: (/** @type {string} */ l) => l === "C",
  i: (/** @type {string} */ l) => l === "I",
  none: (/** @type {string} */ l) => l === "",
};

/**
 * Reports whether a row stays under a filter.
 * @param {Row} row
 * @param {{ shape: number, q: string, area: string, stage: string, column: number, part: string, moved: boolean }} filter shape is -1 for all of them, column -1 for any role
 */
export function stays(row, filter) {
  if (filter.area && row.area !== filter.area) return false;
  if (filter.stage && !row.stages.includes(filter.stage)) return false;
  if (filter.q && !filter.q.toLowerCase().split(/\s+/).every((word) => row.words.includes(word))) return false;
  const shapes = filter.shape < 0 ? row.cells[0].map((_, i) => i) : [filter.shape];
  const cells = filter.column < 0 ? row.cells : [row.cells[filter.column]];
  if (filter.moved && !shapes.some((s) => cells.some((states) => states[s].was))) return false;
  if (filter.part) return shapes.some((s) => cells.some((states) => parts[filter.part](states[s].letter)));
  return filter.column < 0 || shapes.some((s) => cells.some((states) => states[s].letter));
}

const rank = ["A/R", "A", "R", "C", "I", ""];

/**
 * Compares two rows in an order that is not that of the areas; equal ones stay as they are.
 * @param {Row} a
 * @param {Row} b
 * @param {{ sort: string, shape: number, column: number }} order
 */
export function compare(a, b, { sort, shape, column }) {
  const at = Math.max(shape, 0);
  switch (sort) {
    case "name":
      return a.title.localeCompare(b.title, "en");
    case "crowd":
      return atWork(b, at) - atWork(a, at);
    case "part":
      return best(a, at, column) - best(b, at, column);
  }
  return 0;
}

/** @param {Row} row @param {number} shape */
const atWork = (row, shape) => row.cells.filter((states) => /R$/.test(states[shape].letter)).length;

/** @param {Row} row @param {number} shape @param {number} column */
const best = (row, shape, column) =>
  column < 0 ? row.cells.findIndex((states) => states[shape].letter.startsWith("A")) : rank.indexOf(row.cells[column][shape].letter);
