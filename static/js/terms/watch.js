// A link to a term of the glossary shows the term's meaning while it is pointed at or has the focus. A finger's first tap
// shows it too, and the second follows the link. What shows it is loaded when a reader first meets such a link.

/** @type {Promise<import("./note.js").Note> | undefined} */
let loading;
/** @type {Element | null} */
let tapped = null; // the link whose next tap is the second
let finger = false; // what was put down last is a finger

/** @param {Event} event @returns {HTMLAnchorElement | null} the link to a term of ours that it is about */
const linkOf = (event) => event.target.closest('main a[href*="/glossary/#"]:not([href*="//"], search-page *)');

/** @param {HTMLAnchorElement | null} link @param {MouseEvent | FocusEvent} event */
async function meet(link, event) {
  if (!link) return;
  let known = false;
  try {
    known = (await (loading ??= import("./note.js").then(({ load }) => load(link)))).meet(link, event);
  } catch {
    loading = undefined; // the next one tries again
  }
  if (!known && link === tapped) location.assign(link.href);
}

document.addEventListener("pointerdown", (event) => {
  finger = event.pointerType === "touch";
  if (tapped !== linkOf(event)) tapped = null;
});
document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && meet(linkOf(event), event));
document.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && meet(linkOf(event), event));
document.addEventListener("click", (event) => {
  const link = finger && event.detail ? linkOf(event) : null; // a click by a key has no detail
  if (link && link !== tapped) {
    event.preventDefault();
    tapped = link;
    meet(link, event);
  } else tapped = null; // the link is followed
});
