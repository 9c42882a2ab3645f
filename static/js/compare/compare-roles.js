import { later } from "../parts/later.js";
import { bar, make } from "../parts/page.js";
import { compare, differs, enumerate } from "./sets.js";

const most = 4;
const words = { A: "accountable", "A/R": "accountable and responsible", R: "responsible", C: "consulted", I: "informed" };

/** Compares the two to four roles that the reader chooses. Its state is the query of the address. */
class CompareRoles extends HTMLElement {
  connectedCallback() {
    const data = this.querySelector("#compare-data");
    this.form = this.querySelector("form");
    this.status = this.querySelector(".status");
    this.result = this.querySelector(".compare__result");
    if (!data || !this.form || !this.status || !this.result) throw new Error("compare-roles: a part is missing inside");
    this.data = JSON.parse(data.textContent ?? "");
    this.boxes = [...this.form.elements.role];
    this.order = [];
    this.showLater = later(() => this.show(""));
    this.readAddress();
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => this.readAddress());
  }

  readAddress() {
    const query = new URLSearchParams(location.search);
    const asked = [...new Set((query.get("roles") ?? "").split(",").map((s) => s.trim()).filter(Boolean))];
    const known = asked.filter((id) => this.data.roles.some((r) => r.id === id));
    const wrong = asked.filter((id) => !known.includes(id)).map((id) => `“${id.slice(0, 40)}”`);
    let said = wrong.length ? `The address names what is no role here: ${wrong.slice(0, 5).join(", ")}. ` : "";
    if (known.length > most) said += `The address names ${known.length} roles; the first ${most} are compared. `;
    const shape = query.get("shape");
    const radio = [...this.form.elements.shape].find((r) => r.value === shape);
    if (shape && !radio) said += `There is no shape “${shape.slice(0, 40)}”. `;
    if (radio) radio.checked = true;
    this.order = known.slice(0, most);
    for (const box of this.boxes) box.checked = this.order.includes(box.value);
    this.show(said);
  }

  /** @param {HTMLInputElement} input */
  changed(input) {
    if (input.name === "role") this.order = input.checked ? [...this.order, input.value] : this.order.filter((id) => id !== input.value);
    const query = [];
    if (this.order.length) query.push(`roles=${this.order.join(",")}`);
    const shape = [...this.form.elements.shape].find((r) => r.checked);
    if (!shape.defaultChecked) query.push(`shape=${shape.value}`);
    history.replaceState(null, "", location.pathname + (query.length ? `?${query.join("&")}` : ""));
    this.showLater();
  }

  /** @param {string} said what was wrong with the address */
  show(said) {
    for (const box of this.boxes) box.disabled = this.order.length >= most && !box.checked;
    const inDrawer = this.form.querySelectorAll(".drawer :checked").length;
    this.form.querySelector(".drawer__more").textContent = inDrawer ? `${inDrawer} chosen` : "none chosen";
    const roles = this.order.map((id) => this.data.roles.find((r) => r.id === id));
    if (roles.length < 2) {
      this.status.textContent = said + (roles.length ? "Choose one more role." : "Choose two to four roles.");
      this.result.replaceChildren();
      return;
    }
    const at = [...this.form.elements.shape].findIndex((r) => r.checked);
    const shape = this.data.shapes[at];
    const compared = compare(roles, this.data.work, at);
    const count = (/** @type {number} */ size) => compared.sets.filter((s) => s.has.filter(Boolean).length === size).reduce((n, s) => n + s.parts.length, 0);
    this.status.textContent = `${said}${enumerate(roles.map((r) => r.short))}: ${roles.length === 2 ? "both" : "all"} do the work or answer for it in ${count(roles.length)} of ${this.data.work.length} pieces, one of them alone in ${count(1)}.`;
    const parts = [this.side(roles)];
    const lacking = roles.filter((r) => shape.lacks.includes(r.id));
    const authored = this.data.authored.filter((a) => a.roles.every((id) => this.order.includes(id)));
    const whole = authored.find((a) => a.roles.length === roles.length);
    if (whole) parts.unshift(this.verdict(whole));
    parts.push(this.overlap(roles, compared, shape, lacking), make("section", {}, heading("The work, piece by piece"), ...compared.sets.map((set) => this.set(roles, set))));
    const some = authored.filter((a) => a !== whole);
    if (some.length) parts.push(make("section", {}, heading("Two by two"), ...some.map((a) => make("details", { className: "fold" }, make("summary", { textContent: a.title }), ...this.verdict(a).children))));
    this.result.replaceChildren(...parts);
  }

  /** What an authored comparison says. */
  verdict(a) {
    const by = (id) => this.data.roles.find((r) => r.id === id);
    const all = [heading(a.title), make("p", { className: "lead", textContent: a.verdict })];
    all.push(table("facing", ["", ...a.roles.map((id) => chip(by(id)))], [
      ["Choose it if", ...a.choose],
      ["Hire one first when", ...a.hire],
    ], a.roles.map((id) => by(id).short)));
    if (a.misconceptions.length) {
      const list = make("dl", { className: "claims" });
      for (const [claim, instead] of a.misconceptions) list.append(make("div", {}, make("dt", { textContent: claim }), make("dd", { textContent: instead })));
      all.push(make("details", { className: "fold" }, make("summary", { textContent: "What people say" }), list));
    }
    all.push(make("p", {}, make("a", { href: a.url, textContent: "The whole comparison" })));
    return make("section", {}, ...all);
  }

  /** Properties and lists, side by side. */
  side(roles) {
    const rows = [["For", ...roles.map((r) => r.objective)], ...this.data.facts.map((label, i) => [label, ...roles.map((r) => r.facts[i])])];
    this.data.lists.forEach((label, i) => {
      if (roles.some((r) => r.lists[i].length)) rows.push([label, ...roles.map((r) => items(r.lists[i]))]);
    });
    return make("section", {}, heading("Side by side"), table("facing", ["", ...roles.map((r) => chip(r))], rows, roles.map((r) => r.short)));
  }

  /** The picture: which of the roles share how much. */
  overlap(roles, { sets, neither }, shape, lacking) {
    const widest = Math.max(1, ...sets.map((s) => s.parts.length));
    const body = make("tbody");
    for (const set of [...sets].sort((a, b) => b.parts.length - a.parts.length)) {
      const names = enumerate(roles.filter((_, i) => set.has[i]).map((r) => r.short));
      body.append(make("tr", {},
        ...roles.map((r, i) => make("td", { className: set.has[i] ? `upset__in ${r.class.replace("role ", "hue ")}` : "" },
          make("span", { className: set.has[i] ? "glyph glyph--r" : "upset__out", ariaHidden: "true" }), make("span", { className: "sr", textContent: set.has[i] ? "yes" : "no" }))),
        make("td", { className: "upset__bar" }, bar(set.parts.length / widest), make("b", { textContent: String(set.parts.length) }), ` ${names}${set.has.filter(Boolean).length === 1 ? " alone" : ""}`)));
    }
    const head = make("tr", {}, ...roles.map((r) => make("th", { scope: "col" }, chip(r, r.short))), make("th", { scope: "col", className: "upset__bar", textContent: "Pieces of work" }));
    const caption = make("caption", {}, "In an organisation of the shape ", make("a", { href: shape.url, textContent: shape.title }), `. In ${neither} of ${this.data.work.length} none of them does the work or answers for it.`);
    if (lacking.length) caption.append(` ${enumerate(lacking.map((r) => r.title))} ${lacking.length > 1 ? "do" : "does"} not exist in this shape.`);
    const upset = make("table", { className: "upset" }, caption, make("thead", {}, head), body);
    return make("section", {}, heading("Who shares how much"), make("div", { className: "scroll" }, upset));
  }

  /** The work that exactly these roles do or answer for. */
  set(roles, set) {
    const names = enumerate(roles.filter((_, i) => set.has[i]).map((r) => r.short));
    const alone = set.has.filter(Boolean).length === 1;
    const rows = set.parts.map((part) => {
      const link = make("a", { href: part.work.url, textContent: part.work.title });
      return [differs(part) ? make("span", { className: "differs" }, link, make("span", { className: "quiet", textContent: " letters differ" })) : link, ...part.letters.map((l, i) => mark(l, roles[i]))];
    });
    const title = alone ? `Only ${names} does or answers for` : `${roles.length === 2 ? "Both" : names} do or answer for`;
    return make("details", { className: "fold", open: !alone && set.parts.length < 12 },
      make("summary", {}, make("b", { textContent: title }), `: ${set.parts.length}`),
      table("matrix matrix--small", ["Work", ...roles.map((r) => chip(r, r.short))], rows, roles.map((r) => r.short)));
  }
}

