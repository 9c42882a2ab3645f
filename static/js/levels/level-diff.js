import { make } from "../parts/page.js";

/** The levels of a role: all of them, or what changes between two, alone. Its state is the query of the address. */
class LevelDiff extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.list = this.querySelector("dl");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.list || !this.status) throw new Error("level-diff: a part is missing inside");
    this.levels = new Map([...this.list.querySelectorAll("[data-level]")].map((e) => [/** @type {HTMLElement} */ (e).dataset.level, /** @type {HTMLElement} */ (e)]));
    const query = new URLSearchParams(location.search);
    for (const name of ["from", "to"]) this.form.elements[name].value = this.levels.has(query.get(name)) ? query.get(name) : "";
    this.show();
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @param {HTMLSelectElement} select */
  changed(select) {
    const { from, to } = this.form.elements;
    const ids = [...this.levels.keys()];
    if (select === from && from.value && !to.value) to.value = ids[Math.min(ids.indexOf(from.value) + 1, ids.length - 1)]; // the next one is meant
    const query = new URLSearchParams();
    if (from.value && to.value) for (const s of [from, to]) query.set(s.name, s.value);
    history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
    this.show();
  }

  show() {
    this.table?.remove();
    const two = [this.form.elements.from.value, this.form.elements.to.value].map((id) => this.levels.get(id));
    const both = two[0] && two[1] && two[0] !== two[1];
    this.list.hidden = both;
    this.status.textContent = both ? `${two[0].querySelector("dt").textContent} and ${two[1].querySelector("dt").textContent} side by side` : "";
    if (!both) return;
    const head = make("tr", {}, make("td"), ...two.map((l) => th("col", l.querySelector("a").cloneNode(true))));
    const rows = [["In this role", ...two.map((l) => [...l.querySelector("dd").cloneNode(true).childNodes])], ...["scope", "autonomy", "reach"].map((key) => [key[0].toUpperCase() + key.slice(1), ...two.map((l) => [l.dataset[key]])])];
    this.table = make("table", { className: "facing" }, make("thead", {}, head), make("tbody", {}, ...rows.map(([name, ...cells]) => make("tr", {}, th("row", name), ...cells.map((c, i) => cell(c, two[i]))))));
    this.append(this.table);
  }
}

const th = (scope, ...children) => make("th", { scope }, ...children);

/** @param {(Node | string)[]} content @param {HTMLElement} level */
function cell(content, level) {
  const td = make("td", {}, ...content);
  td.dataset.head = level.querySelector("dt").textContent;
  return td;
}

customElements.define("level-diff", LevelDiff);
