/**
 * Runs work after the next frame is drawn, so that a press is answered at once; of several calls in between the last one counts.
 * @param {() => void} work
 * @returns {() => void}
 */
export function later(work) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    requestAnimationFrame(() => (waiting = setTimeout(work)));
  };
}
