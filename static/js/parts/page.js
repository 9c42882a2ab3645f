/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {object} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Hands the reader a file. @param {string} name @param {string | Uint8Array} data @param {string} type */
export function save(name, data, type) {
  const url = URL.createObjectURL(new Blob([data], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A bar of a share from 0 to 1, to fill its place. @param {number} share */
export function bar(share) {
  const draw = (/** @type {string} */ name, /** @type {Record<string, string>} */ attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = draw("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(draw("rect", { width: String(100 * share), height: "10" }));
  return svg;
}

/** Copies a text and says so on the button for a moment. @param {HTMLElement} button @param {string} text */
export async function copied(button, text) {
  const before = button.dataset.label ?? button.textContent ?? "";
  button.dataset.label = before;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "The browser does not allow copying";
  }
  setTimeout(() => (button.textContent = before), 2000);
}

/** Storage may be refused; the page works without. @template T @param {() => T} does @returns {T | null} */
export function keep(does) {
  try {
    return does();
  } catch {
    return null;
  }
}

/** Where one page leaves a text for the next that the same tab opens. */
export const handedOver = "remit-handed-1";
