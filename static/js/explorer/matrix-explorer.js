import { later } from "../parts/later.js";
import { copied, make, save } from "../parts/page.js";
import { csv, md } from "../parts/table.js";
import { compare, readRows, stays } from "./rows.js";

/** The matrices of all shapes: filters, sorts, hides columns, opens a cell, hands out what is shown. Its state is the query of the address. */
class MatrixExplorer extends HTMLElement {
  connectedCallback() {
    this.form = this.part("form");
    this.table = /** @type {HTMLTableElement} */ (this.part(".explore__table"));
    this.beside = /** @type {HTMLTableElement} */ (this.part(".overview"));
    this.count = this.part(".explore__count");
    this.card = this.part(".explore__card");
    this.radios = [...this.querySelectorAll('input[name="shape"]')].map((r) => /** @type {HTMLInputElement} */ (r));
    this.roles = [...this.table.tHead.rows[0].cells].slice(1).map((th) => ({ id: th.dataset.role, short: th.textContent.trim() }));
    this.rows = readRows(this.table, this.radios.length - 1);
    this.flat = this.table.createTBody();
    this.flat.hidden = true;
    this.besides = [...this.beside.querySelectorAll("tr[data-work]")];
    this.bodies = [...this.table.tBodies, ...this.beside.tBodies].filter((b) => b !== this.flat);
    this.fallback = this.radios.find((r) => r.defaultChecked) ?? this.radios[0];
    this.table.classList.add("is-live");
    this.showLater = later(() => this.show());
    this.arrive();
    this.addEventListener("change", (event) => {
      this.classList.toggle("is-switched", event.target.name === "shape");
      this.changed();
    });
    this.form.addEventListener("input", (event) => event.target.name === "q" && this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.click(event));
    addEventListener("popstate", () => this.arrive());
  }

