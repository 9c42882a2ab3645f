/** All that is loaded when an ad is first given. */
export { Checker } from "./check.js";
export { becauseRemote } from "./law.js";
export { readText } from "./text.js";
export { counted, countLines, density, markdown, oneJob, sentence, summary, titleSays } from "./write.js";
