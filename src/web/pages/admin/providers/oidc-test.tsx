import type {
  OidcTest as Diagnosis,
  OidcTestRequest,
} from '../../../../features/admin/providers/schema.ts';
import { useState } from 'preact/hooks';
import { Alert } from '../../frame/alert.tsx';
import { CheckIcon, SkipIcon, WarningIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { testOidc } from './providers.ts';

type Finding = Diagnosis['findings'][number];

interface OidcTestProps {
  /** Values to test instead of the stored ones. */
  readonly values: () => OidcTestRequest;
}

/** Tests whether sign-in at the provider works before the settings are saved. */
export function OidcTest({ values }: OidcTestProps) {
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  return (
    <div class="sub-part">
      <div class="test-line">
        <p class="muted">Asks the provider everything a sign-in needs. Nothing is saved by it.</p>
        <SubmitButton
          action={async () => {
            setDiagnosis(null);
            setDiagnosis(await testOidc(values()));
          }}
        >
          Test connection
        </SubmitButton>
      </div>
      {diagnosis !== null && <Findings diagnosis={diagnosis} />}
    </div>
  );
}

function Findings({ diagnosis: { ok, findings } }: { readonly diagnosis: Diagnosis }) {
  const hasWarnings = findings.some(({ outcome }) => outcome === 'warning');
  return (
    <>
      <Alert tone={ok ? 'success' : 'danger'}>{summaryOf(ok, hasWarnings)}</Alert>
      <ul class="findings">
        {findings.map((finding) => (
          <FindingLine key={finding.check + finding.message} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function summaryOf(ok: boolean, hasWarnings: boolean): string {
  if (!ok) return 'Signing in would not work yet.';
  return hasWarnings ? 'Signing in should work. Have a look at the warnings.' : 'All is well.';
}

const outcomes = {
  ok: [CheckIcon, 'Good'],
  warning: [WarningIcon, 'Warning'],
  failed: [WarningIcon, 'Failed'],
  skipped: [SkipIcon, 'Not checked'],
} as const;

function FindingLine({ finding: { outcome, message, cure } }: { readonly finding: Finding }) {
  const [Icon, word] = outcomes[outcome];
  return (
    <li class={`finding ${outcome}`}>
      <Icon />
      <div>
        <span class="off-screen">{word}: </span>
        {message}
        {cure !== null && <p class="cure">{cure}</p>}
      </div>
    </li>
  );
}
