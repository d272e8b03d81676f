import type { Finding } from '../openid/findings.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';
import type { Output } from './output.ts';

const marks: Readonly<Record<Finding['outcome'], string>> = {
  ok: 'ok  ',
  warning: 'warn',
  failed: 'FAIL',
  skipped: 'skip',
};

export const oidcDoctorCommand = defineCommand({
  name: 'oidc doctor',
  summary: 'checks what a sign-in needs at the OpenID provider',
  operand: null,
  options: {},
  notes: ['Works while the server runs. Exit code 0 when nothing failed, else 1.'],
  run: (_, shell) =>
    withInstance(shell, async ({ oidc, connections }) => {
      const { findings } = await oidc.diagnose();
      for (const found of findings) write(found, shell);
      const failed = count(findings, 'failed');
      shell.out('');
      shell.out(`${failed || 'Nothing'} failed; warnings: ${count(findings, 'warning')}`);
      const { enabled, lockedBy } = await connections.oidc();
      if (!enabled) {
        const cure = lockedBy === null ? 'OIDC_ENABLED=true or the panel' : 'OIDC_ENABLED=true';
        shell.err(`anchor-auth: OIDC is switched off; ${cure} enables it`);
      }
      return failed > 0 ? 1 : 0;
    }),
});

const indent = ' '.repeat(18);
const columns = 78 - indent.length;

function write({ check, outcome, message, cure }: Finding, output: Output): void {
  const [first = '', ...more] = wrap(message);
  output.out(`${marks[outcome]}  ${check.padEnd(10)}  ${first}`);
  for (const line of more) output.out(indent + line);
  if (cure === null) return;
  const [start = '', ...rest] = wrap(`→ ${cure}`);
  output.out(indent + start);
  for (const line of rest) output.out(`${indent}  ${line}`);
}

/** Wraps a text to `columns`; a single longer word is not broken. */
function wrap(text: string): readonly string[] {
  return Bun.wrapAnsi(text, columns).split('\n');
}

function count(findings: readonly Finding[], outcome: Finding['outcome']): number {
  return findings.filter((found) => found.outcome === outcome).length;
}