  /** @param {string} selector */
  part(selector) {
    const found = this.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`matrix-explorer: no ${selector} inside`);
    return found;
  }

  /** Shows what the address asks for. */
  arrive() {
    const wrong = this.readAddress();
    this.show();
    if (wrong) this.count.textContent = `${wrong} ${this.count.textContent}`;
  }

  /** Sets the controls as the address says and returns a sentence about what in it is not known, or "". */
  readAddress() {
    const query = new URLSearchParams(location.search);
    const wrong = [];
    const shape = query.get("shape");
    const radio = this.radios.find((r) => r.value === shape);
    if (shape && !radio) wrong.push(shape);
    (radio ?? this.fallback).checked = true;
    for (const name of ["area", "stage", "role", "part", "sort"]) {
      const select = this.form.elements[name];
      const value = query.get(name) ?? "";
      const known = [...select.options].some((o) => o.value === value);
      if (!known) wrong.push(value);
      select.value = known ? value : "";
    }
    this.form.elements.q.value = (query.get("q") ?? "").slice(0, 100);
    this.form.elements.moved.checked = query.get("moved") === "1";
    const hide = (query.get("hide") ?? "").split(",").filter(Boolean);
    wrong.push(...hide.filter((id) => !this.roles.some((r) => r.id === id)));
    for (const box of this.form.elements.show) box.checked = !hide.includes(box.value);
    return wrong.length ? `The address names what is not here: ${wrong.map((w) => `“${w.slice(0, 40)}”`).join(", ")}. It was left out.` : "";
  }

  /** The state as the controls have it. */
  get state() {
    const f = this.form.elements;
    const shape = this.radios.findIndex((r) => r.checked);
    return {
      shape: this.radios[shape].value === "all" ? -1 : shape,
      q: f.q.value.trim(),
      area: f.area.value,
      stage: f.stage.value,
      column: this.roles.findIndex((r) => r.id === f.role.value),
      part: f.part.value,
      sort: f.sort.value,
      moved: f.moved.checked,
      hidden: [...f.show].filter((box) => !box.checked).map((box) => box.value),
    };
  }

  changed() {
    const f = this.form.elements;
    const query = new URLSearchParams();
    const shape = this.radios.find((r) => r.checked) ?? this.fallback;
    if (shape !== this.fallback) query.set("shape", shape.value);
    for (const name of ["q", "area", "stage", "role", "part", "sort"]) if (f[name].value.trim()) query.set(name, f[name].value.trim());
    if (f.moved.checked) query.set("moved", "1");
    const { hidden } = this.state;
    if (hidden.length) query.set("hide", hidden.join(","));
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    this.showLater();
  }

  /** Shows the rows and columns that the state leaves. */
  show() {
    const state = this.state;
    this.dataset.shape = String(state.shape + 1);
    const left = new Set(this.rows.filter((row) => stays(row, state)));
    const ids = new Set([...left].map((row) => row.id));
    const ordered = state.sort ? [...this.rows].sort((a, b) => compare(a, b, state)) : this.rows;
    const flat = state.sort !== "";
    if (flat || this.flat.rows.length) for (const row of ordered) (flat ? this.flat : row.home).append(row.row);
    this.flat.hidden = !flat;
    for (const row of this.rows) hide(row.row, !left.has(row));
    for (const row of this.besides) hide(row, !ids.has(row.dataset.work));
    for (const body of this.bodies) hide(body, (flat && body.parentElement === this.table) || ![...body.rows].some((r) => r.dataset.work && !r.hidden));
    this.roles.forEach((role, i) => {
      const off = state.hidden.includes(role.id);
      if (this.table.tHead.rows[0].cells[i + 1].hidden === off) return;
      for (const row of [this.table.tHead.rows[0], ...this.rows.map((r) => r.row)]) row.cells[i + 1].hidden = off;
    });
    this.part(".explore__none").hidden = left.size > 0;
    const on = [state.q, state.area, state.stage, state.column >= 0, state.part, state.moved, state.hidden.length].filter(Boolean).length;
    this.part(".drawer__more").textContent = on ? `${on} on` : "none on";
    this.part("[data-take=reset]").hidden = !on && !flat;
    this.count.textContent = `${left.size} of ${this.rows.length} rows${state.column < 0 ? "" : ` for ${this.roles[state.column].short}`}`;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const take = target.closest("[data-take]");
    if (take instanceof HTMLElement) return this.take(take.dataset.take ?? "", take);
    const cell = target.closest(".explore__table td");
    if (!(cell instanceof HTMLTableCellElement) || !cell.closest("tr[data-work]")) return;
    if (target.closest("a") && !target.closest("sup")) return;
    event.preventDefault();
    this.open(cell);
  }

  /** Opens what there is to say about a cell. @param {HTMLTableCellElement} cell */
  open(cell) {
    const row = this.rows.find((r) => r.row === cell.parentElement);
    const column = cell.cellIndex - 1;
    if (!row) return;
    const { shape } = this.state;
    const link = row.row.cells[0].querySelector("a");
    this.part("#card-title").textContent = `${this.roles[column].short}: ${row.title}`;
    this.card.className = `explore__card ${[...(this.table.tHead.rows[0].cells[column + 1].firstElementChild?.classList ?? [])].find((c) => c.startsWith("hue")) ?? ""}`;
    const list = this.part(".explore__card dl");
    list.replaceChildren(
      ...row.cells[column].flatMap((state, i) => {
        const name = make("dt", { textContent: this.radios[i].labels?.[0].textContent ?? "" });
        const value = make("dd", { textContent: state.letter || "no part" });
        const note = state.note && document.getElementById(state.note);
        if (note) for (const node of [...note.childNodes].slice(1)) value.append(node.cloneNode(true));
        if (i === shape) value.prepend("▸ ");
        return [name, value];
      }),
    );
    const more = this.part(".explore__card .take a");
    more.setAttribute("href", link?.href ?? "#");
    this.why(link?.href ?? "");
    const at = cell.getBoundingClientRect();
    this.card.addEventListener("toggle", (event) => {
      const closed = /** @type {ToggleEvent} */ (event).newState === "closed";
      if (closed) (cell.querySelector("sup a") ?? link)?.focus({ preventScroll: true });
    }, { once: true });
    this.card.showPopover();
    const box = this.card.getBoundingClientRect();
    this.card.style.left = `${Math.max(16, Math.min(at.left, innerWidth - box.width - 16))}px`;
    this.card.style.top = `${at.bottom + 8 + box.height < innerHeight ? at.bottom + 8 : Math.max(16, at.top - 8 - box.height)}px`;
    this.card.focus({ preventScroll: true });
  }

  /** Shows why the row is split as it is: the page of the work says so. @param {string} url */
  async why(url) {
    const into = this.part(".explore__why");
    into.replaceChildren();
    this.asked = url;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
      const why = page.querySelector("#why ~ p");
      if (why && this.asked === url) into.append(document.importNode(why, true));
    } catch {
      // The card is of use without it, and its link leads to the page.
    }
  }

  /** @param {string} what @param {HTMLElement} button */
  async take(what, button) {
    switch (what) {
      case "reset":
        this.form.reset();
        this.changed();
        this.count.focus({ preventScroll: true }); // the button goes
        return;
      case "link":
        return copied(button, location.href);
      case "md":
        return copied(button, md(this.shown(), 2));
      case "csv":
        save("responsibility-matrix.csv", csv(this.shown()), "text/csv");
    }
  }

  /** What is on screen, as lines of fields with their head. @returns {string[][]} */
  shown() {
    const state = this.state;
    const area = (/** @type {import("./rows.js").Row} */ row) => row.home.rows[0].cells[0].textContent.trim();
    const rows = [...this.rows].filter((row) => !row.row.hidden).sort((a, b) => compare(a, b, state));
    if (state.shape < 0) {
      const shapes = this.radios.slice(0, -1).map((r) => r.labels?.[0].textContent ?? "");
      const holder = (/** @type {import("./rows.js").Row} */ row, /** @type {number} */ s) => this.roles[row.cells.findIndex((states) => states[s].letter.startsWith("A"))]?.short ?? "";
      return [["Area", "Work", ...shapes], ...rows.map((row) => [area(row), row.title, ...shapes.map((_, s) => holder(row, s))])];
    }
    const columns = this.roles.map((_, i) => i).filter((i) => !state.hidden.includes(this.roles[i].id));
    return [["Area", "Work", ...columns.map((i) => this.roles[i].short)], ...rows.map((row) => [area(row), row.title, ...columns.map((i) => row.cells[i][state.shape].letter)])];
  }
}

/** Hides or shows an element, and leaves it alone where it is so already. @param {HTMLElement} element @param {boolean} hidden */
function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

customElements.define("matrix-explorer", MatrixExplorer);
