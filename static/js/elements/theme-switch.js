const key = "remit-theme-1";
const order = ["auto", "day", "night"];

/** A button that goes round the themes: as the system has it, day, night. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) throw new Error("theme-switch: no button inside");
    this.show(button);
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(this.theme) + 1) % order.length];
      if (next === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      try {
        if (next === "auto") localStorage.removeItem(key);
        else localStorage.setItem(key, next);
      } catch {
        // storage is refused: the choice holds for this page alone
      }
      this.show(button);
    });
  }

  get theme() {
    return document.documentElement.dataset.theme ?? "auto";
  }

  /** @param {HTMLButtonElement} button */
  show(button) {
    button.textContent = `Theme: ${this.theme}`;
  }
}

customElements.define("theme-switch", ThemeSwitch);
