import { type Cell, csvLine } from '../core/csv.ts';

interface CsvFile {
  /** The first part of the file name; the date and the extension are added. */
  readonly name: string;
  readonly header: readonly string[];
  /** The lines in pages, so that they are never all in memory. */
  readonly pages: AsyncGenerator<readonly (readonly Cell[])[]>;
  /** Runs before the answer begins, but not when the first lines cannot be read; its error refuses the file. */
  readonly onBegin: () => Promise<void>;
}

/**
 * Answers with a CSV file that is produced as fast as the client reads it. An error before the first lines is
 * answered as usual; a later one breaks off the answer, so that a part cannot pass for the whole file.
 */
export async function csvFile({ name, header, pages, onBegin }: CsvFile): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await pages.next();
  await onBegin();
  let pending = csvLine(header) + textOf(first);
  let isOver = first.done === true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(encoder.encode(pending));
      if (isOver) {
        controller.close();
        return;
      }
      const next = await pages.next();
      isOver = next.done === true;
      pending = textOf(next);
      if (isOver) controller.close();
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}-${day}.csv"`,
    },
  });
}

/** The same lines, `max` at most; a file that is cut says so in a last line of its own. */
export async function* cutAfter(
  pages: AsyncGenerator<readonly (readonly Cell[])[]>,
  { max, columns }: { readonly max: number; readonly columns: number },
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let left = max;
  for await (const page of pages) {
    if (page.length > 0 && left > 0) yield page.slice(0, left);
    left -= page.length;
    if (left >= 0) continue;
    const note = `The file ends here, after ${max} rows: more match. Narrow the filter.`;
    // Every line has as many cells as the header (RFC 4180 section 2).
    yield [[note, ...Array.from({ length: columns - 1 }, () => null)]];
    return;
  }
}

/** Turns pages of entries into pages of lines. */
export async function* linesOf<T>(
  pages: AsyncGenerator<readonly T[]>,
  cells: (thing: T) => readonly Cell[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const page of pages) yield page.map(cells);
}

function textOf(page: IteratorResult<readonly (readonly Cell[])[]>): string {
  return page.done === true ? '' : page.value.map(csvLine).join('');
}
