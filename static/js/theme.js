// Runs before the page is drawn, so that a chosen theme does not flash. The choice is kept under one key with a version.
try {
  const theme = localStorage.getItem("remit-theme-1");
  if (theme === "day" || theme === "night") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be refused; the page follows the system.
}

// Where something is asked, what the results will push down is not shown before them.
document.documentElement.toggleAttribute("data-asked", new URLSearchParams(location.search).has("q"));
