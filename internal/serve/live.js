// Shown by remit serve only: reloads the page after a build, and lays the problems of the content over it.

const tag = document.getElementById("remit-live");
const shown = Number(tag?.dataset.build);

/** @type {HTMLElement | null} */
let overlay = null;

/**
 * @typedef {{file: string, line: number, col: number, severity: string, message: string, hint?: string}} Problem
 * @param {{build: number, problems: Problem[], error?: string}} state
 */
function show(state) {
  const errors = state.problems.filter((p) => p.severity === "error");
  if (state.build > shown && errors.length === 0 && !state.error) {
    location.reload();
    return;
  }
  overlay?.remove();
  overlay = null;
  if (errors.length === 0 && !state.error) return;
  overlay = document.createElement("section");
  overlay.className = "remit-live";
  overlay.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = state.error ? "The site could not be built" : `${errors.length} problem${errors.length === 1 ? "" : "s"} in the content`;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => overlay?.remove());
  const list = document.createElement("pre");
  list.textContent = state.error ?? errors.map((p) => `${p.file}:${p.line}:${p.col}: ${p.message}${p.hint ? `\n\t${p.hint}` : ""}`).join("\n");
  overlay.append(title, close, list);
  document.body.append(overlay);
}

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/-/live.css";
document.head.append(style);

const events = new EventSource("/-/events");
events.addEventListener("message", (event) => show(JSON.parse(event.data)));
addEventListener("pagehide", () => events.close());
