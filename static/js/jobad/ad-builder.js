import { later } from "../parts/later.js";
import { handedOver, keep, make, save } from "../parts/page.js";
import { fields, readBrief } from "./brief.js";
import { compose } from "./compose.js";
import { docx, html, jsonLD, kitMarkdown, markdown, plainText } from "./write.js";

const draft = "remit-ad-1";

/** The field in which each warning is mended; of several the first that is empty. @type {Record<string, string[]>} */
const mends = {
  "no-pay": ["min", "max"],
  "wide-pay": ["min"],
  "second-job": ["task"],
  "no-role": ["shape"],
  "much-work": ["task"],
  "no-work": ["task"],
  "many-musts": ["must"],
  years: ["must"],
  "on-call": ["on-call", "people", "every", "cover", "on-call-pay"],
  often: ["every"],
  "no-place": ["remote"],
  "no-reports": ["reports"],
  "no-steps": ["steps"],
  closed: ["closing"],
  "no-address": ["company", "apply"],
};

/** Writes a job ad while one fills in what it is about. Its state is the query of the address; a draft survives in the browser alone. */
class AdBuilder extends HTMLElement {
  connectedCallback() {
    const data = this.querySelector("#ad-data");
    this.form = this.querySelector("form");
    this.paper = this.querySelector(".paper");
    this.status = this.querySelector(".status");
    this.mend = this.querySelector(".ad__mend");
    this.warned = this.querySelector(".ad__warnings");
    this.work = this.querySelector(".ad__work");
    if (!data || !this.form || !this.paper || !this.status || !this.mend || !this.warned || !this.work) throw new Error("ad-builder: a part is missing inside");
    this.model = JSON.parse(data.textContent ?? "");
    this.showLater = later(() => this.show());
    this.readAddress();
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.click(event));
    addEventListener("popstate", () => this.readAddress());
  }

  readAddress() {
    let query = new URLSearchParams(location.search);
    let said = "";
    if (!fields.some((f) => query.has(f))) {
      query = new URLSearchParams(keep(() => localStorage.getItem(draft)) ?? "");
      if (fields.some((f) => query.has(f))) said = "This is your draft from before. ";
    }
    const { brief, wrong } = readBrief(this.model, (name) => query.get(name) ?? "");
    this.form.reset();
    this.chosen = brief.work;
    for (const name of fields) {
      const input = this.form.elements[name];
      if (!input) continue;
      const value = Array.isArray(brief[name]) ? brief[name].join("\n") : brief[name] || (input instanceof HTMLInputElement && query.get(name)) || "";
      if (value) input.value = String(value);
    }
    const [low = "", high = ""] = (query.get("pay") ?? "").split(/-(.*)/s);
    this.form.elements.min.value = brief.max ? String(brief.min) : low;
    this.form.elements.max.value = brief.max ? String(brief.max) : high;
    this.wrong = wrong.length ? `The address holds what cannot be read: ${some(wrong)}. It was left out. ` : said;
    this.show();
  }

  /** What a field of the brief holds. @param {string} name */
  text(name) {
    const form = this.form.elements;
    if (name === "work") return (this.chosen ?? []).join(",");
    if (name === "pay") return form.min.value || form.max.value ? `${form.min.value}-${form.max.value}` : "";
    if (name === "must" || name === "steps") return form[name].value.split("\n").map((s) => s.replaceAll(";", ",")).join(";");
    const field = form[name];
    return field instanceof HTMLSelectElement && field.selectedOptions[0]?.defaultSelected ? "" : field.value;
  }

  /** @param {EventTarget | null} target */
  changed(target) {
    this.wrong = "";
    if (target instanceof HTMLInputElement && target.name === "task") {
      this.chosen = [...this.work.querySelectorAll("input:checked")].map((box) => box.value);
    } else if (target instanceof HTMLSelectElement && (target.name === "role" || target.name === "shape")) {
      this.chosen = [];
    }
    this.showLater();
  }

  show() {
    const { brief, wrong } = readBrief(this.model, (name) => this.text(name));
    const query = new URLSearchParams();
    for (const name of fields) {
      const value = this.text(name);
      if (value) query.set(name, value);
    }
    const address = String(query);
    if (address !== location.search.slice(1)) history.replaceState(null, "", location.pathname + (address ? `?${address}` : ""));
    keep(() => (address ? localStorage.setItem(draft, address) : localStorage.removeItem(draft)));
    this.ad = compose(this.model, brief);
    this.showWork();
    this.paper.replaceChildren(make("h2", { textContent: this.ad.title }), ...this.ad.sections.flatMap(section));
    this.warned.replaceChildren(...this.ad.warnings.map(warning));
    const words = plainText(this.ad).split(/\s+/).filter(Boolean).length;
    const n = this.ad.warnings.length;
    this.mend.hidden = n === 0;
    for (const input of this.form.querySelectorAll("input")) {
      const name = ["min", "max"].includes(input.name) ? "pay" : input.name;
      input.ariaInvalid = wrong.some((w) => w.startsWith(`${name} “`)) ? "true" : null;
    }
    const said = this.wrong || (wrong.length ? `Left out, because it makes no sense: ${some(wrong)}. ` : "");
    this.status.textContent = `${said}${words} words. ${n ? `${n} thing${n === 1 ? "" : "s"} to mend.` : "Nothing is missing."}`;
  }

  /** The responsibilities one can choose: those of the role, then the rest. */
  showWork() {
    const { parts, work } = this.ad;
    const key = JSON.stringify(parts);
    if (this.shown !== key) {
      this.shown = key;
      const rest = this.model.work.map((_, i) => i).filter((i) => !parts.own.includes(i) && !parts.others.includes(i));
      const groups = [["Answers for", parts.own], ["Works on", parts.others], ["Not this role’s", rest]];
      this.work.replaceChildren(...groups.filter(([, list]) => list.length).map(([title, list], g) => {
        const boxes = list.map((i) => {
          const { id, title: name } = this.model.work[i];
          return make("label", {}, make("input", { type: "checkbox", name: "task", value: id }), make("span", { textContent: name }));
        });
        return g === 0 ? make("div", {}, make("p", { className: "label", textContent: title }), ...boxes) : make("details", {}, make("summary", { textContent: `${title} (${list.length})` }), ...boxes);
      }));
    }
    const ids = work.map((i) => this.model.work[i].id);
    for (const box of this.work.querySelectorAll("input")) box.checked = ids.includes(box.value);
  }

  /** Where a warning is mended. @param {string} id @returns {HTMLElement} */
  fieldOf(id) {
    const all = mends[id].map((name) => [this.form.elements[name]].flatMap((f) => (f instanceof RadioNodeList ? [...f] : f)).filter((f) => !f.closest("details:not([open])"))[0]);
    return all.find((f) => f && !f.value) ?? all[0] ?? this.form.elements.role;
  }

  /** @param {Event} event */
  async click(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    const ad = this.ad;
    if (button.value === "mend") {
      this.fieldOf(button.name).focus();
      return;
    }
    const name = ad.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "job-ad";
    const does = {
      rich: () => copyRich(html(ad), plainText(ad)),
      md: () => navigator.clipboard.writeText(markdown(ad)),
      txt: () => navigator.clipboard.writeText(plainText(ad)),
      link: () => navigator.clipboard.writeText(location.href),
      docx: () => save(`${name}.docx`, docx(this.model, ad), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
      jsonld: () => save(`${name}.json`, jsonLD(ad), "application/ld+json"),
      kit: () => save(`${name}-interview.md`, kitMarkdown(ad), "text/markdown"),
      check: () => {
        sessionStorage.setItem(handedOver, plainText(ad));
        location.assign(this.querySelector("[value=check]").dataset.page);
      },
      clear: () => {
        keep(() => localStorage.removeItem(draft));
        history.pushState(null, "", location.pathname);
        this.readAddress();
      },
    }[button.value];
    if (!does) return;
    try {
      await does();
      this.status.textContent = button.dataset.done ?? "";
    } catch {
      this.status.textContent = button.dataset.failed ?? "The browser does not allow that. Select the text of the ad and copy it by hand.";
    }
  }
}

