/** The results on the search page. Without a script the page shows the ways in alone. */
class SearchPage extends HTMLElement {
  async connectedCallback() {
    if (!new URLSearchParams(location.search).get("q")?.trim()) {
      this.dataset.state = "idle";
      return;
    }
    const { Results } = await import("../search/page.js");
    new Results(this);
  }
}

customElements.define("search-page", SearchPage);
