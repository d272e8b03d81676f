// What a run found, as rows: a mark of docs or README, what was measured, what it should be.

export interface Row {
  /** Number of the mark. */
  readonly mark: string;
  readonly name: string;
  readonly measured: string;
  readonly target: string;
  readonly isMet: boolean;
}

interface Limit {
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The figures behind the value. */
  readonly note?: string;
}

/** One row: a value against its least or greatest. A value that is no number never meets its mark. */
export function row(mark: string, name: string, limit: Limit): Row {
  const { value, unit, note, atLeast = -Infinity, atMost = Infinity } = limit;
  const bound = limit.atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  return {
    mark,
    name,
    measured: `${figure(value)} ${unit}${note === undefined ? '' : ` (${note})`}`,
    target: `${bound} ${unit}`,
    isMet: value >= atLeast && value <= atMost,
  };
}

/** On a shared machine more than three digits would be noise. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)));
}

const header = ['#', 'What', 'Measured', 'Mark', ''] as const;

export function terminalTable(rows: readonly Row[]): string {
  const lines = [header, ...rows.map(cellsOf)];
  const widths = header.map((_, index) =>
    Math.max(...lines.map((cells) => (cells[index] ?? '').length)),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = [header, header.map(() => '---'), ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf({ mark, name, measured, target, isMet }: Row): string[] {
  return [mark, name, measured, target, isMet ? 'ok' : 'below'];
}
