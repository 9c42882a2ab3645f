/** The search box in the head of a page. Without a script it is a form; what answers while one types is loaded when the box gets the focus. */
class SiteSearch extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input) throw new Error("site-search: no input inside");
    input.addEventListener("focus", () => this.load(input), { once: true });
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
      if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
  }

  /** @param {HTMLInputElement} input */
  async load(input) {
    const { Box } = await import("../search/box.js");
    const box = new Box(this, input);
    if (input.value) box.type(); // typed while the script was on its way
  }
}

customElements.define("site-search", SiteSearch);
