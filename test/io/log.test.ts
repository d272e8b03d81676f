import { describe, expect, test } from 'bun:test';
import { createLog } from '../../src/io/log.ts';

const hostile = 'a\r\nb\u0085c\u2028d\u2029e\u001b[31mf\u009b31mg\u007fh';

describe.each(['json', 'pretty'] as const)('a %s line', (format) => {
  const write = (fields: Parameters<ReturnType<typeof createLog>['info']>[1]): string => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', format, write: (line) => void lines.push(line) });
    log.info(hostile, fields);
    expect(lines).toHaveLength(1);
    return String(lines[0]);
  };

  test('is one line that steers no terminal, whatever the values contain', () => {
    const line = write({ path: hostile, user: hostile, error: new Error(hostile) });
    expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    for (const letter of 'abcdefgh') expect(line).toContain(letter);
  });

  test('carries nothing that is not on the list', () => {
    const line = write(Object.assign({ status: 200 }, { password: 'canary' }));
    expect(line).not.toContain('canary');
    expect(line).toContain('200');
  });
});

test('a JSON line gives back what was written', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => void lines.push(line) });
  log.info('hello', { path: hostile, durationMs: 1.5 });
  expect(JSON.parse(String(lines[0]))).toMatchObject({
    message: 'hello',
    path: hostile,
    durationMs: 1.5,
  });
});

test('an error is logged with its causes', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'error', format: 'json', write: (line) => void lines.push(line) });
  log.error('failed', { error: new Error('outer', { cause: new TypeError('inner') }) });
  log.warn('below the level');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/Error: outer.*caused by TypeError: inner/);
});
