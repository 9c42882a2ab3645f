// Every custom element of the site, each of which improves a part of the page that can be read without it; and the notes on terms.
import "./elements/theme-switch.js";
import "./elements/site-search.js";
import "./elements/search-page.js";
import "./terms/watch.js";
