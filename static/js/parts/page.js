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

/** Storage may be refused; the page works without. @template T @param {() => T} does @returns {T | null} */
export function keep(does) {
  try {
    return does();
  } catch {
    return null;
  }
}
