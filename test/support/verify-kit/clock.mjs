// Loaded before an example: moves its clock on by as many seconds as stand in a file, so that no test waits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, 'seconds');
const now = Date.now;
Date.now = () => now() + 1000 * Number(readFileSync(file, 'utf8'));
