import { keep } from "../parts/page.js";
import { letterTo } from "./letter.js";
import { read, score, shuffle, write } from "./score.js";

const key = "remit-quiz-1";

/** A quiz, one question at a time or all at once. Its answers stand in the address and in this browser, and go nowhere else. */
class RoleQuiz extends HTMLElement {
  connectedCallback() {
    const data = this.querySelector("#quiz-data");
    this.form = this.querySelector("form");
    this.progress = this.querySelector(".quiz__progress");
    this.result = this.querySelector(".quiz__result");
    if (!data || !this.form || !this.progress || !this.result) throw new Error("role-quiz: a part is missing inside");
    this.quiz = JSON.parse(data.textContent ?? "");
    this.fields = [...this.form.querySelectorAll("fieldset")];
    this.load();
    this.mix();
    this.show();
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("keydown", (event) => this.press(event));
    addEventListener("hashchange", () => {
      if (this.address !== location.hash) {
        this.load();
        this.show();
      }
    });
  }

  /** Takes the answers from the address or, where it has none, from the last visit. */
  load() {
    this.kept = remembered()[this.quiz.id] ?? {};
    this.seed = this.kept.seed ?? crypto.getRandomValues(new Uint32Array(1))[0];
    this.all = this.kept.all ?? false;
    const asked = /^#a=(.*)$/.exec(location.hash)?.[1];
    const sheet = read(asked ?? this.kept.sheet ?? "", this.quiz);
    this.said = asked !== undefined && !sheet ? "The answers in the address do not fit this quiz, so it starts from the beginning. " : "";
    this.short = sheet?.short ?? false;
    const answers = sheet?.answers ?? [];
    for (const [i, field] of this.fields.entries()) {
      const value = field.dataset.name === "shape" ? (sheet?.shape ?? -1) : (answers[i] ?? -1);
      field.querySelectorAll("input").forEach((input) => (input.checked = input.value.charCodeAt(0) - 97 === value));
    }
    const open = this.asked.findIndex((f) => !f.querySelector(":checked"));
    this.at = open < 0 ? this.asked.length : open;
  }

  /** Puts the answers into an order of their own, which the seed keeps. */
  mix() {
    for (const [i, field] of this.fields.entries()) {
      const options = [...field.querySelectorAll(".quiz__option")];
      if (field.dataset.name !== "shape") for (const j of shuffle(options.length, this.seed + i)) field.append(options[j]);
    }
  }

  /** The questions of the form that was chosen. */
  get asked() {
    return this.fields.filter((f, i) => f.dataset.name === "shape" || !this.short || this.quiz.short.includes(i));
  }

  get sheet() {
    const value = (/** @type {HTMLFieldSetElement} */ f) => (f.querySelector("input:checked")?.value.charCodeAt(0) ?? 96) - 97;
    const shape = this.fields.find((f) => f.dataset.name === "shape");
    return { short: this.short, answers: this.fields.filter((f) => f !== shape).map(value), shape: shape ? value(shape) : -1 };
  }

  changed() {
    this.said = "";
    this.keep();
    this.show();
  }

  /** Writes the answers into the address and into the browser. */
  keep() {
    const sheet = write(this.sheet);
    this.address = `#a=${sheet}`;
    history.replaceState(null, "", location.pathname + location.search + this.address);
    keep(() => localStorage.setItem(key, JSON.stringify({ ...remembered(), [this.quiz.id]: { sheet, seed: this.seed, all: this.all } })));
  }

  show() {
    const asked = this.asked;
    const answered = asked.filter((f) => f.querySelector(":checked")).length;
    const done = this.at >= asked.length && answered === asked.length;
    for (const field of this.fields) field.hidden = !asked.includes(field) || (!this.all && asked[this.at] !== field);
    this.form.hidden = done;
    this.result.hidden = !done;
    this.progress.textContent = this.said + (done ? "All questions are answered." : this.all ? this.count(asked) : this.place(asked));
    this.button("back").hidden = this.all || this.at === 0;
    this.button("next").textContent = this.all || this.at >= asked.length - 1 ? "See the result" : "Next";
    this.button("mode").textContent = this.all ? "One at a time" : "All on one page";
    const short = this.querySelector("[data-do=short]");
    if (short) short.textContent = this.short ? `Long form: ${this.quiz.points.length} questions` : `Short form: ${this.quiz.short.length} questions`;
    this.result.replaceChildren();
    if (done) this.result.append(...letterTo(this, this.quiz, this.sheet, score(this.quiz, this.sheet.answers, this.short)));
  }

