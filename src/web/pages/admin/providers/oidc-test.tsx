import type {
  OidcTest as Diagnosis,
  OidcTestRequest,
} from '../../../../features/admin/providers/schema.ts';
import { useState } from 'preact/hooks';
import { Alert } from '../../frame/alert.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { addWords, t } from '../../words/words.ts';
import { FindingList } from './finding-list.tsx';
import { testOidc } from './providers.ts';

interface OidcTestProps {
  /** Values to test instead of the stored ones. */
  readonly values: () => OidcTestRequest;
  /** Whether the provider is shown on the sign-in page. */
  readonly isShown: boolean;
}

/** Tests whether sign-in at the provider works before the settings are saved. */
export function OidcTest({ values, isShown }: OidcTestProps) {
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  return (
    <div class="sub-part">
      <div class="test-line">
        <p class="muted">{t('oidc.testText')}</p>
        <SubmitButton
          action={async () => {
            setDiagnosis(null);
            const [found] = await Promise.all([testOidc(values()), addWords('findings')]);
            setDiagnosis(found);
          }}
        >
          {t('oidc.test')}
        </SubmitButton>
      </div>
      {diagnosis !== null && <Findings diagnosis={diagnosis} isShown={isShown} />}
    </div>
  );
}

interface FindingsProps {
  readonly diagnosis: Diagnosis;
  readonly isShown: boolean;
}

function Findings({ diagnosis: { ok, findings }, isShown }: FindingsProps) {
  const hasWarnings = findings.some(({ outcome }) => outcome === 'warning');
  return (
    <>
      <Alert tone={ok ? 'success' : 'danger'}>{summaryOf(ok, hasWarnings, isShown)}</Alert>
      <FindingList findings={findings} />
    </>
  );
}

function summaryOf(ok: boolean, hasWarnings: boolean, isShown: boolean): string {
  if (!ok) return t('oidc.testFailed');
  if (hasWarnings) return t('oidc.testWarnings');
  return t(isShown ? 'oidc.testGood' : 'oidc.testGoodButOff');
}
