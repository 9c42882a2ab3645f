const key = "remit-theme-1";
const order = ["auto", "day", "night"];

/** A button that goes round the themes: as the system has it, day, night. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const word = button?.lastElementChild;
    if (!button || !word) throw new Error("theme-switch: no button with a word inside");
    word.textContent = this.theme;
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(this.theme) + 1) % order.length];
      if (next === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      remember(next);
      word.textContent = this.theme;
    });
  }

  get theme() {
    return document.documentElement.dataset.theme ?? "auto";
  }
}

/** Keeps the theme for other pages. Storage may be refused; then it is that of this page alone. @param {string} theme */
function remember(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // see above
  }
}

customElements.define("theme-switch", ThemeSwitch);
