import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { usedStyles } from '../../scripts/pico.ts';

const root = join(import.meta.dir, '../..');

test('the stylesheet has the rules of Pico that the pages use now; bun scripts/pico.ts writes it anew', async () => {
  const written = await Bun.file(join(root, 'src/web/pages/styles/pico.css')).text();
  expect(written).toBe(await usedStyles());
});

test('a rule for an element that no page has is left out, and the licence stays', async () => {
  const styles = await usedStyles();
  expect(styles).toContain('Copyright 2019-2025 - Licensed under MIT');
  expect(styles).not.toContain('[data-tooltip]');
  expect(styles).toContain('dialog');
});