/** @param {string} text */
const heading = (text) => make("h2", { textContent: text });

/** @param {{ class: string, url: string, title: string }} role @param {string} [text] */
const chip = (role, text = role.title) => make("a", { className: role.class, href: role.url, textContent: text });

/** @param {string} letter @param {{ class: string }} role */
const mark = (letter, role) =>
  letter ? make("abbr", { className: `mark mark--${letter.toLowerCase().replace("/", "")} ${role.class.match(/hue--\S+/)?.[0]}`, title: words[letter], textContent: letter }) : "";

/** @param {{ text: string, url?: string }[]} list */
const items = (list) => make("ul", {}, ...list.map(({ text, url }) => make("li", {}, url ? make("a", { href: url, textContent: text }) : text)));

/**
 * @param {string} name class
 * @param {(Node | string)[]} head
 * @param {(Node | string)[][]} rows
 * @param {string[]} columns what a cell is called where the head is not seen
 */
function table(name, head, rows, columns) {
  const top = make("tr", {}, ...head.map((h) => (h === "" ? make("td") : make("th", { scope: "col", className: h instanceof HTMLElement ? `hue ${h.className.match(/hue--\S+/)?.[0] ?? ""}` : "" }, h))));
  const body = make("tbody", {}, ...rows.map(([first, ...rest]) => {
    const row = make("tr", {}, make("th", { scope: "row" }, first));
    rest.forEach((cell, i) => {
      const td = make("td", {}, cell);
      td.dataset.head = columns[i];
      row.append(td);
    });
    return row;
  }));
  return make("table", { className: name }, make("thead", {}, top), body);
}

customElements.define("compare-roles", CompareRoles);
