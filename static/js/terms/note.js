const edge = 16; // pixels that stay free beside the note
const calm = 150; // milliseconds that a pointer rests on a link before the note opens
const grace = 300; // milliseconds to go from the link to the note

/**
 * Fetches the terms and makes the note.
 * @param {HTMLAnchorElement} link that leads to a term
 */
export async function load(link) {
  const answer = await fetch(new URL("terms.json", link.href));
  if (!answer.ok) throw new Error(`terms.json: ${answer.status}`);
  return new Note(await answer.json());
}

/** The meaning of a term beside the link that leads to it. A page has one note; it goes from link to link. */
export class Note {
  /** @type {HTMLAnchorElement | null} */
  link = null; // beside which it is open
  timer = 0;

  /** @param {Record<string, [title: string, meaning: string]>} terms by id */
  constructor(terms) {
    this.terms = new Map(Object.entries(terms));
    this.box = add(document.querySelector("main"), "div", "term-note");
    this.box.popover = "manual";
    const paper = add(this.box, "div", "term-note__paper");
    const tip = add(paper, "div");
    tip.role = "tooltip";
    tip.id = "term-note";
    this.title = add(tip, "p", "term-note__title");
    this.meaning = add(tip, "p");
    this.more = add(paper, "a", "term-note__more");
    this.more.textContent = "To the glossary";
    for (const type of ["pointerout", "focusout"]) document.addEventListener(type, () => this.link && this.later(grace, () => this.held() || this.close()));
    document.addEventListener("pointerdown", ({ target }) => this.link?.contains(target) || this.box.contains(target) || this.close());
    document.addEventListener("click", (event) => !event.defaultPrevented && event.target.closest("a") && this.close()); // a link is followed
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /**
   * Opens beside a link: at once for the focus and for a finger, for a pointer when it rests there.
   * @param {HTMLAnchorElement} link
   * @param {MouseEvent | FocusEvent} event that the link was met by
   * @returns {boolean} whether the link leads to a term
   */
  meet(link, event) {
    if (event.type !== "pointerover") this.open(link, event);
    else if (link !== this.link && !link.contains(event.relatedTarget)) this.later(calm, () => this.open(link, event));
    return this.terms.has(link.hash.slice(1));
  }

  /** @param {HTMLAnchorElement} link @param {MouseEvent | FocusEvent} event */
  open(link, event) {
    const tap = event.type === "click";
    const term = this.terms.get(link.hash.slice(1));
    if (!term || !(tap || link.matches(":hover, :focus-visible"))) return; // the reader has gone on
    this.close();
    [this.title.textContent, this.meaning.textContent] = term;
    this.more.hidden = !tap;
    this.more.href = link.href;
    this.box.showPopover();
    this.place([...link.getClientRects()].find(({ bottom }) => event.clientY < bottom) ?? link.getBoundingClientRect());
    link.setAttribute("aria-describedby", "term-note");
    this.link = link;
  }

  /** Puts the note below a line of the link, or above where there is more room. @param {DOMRect} line */
  place(line) {
    const { clientWidth, clientHeight } = document.documentElement;
    const { width, height } = this.box.getBoundingClientRect();
    const above = line.bottom + height > clientHeight && line.top > clientHeight - line.bottom;
    this.box.style.left = `${scrollX + Math.max(edge, Math.min(line.left, clientWidth - width - edge))}px`;
    this.box.style.top = `${scrollY + (above ? line.top - height : line.bottom)}px`;
  }

  /** @param {number} wait @param {() => void} work */
  later(wait, work) {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, wait);
  }

  /** Whether a finger has opened the note, or the pointer or the focus is on the link or the note. */
  held() {
    return !this.more.hidden || [this.link, this.box].some((e) => e?.matches(":hover, :focus-visible"));
  }

  close() {
    clearTimeout(this.timer);
    this.link?.removeAttribute("aria-describedby");
    this.link = null;
    this.box.hidePopover();
  }
}

/** @param {Element} parent @param {string} tag @param {string} name of its class */
function add(parent, tag, name = "") {
  const element = document.createElement(tag);
  element.className = name;
  parent.append(element);
  return element;
}
