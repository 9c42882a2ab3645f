/** All that is loaded when an ad is first given. */
export { Checker } from "./check.js";
export { becauseRemote } from "./terms.js";
export { readText } from "./text.js";
export { countLines, markdown, oneJob, sentence, summary } from "./write.js";