  /** Which question is open; the one about the company gives no points and is counted apart. @param {HTMLFieldSetElement[]} asked */
  place(asked) {
    return asked[this.at]?.dataset.name === "shape" ? "Last question, about the company" : `Question ${this.at + 1} of ${asked.filter((f) => f.dataset.name !== "shape").length}`;
  }

  /** How many have an answer. @param {HTMLFieldSetElement[]} asked */
  count(asked) {
    const [company, others] = [asked.find((f) => f.dataset.name === "shape"), asked.filter((f) => f.dataset.name !== "shape")];
    const said = `${others.filter((f) => f.querySelector(":checked")).length} of ${others.length} answered`;
    return company && !company.querySelector(":checked") ? `${said}, and the one about the company is open` : said;
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  button(name) {
    const found = this.querySelector(`[data-do=${name}]`);
    if (!(found instanceof HTMLButtonElement)) throw new Error(`role-quiz: no button ${name} inside`);
    return found;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const what = target.closest("[data-do]")?.getAttribute("data-do");
    if (what) return this.do(what);
    const byHand = event.detail > 0 && target.closest("label");
    if (byHand && !this.all) setTimeout(() => this.do("next"), 180); // a click is meant; an arrow key may go on
  }

  /** @param {string} what */
  async do(what) {
    const asked = this.asked;
    switch (what) {
      case "back":
        this.at = Math.max(0, Math.min(this.at, asked.length) - 1);
        break;
      case "next": {
        const open = this.all ? asked.findIndex((f) => !f.querySelector(":checked")) : asked[this.at]?.querySelector(":checked") ? -1 : this.at;
        if (open >= 0) {
          this.progress.textContent = this.all ? (asked[open].dataset.name === "shape" ? "The question about the company has no answer yet." : `Question ${open + 1} has no answer yet.`) : "Choose an answer first.";
          asked[open].querySelector("legend")?.focus();
          return;
        }
        this.at = this.all ? asked.length : this.at + 1;
        break;
      }
      case "edit":
        this.at = 0;
        break;
      case "mode":
        this.all = !this.all;
        this.at = Math.max(0, asked.findIndex((f) => !f.querySelector(":checked")));
        this.keep();
        break;
      case "short":
        this.short = !this.short;
        this.at = Math.max(0, this.asked.findIndex((f) => !f.querySelector(":checked")));
        this.keep();
        break;
      case "again":
        this.form.reset();
        this.at = 0;
        this.seed = crypto.getRandomValues(new Uint32Array(1))[0];
        this.mix();
        this.keep();
        break;
      case "link":
        await navigator.clipboard.writeText(location.href).then(
          () => (this.progress.textContent = "The link is copied. It holds your answers."),
          () => (this.progress.textContent = "The browser does not allow copying; the address of this page is the link."),
        );
        return;
    }
    this.said = "";
    this.show();
    const next = this.form.hidden ? this.result : this.asked[this.all ? 0 : this.at]?.querySelector("legend");
    next?.focus({ preventScroll: false });
  }

  /** A digit picks the answer of that place, Enter goes on. @param {KeyboardEvent} event */
  press(event) {
    const field = /** @type {HTMLElement} */ (event.target).closest("fieldset");
    if (!field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.do("next");
    } else if (/^[1-9]$/.test(event.key)) {
      const input = field.querySelectorAll("input")[Number(event.key) - 1];
      if (!input) return;
      input.checked = true;
      input.focus();
      this.changed();
    }
  }
}

/** What earlier visits have left, by quiz. @returns {Record<string, any>} */
function remembered() {
  const kept = keep(() => JSON.parse(localStorage.getItem(key) ?? "{}"));
  return kept && typeof kept === "object" ? kept : {};
}

customElements.define("role-quiz", RoleQuiz);
