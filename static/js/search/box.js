import { Engine } from "./engine.js";
import { answers, el, holders, pages, typeNames } from "./show.js";

const pause = 80; // milliseconds without a key before a search
const shown = 8;

/** Answers under the search box while somebody types. It follows the combobox pattern of the ARIA authoring practices. */
export class Box {
  /** @param {HTMLElement} host @param {HTMLInputElement} input */
  constructor(host, input) {
    this.input = input;
    this.form = /** @type {HTMLFormElement} */ (input.form);
    this.engine = new Engine(host.dataset.site ?? "/");
    this.list = el("ul", { id: "search-list", role: "listbox", class: "search__list", hidden: "", "aria-label": "Results" });
    this.status = el("p", { class: "sr", role: "status" });
    host.append(this.list, this.status);
    for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-list" })) input.setAttribute(key, value);
    this.active = -1;
    this.asked = 0;
    input.addEventListener("input", () => this.type());
    input.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => this.go(event));
    host.addEventListener("focusout", (event) => {
      if (!host.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
    });
    this.engine.warm().catch(() => {}); // said when somebody types
  }

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), pause);
  }

  async search() {
    const query = this.input.value.trim();
    const ask = ++this.asked;
    if ([...query].length < 3) {
      this.close();
      return;
    }
    try {
      const result = await this.engine.search(query, { typing: true });
      const [first, hits] = await Promise.all([answers(this.engine, result), pages(this.engine, result.hits.slice(0, shown))]);
      const { extra } = await this.engine.store.manifest();
      if (ask !== this.asked) return; // a later key has asked again
      this.draw(query, result.total, first, hits, extra);
    } catch (error) {
      if (ask !== this.asked) return;
      this.list.replaceChildren(el("li", { class: "search__note" }, `Search does not work just now: ${message(error)}. Press Enter for other ways in.`));
      this.open();
    }
  }

  /** @param {string} query @param {number} total @param {import("./show.js").Page[]} first @param {import("./show.js").Page[]} hits @param {any} legend */
  draw(query, total, first, hits, legend) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const answered = new Set(first.map((p) => p.url));
    const options = [...first, ...hits.filter((p) => !answered.has(p.url))].slice(0, shown).map((p, i) =>
      el("li", { role: "option", id: `search-option-${i}`, "aria-selected": "false", class: "search__option", "data-url": p.url },
        el("span", { class: "search__type" }, typeNames[p.type] ?? p.type),
        el("span", { class: "search__title" }, p.title),
        el("span", { class: "search__more" }, answered.has(p.url) && legend ? `answers: ${holders(p, legend)}` : p.crumb)));
    if (options.length === 0) options.push(el("li", { class: "search__note" }, "Nothing found. Press Enter: the search page corrects typing mistakes and shows the ways in."));
    else if (total > shown) options.push(el("li", { role: "option", id: `search-option-${options.length}`, "aria-selected": "false", class: "search__option search__all", "data-url": `${this.form.getAttribute("action")}?q=${encodeURIComponent(query)}` }, `All ${total} results`));
    this.list.replaceChildren(...options);
    this.list.dataset.query = query;
    for (const option of options) {
      option.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus in the box
      option.addEventListener("click", () => option.dataset.url && location.assign(option.dataset.url));
    }
    this.status.textContent = total === 0 ? "No results" : `${total} result${total === 1 ? "" : "s"}`;
    this.open();
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.list.hidden && options.length > 0) {
      event.preventDefault();
      this.select(options, (this.active + (event.key === "ArrowDown" ? 1 : this.active < 0 ? 0 : -1) + options.length) % options.length);
    }
  }

  /** Enter leads to the selected page, or else to the page of results. @param {SubmitEvent} event */
  go(event) {
    const url = /** @type {HTMLElement | null} */ (this.list.querySelector("[aria-selected=true]"))?.dataset.url;
    if (this.list.hidden || !url) return;
    event.preventDefault();
    location.assign(url);
  }

  /** @param {Element[]} options @param {number} i */
  select(options, i) {
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = i;
    options[i].setAttribute("aria-selected", "true");
    options[i].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[i].id);
  }
}

/** @param {unknown} error */
export const message = (error) => (error instanceof TypeError ? "the index could not be fetched" : error instanceof Error ? error.message : String(error));
