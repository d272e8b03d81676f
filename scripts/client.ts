// Writes the typed client, which the server sends at /docs/client.ts, from the committed API document.
import { resolve } from 'node:path';
import document from '../src/web/docs/openapi.json' with { type: 'file' };
import { clientFile } from './client/client-file.ts';

const file = resolve(import.meta.dir, '../src/web/docs/typed-client.txt');

await Bun.write(file, await clientFile(await Bun.file(document).json()));
