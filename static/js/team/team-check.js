import { later } from "../parts/later.js";
import { copied, make, save } from "../parts/page.js";
import { csv } from "../parts/table.js";
import { check, nearestShape } from "./report.js";

/** What a team answers for, and what nobody of it does. Its state is the query of the address. */
class TeamCheck extends HTMLElement {
  connectedCallback() {
    const data = this.querySelector("#team-data");
    this.form = this.querySelector("form");
    this.status = this.querySelector(".status");
    this.result = this.querySelector(".team__result");
    if (!data || !this.form || !this.status || !this.result) throw new Error("team-check: a part is missing inside");
    this.data = JSON.parse(data.textContent ?? "");
    this.showLater = later(() => this.show(""));
    this.readAddress();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.click(event));
    addEventListener("popstate", () => this.readAddress());
  }

  readAddress() {
    const query = new URLSearchParams(location.search);
    const wrong = [];
    this.form.reset();
    for (const item of (query.get("roles") ?? "").split(",").filter(Boolean)) {
      const [id, count] = item.split(":");
      const input = this.data.roles.some((r) => r.id === id) && this.form.elements[id];
      const people = Number(count ?? 1);
      if (!input || !Number.isInteger(people) || people < 0 || people > 999) wrong.push(`“${item.slice(0, 40)}”`);
      else input.value = String(people);
    }
    const shape = query.get("shape") ?? "";
    const radio = [...this.form.elements.shape].find((r) => r.value === shape);
    if (radio) radio.checked = true;
    else wrong.push(`“${shape.slice(0, 40)}”`);
    this.show(wrong.length ? `The address holds what cannot be read: ${wrong.slice(0, 5).join(", ")}. It was left out. ` : "");
  }

  /** The team: people by number of the role. A number that makes no sense counts as none. */
  get team() {
    const team = new Map();
    this.data.roles.forEach((r, i) => {
      const people = Number(this.form.elements[r.id].value);
      if (Number.isInteger(people) && people > 0 && people <= 999) team.set(i, people);
    });
    return team;
  }

  changed() {
    const roles = [...this.team].map(([i, n]) => `${this.data.roles[i].id}:${n}`).join(",");
    const shape = this.form.elements.shape.value;
    const query = [roles && `roles=${roles}`, shape && `shape=${shape}`].filter(Boolean).join("&");
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
    this.showLater();
  }

  /** @param {string} said what was wrong with the address */
  show(said) {
    const team = this.team;
    const inDrawer = [...team.keys()].filter((i) => this.form.elements[this.data.roles[i].id].closest(".drawer")).length;
    this.form.querySelector(".drawer__more").textContent = inDrawer ? `${inDrawer} entered` : "none entered";
    if (!team.size) {
      this.status.textContent = `${said}Enter how many people play each role.`;
      this.result.replaceChildren();
      return;
    }
    const chosen = this.data.shapes.findIndex((s) => s.id === this.form.elements.shape.value);
    const at = chosen < 0 ? nearestShape(this.data, team) : chosen;
    const { rows, loads } = check(this.data, at, team);
    this.report = { at, rows };
    const open = rows.filter((r) => r.holder < 0).length;
    const alone = loads.reduce((n, l) => n + l.alone, 0);
    const people = [...team.values()].reduce((a, b) => a + b, 0);
    this.status.textContent = `${said}${people === 1 ? "One person" : `${people} people`}, compared with the shape “${this.data.shapes[at].title}”: ${open ? `${open} of ${rows.length} rows have no owner` : "every row has an owner"}, ${alone ? `${alone} rest on one person` : "none rests on one person alone"}.`;
    this.result.replaceChildren(...[this.gaps(rows), this.single(rows, team), this.loads(loads, at), this.take()].filter((x) => x !== null));
  }

  /** What nobody answers for. */
  gaps(rows) {
    const open = rows.map((r, i) => ({ ...r, work: this.data.work[i] })).filter((r) => r.holder < 0);
    if (!open.length) return null;
    const body = make("tbody");
    let area = "";
    for (const r of open) {
      if (r.work.area !== area) body.append(make("tr", { className: "team__area" }, make("th", { scope: "rowgroup", colSpan: 3, textContent: r.work.area })));
      area = r.work.area;
      body.append(row(make("a", { href: r.work.url, textContent: r.work.title }), [["Usually", this.chip(r.usual)], ["Nearest in your team", r.nearest < 0 ? make("b", { textContent: "nobody" }) : this.chip(r.nearest)]]));
    }
    return section("Nobody answers for", ledger(["Work", "Usually", "Nearest in your team"], body));
  }

  /** What rests on one person. */
  single(rows, team) {
    const body = make("tbody");
    rows.forEach((r, i) => {
      if (team.get(r.holder) !== 1 || r.deputies.length) return;
      body.append(row(make("a", { href: this.data.work[i].url, textContent: this.data.work[i].title }), [["Rests on", this.chip(r.holder)]]));
    });
    if (!body.rows.length) return null;
    return section("Rests on one person", make("p", { className: "note", textContent: "One person plays the role, and no other role of the team does the work." }), ledger(["Work", "Rests on"], body));
  }

  /** How much each role answers for. */
  loads(loads, at) {
    const heads = loads.map((l) => l.rows / l.people);
    const middle = [...heads].sort((a, b) => a - b)[Math.floor((heads.length - 1) / 2)];
    const body = make("tbody");
    for (const [i, l] of loads.entries()) {
      const role = this.data.roles[l.role];
      const word = !l.rows ? (role.matrix && !this.data.shapes[at].roles.includes(role.id) ? "this shape has no such role" : "answers for nothing here") : loads.length > 1 && heads[i] > 2 * middle && heads[i] >= 8 ? "far above the others" : "";
      body.append(row(this.chip(l.role), [["People", String(l.people)], ["Rows", String(l.rows)], ["A head", heads[i].toFixed(1)], ["", word]]));
    }
    return section("How much rests on whom", ledger(["Role", "People", "Answers for", "Rows a head", ""], body));
  }

  take() {
    return make("p", { className: "take" }, act("link", "Copy link"), act("csv", "Download CSV"));
  }

  /** @param {MouseEvent} event */
  async click(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-take]");
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.take === "link") {
      return copied(button, location.href);
    }
    save("team-check.csv", csv(this.lines()), "text/csv");
  }

  /** The whole report as lines of fields. @returns {string[][]} */
  lines() {
    const name = (/** @type {number} */ i) => (i < 0 ? "" : this.data.roles[i].title);
    return [["Area", "Work", "Usually", "In your team", "Nearest", "Others who do the work"], ...this.report.rows.map((r, i) => [this.data.work[i].area, this.data.work[i].title, name(r.usual), name(r.holder), name(r.nearest), r.deputies.map(name).join("; ")])];
  }

  /** @param {number} i number of the role */
  chip(i) {
    return make("a", { className: this.data.roles[i].class, href: this.data.roles[i].url, textContent: this.data.roles[i].title });
  }
}

const act = (name, textContent) => {
  const button = make("button", { type: "button", textContent });
  button.dataset.take = name;
  return button;
};

const section = (title, ...parts) => make("section", {}, make("h2", { textContent: title }), ...parts);

const ledger = (heads, body) => make("table", { className: "ledger" }, make("thead", {}, make("tr", {}, ...heads.map((h) => (h ? make("th", { scope: "col", textContent: h }) : make("td"))))), body);

/** @param {Node} first @param {[string, string | Node][]} cells */
function row(first, cells) {
  return make("tr", {}, make("th", { scope: "row" }, first), ...cells.map(([head, cell]) => {
    const td = make("td", {}, cell);
    if (head) td.dataset.head = head;
    return td;
  }));
}

customElements.define("team-check", TeamCheck);
