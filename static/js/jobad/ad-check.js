customElements.define("ad-check", class extends HTMLElement {});
