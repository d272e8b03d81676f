import type { Lane } from './lane.ts';
import { row } from './report.ts';

/** Mark 9: what has to be carried to the machine. */
export const measureSize: Lane = ({ binary }) => {
  if (binary === null) return Promise.resolve([]);
  const value = Bun.file(binary).size / 2 ** 20;
  return Promise.resolve([row('9', 'Size of the binary', { value, unit: 'MiB', atMost: 125 })]);
};
