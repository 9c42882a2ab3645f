// Runs before the page is drawn, so that a chosen theme does not flash. The choice is kept under one key with a version.
try {
  const theme = localStorage.getItem("remit-theme-1");
  if (theme === "day" || theme === "night") document.documentElement.dataset.theme = theme;
} catch {
  // storage is refused: the theme is as the system has it
}
