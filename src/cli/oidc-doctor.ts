import type { Finding } from '../io/openid/findings.ts';
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
  summary: 'asks the OpenID provider everything a sign-in needs',
  operand: null,
  options: {},
  notes: ['Works while the server runs. Exit code 0 when nothing failed, else 1.'],
  run: (_, shell) =>
    withInstance(shell, async ({ oidc }) => {
      const findings = await oidc.diagnose();
      for (const found of findings) write(found, shell);
      return findings.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
    }),
});

function write({ check, outcome, message, cure }: Finding, output: Output): void {
  output.out(`${marks[outcome]}  ${check.padEnd(10)}  ${message}`);
  if (cure !== null) output.out(`                  ${cure}`);
}
