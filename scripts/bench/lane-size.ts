import type { Lane } from './lane.ts';
import { sourceCommand, startServer } from './processes.ts';
import { row, type Row } from './report.ts';

/** Mark 9: what has to be carried: the program to the machine, the page to the browser. */
export const measureSize: Lane = async ({ binary }) => {
  const rows: Row[] = [];
  if (binary !== null) {
    const value = Bun.file(binary).size / 2 ** 20;
    rows.push(row('9', 'Size of the binary', { value, unit: 'MiB', atMost: 125 }));
  }
  const ours = await startServer(sourceCommand);
  const value = (await pageBytes(`http://127.0.0.1:${ours.port}/login`)) / 1000;
  await ours.stop();
  rows.push(row('9', 'Sign-in page, compressed', { value, unit: 'KB', atMost: 100 }));
  return rows;
};

/** The page and all it names, each as gzip would send it. */
async function pageBytes(url: string): Promise<number> {
  const html = await fetchText(url);
  const names = [...html.matchAll(/<(?:link|script|img)[^>]*? (?:href|src)="([^"]+)"/g)];
  const assets = names.map(([, name = '']) => fetchText(new URL(name, url).href));
  return [html, ...(await Promise.all(assets))]
    .map((text) => Bun.gzipSync(text).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
