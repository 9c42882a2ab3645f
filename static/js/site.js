// Every custom element of the site. Each improves a part of the page that can be read without it.
import "./elements/theme-switch.js";
import "./elements/site-search.js";
import "./elements/search-page.js";
