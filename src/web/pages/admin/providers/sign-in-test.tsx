import type { SignInTest as Result } from '../../../../features/federation/sign-in-test/schema.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asFailure } from '../../client/failure.ts';
import { Alert } from '../../frame/alert.tsx';
import { focusHeading } from '../../frame/heading.ts';
import { sentenceFor } from '../../frame/sentences.ts';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { addWords, t } from '../../words/words.ts';
import { beginSignInTest, loadSignInTest } from './providers.ts';
import { SignInReport } from './sign-in-report.tsx';

/** Lets an administrator sign in at the provider and shows what a sign-in would do, without doing it. */
export function SignInTest() {
  const place = useRef<HTMLDivElement>(null);
  const [result, setResult] = useState<Result['test']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!takeReturn()) return;
    const load = async () => {
      const [{ test }] = await Promise.all([loadSignInTest(), addWords('findings')]);
      setResult(test);
      if (test === null) setProblem(t('tested.again'));
      requestAnimationFrame(() => {
        show(place.current);
      });
    };
    load().catch((error: unknown) => {
      setProblem(sentenceFor(asFailure(error)));
    });
  }, []);
  return (
    <div ref={place} class="sub-part">
      <div class="test-line">
        <p class="muted">{t('oidc.trySignInText')}</p>
        <div class="row-actions">
          <SubmitButton action={() => begin(null)}>{t('oidc.trySignIn')}</SubmitButton>
          <SubmitButton action={() => begin('login')}>{t('oidc.trySignInAgain')}</SubmitButton>
        </div>
      </div>
      {problem !== null && <Alert tone="danger">{problem}</Alert>}
      {result !== null && <SignInReport result={result} />}
    </div>
  );
}

/** Goes to the provider. The page is left; until then the button stays busy. */
async function begin(prompt: 'login' | null): Promise<void> {
  location.assign((await beginSignInTest(prompt)).url);
  await new Promise<never>(() => undefined);
}

/** Whether the provider has just sent the browser back; a reload of the page does not show the result again. */
function takeReturn(): boolean {
  if (!new URLSearchParams(location.search).has('tested')) return false;
  history.replaceState(history.state, '', location.pathname);
  return true;
}

function show(place: HTMLElement | null): void {
  if (place === null) return;
  place.scrollIntoView({ block: 'start' });
  focusHeading(place);
}
