/** All that is loaded when an ad is first given. */
export { Checker } from "./check.js";
export { readText } from "./text.js";
export { countLines, markdown, oneJob, sentence, summary, workTitle } from "./write.js";
