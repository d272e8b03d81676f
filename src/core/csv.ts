/** What a cell of a table can hold. */
export type Cell = string | number | boolean | null;

/** One line of a CSV file, with its line break (RFC 4180 section 2). Null is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

// A spreadsheet runs such a cell as a formula, and any client can choose the text of a cell (CSV injection).
const formula = /^[=+\-@\t\r]/;

function csvCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
