/** A line of a CSV file; what a spreadsheet would take for a formula is made text. @param {string[]} fields */
const csvLine = (fields) =>
  fields.map((f) => (/^[=+\-@\t\r]/.test(f) ? `'${f}` : f)).map((f) => (/[",\n\r]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f)).join(",");

/** A CSV file that a spreadsheet reads as UTF-8. @param {string[][]} lines of fields */
export const csv = (lines) => `\uFEFF${lines.map(csvLine).join("\r\n")}\r\n`;

/** A row of a Markdown table. @param {string[]} fields */
const mdLine = (fields) => `| ${fields.map((f) => f.replaceAll("|", "\\|")).join(" | ")} |`;

/** A Markdown table whose columns from the given one on are centred. @param {string[][]} lines of fields, the head first @param {number} centred */
export const md = ([head, ...lines], centred) => `${[mdLine(head), mdLine(head.map((_, i) => (i < centred ? "---" : ":-:"))), ...lines.map(mdLine)].join("\n")}\n`;
