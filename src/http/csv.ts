import { type Cell, csvLine } from '../core/csv.ts';

interface CsvFile {
  /** Of what; the day and the ending are added. */
  readonly name: string;
  readonly header: readonly string[];
  /** The lines, some at a time: they need never all be in memory. */
  readonly pages: AsyncGenerator<readonly (readonly Cell[])[]>;
}

/**
 * Answers with a CSV file that is written as fast as its reader takes it. What keeps the first lines from being
 * read is refused as usual; a failure later cuts the answer off, so that no part passes for the whole.
 */
export async function csvFile({ name, header, pages }: CsvFile): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await pages.next();
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

/** The lines of pages of things. */
export async function* linesOf<T>(
  pages: AsyncGenerator<readonly T[]>,
  cells: (thing: T) => readonly Cell[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const page of pages) yield page.map(cells);
}

function textOf(page: IteratorResult<readonly (readonly Cell[])[]>): string {
  return page.done === true ? '' : page.value.map(csvLine).join('');
}