/** The first of a list, and whether there are more. @param {string[]} all */
const some = (all) => all.slice(0, 8).join(", ") + (all.length > 8 ? ` and ${all.length - 8} more` : "");

/** A warning, and the button that leads to its field. @param {import("./compose.js").Warning} w */
function warning({ id, text, why }) {
  return make("li", {}, make("strong", { textContent: text }), ` ${why} `, make("button", { type: "button", className: "as-word", name: id, value: "mend", ariaLabel: `Mend it: ${text}`, textContent: "Mend it" }));
}

/** A section of the ad, as HTML. @param {import("./compose.js").Section} s @returns {HTMLElement[]} */
function section({ heading, blocks }) {
  const all = heading ? [make("h3", { textContent: heading })] : [];
  for (const { text, items } of blocks) {
    if (text) all.push(make("p", {}, ...gaps(text)));
    if (items.length) all.push(make("ul", {}, ...items.map((i) => make("li", {}, ...(i.lead ? [make("strong", { textContent: i.lead }), " "] : []), ...gaps(i.text)))));
  }
  return all;
}

/** Marks what is still to be filled in. @param {string} text */
const gaps = (text) => text.split(/(\[[^\]]*\])/).filter(Boolean).map((part) => (part.startsWith("[") ? make("mark", { textContent: part }) : part));

/** @param {string} rich @param {string} plain */
async function copyRich(rich, plain) {
  const blob = (text, type) => new Blob([text], { type });
  await navigator.clipboard.write([new ClipboardItem({ "text/html": blob(rich, "text/html"), "text/plain": blob(plain, "text/plain") })]);
}

customElements.define("ad-builder", AdBuilder);
