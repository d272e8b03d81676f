import { useEffect, useState } from 'preact/hooks';
import { properOrigin } from '../client/address.ts';
import { keptTicket } from '../client/pending-ticket.ts';
import { hasSession, mustChoosePassword } from '../client/session.ts';
import { loadSignInMethods, type SignInMethods } from '../client/sign-in-methods.ts';
import { onStoredChange } from '../client/stored-session.ts';
import { Alert } from '../frame/alert.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { navigate } from '../frame/navigation.ts';
import { Support } from '../frame/support.tsx';
import { rich, t } from '../words/words.ts';
import { type Arrival, arrive, endOfSession, type Problem } from './arrival.ts';
import { ChoosePassword } from './choose-password.tsx';
import { ConfirmFirst } from './confirm-first.tsx';
import { proceed } from './destination.ts';
import { GoingThere } from './going-there.tsx';
import { Exchange, NotConfirmed } from './exchange.tsx';
import { LinkOffer } from './link-offer.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderLinks } from './provider-links.tsx';
import type { Step } from './step.ts';
import { Waiting } from './waiting.tsx';

export function LoginPage() {
  const [arrival] = useState(arrive);
  const [code, setCode] = useState(arrival.code);
  const [problem, setProblem] = useState(arrival.problem);
  const [step, setStep] = useState(() => firstStep(arrival));
  // A person who is at a step and wants another account has to choose it.
  const [stays] = useState(() => arrival.stays || step !== null);
  const [isHome] = useState(
    () => code === null && problem === null && step === null && hasSession(),
  );
  const { redirect } = arrival;
  useEffect(() => {
    if (isHome) proceed(redirect);
  }, [isHome, redirect]);
  if (isHome) return null;
  if (problem !== null && arrival.isAgain) {
    return <NotConfirmed problem={problem} redirect={redirect} />;
  }
  if (code !== null) {
    const failed = (sentence: string) => {
      setProblem({ sentence, tone: 'danger' });
      setCode(null);
    };
    return <Exchange code={code} failed={failed} />;
  }
  if (step !== null) {
    const leave = () => {
      setProblem(endOfSession());
      setStep(null);
    };
    return <AtStep step={step} redirect={redirect} leave={leave} />;
  }
  const isStaying = stays || problem !== null;
  const { linkTicket } = arrival;
  return <SignIn {...{ problem, linkTicket, redirect }} goTo={setStep} stays={isStaying} />;
}

function firstStep({ code, problem }: Arrival): Step | null {
  const ticket = keptTicket();
  if (ticket !== null) return { kind: 'approval', ticket };
  if (code !== null || problem !== null || !mustChoosePassword()) return null;
  return { kind: 'password', temporary: null };
}

interface AtStepProps {
  readonly step: Step;
  readonly redirect: string | null;
  readonly leave: () => void;
}

function AtStep({ step, redirect, leave }: AtStepProps) {
  if (step.kind === 'approval') return <Waiting ticket={step.ticket} leave={leave} />;
  if (step.kind === 'address') return <ConfirmFirst email={step.email} leave={leave} />;
  return <ChoosePassword temporary={step.temporary} redirect={redirect} leave={leave} />;
}

interface SignInProps {
  readonly problem: Problem | null;
  readonly linkTicket: string | null;
  readonly redirect: string | null;
  readonly goTo: (step: Step) => void;
  /** Whether the page does not go to a provider by itself. */
  readonly stays: boolean;
}

function SignIn({ problem, linkTicket, redirect, goTo, stays }: SignInProps) {
  const methods = useLoad(loadSignInMethods);
  const [ticket, setTicket] = useState(linkTicket);
  const isEmpty = methods.value !== null && opensRegistration(methods.value);
  useEffect(() => {
    if (isEmpty && problem === null) navigate('/register', { replace: true });
  }, [isEmpty, problem]);
  useEffect(
    () =>
      onStoredChange((session) => {
        if (session !== null) proceed(redirect);
      }),
    [redirect],
  );
  const provider = stays ? null : providerAtOnce(methods.value);
  if (provider !== null) return <GoingThere provider={provider} redirect={redirect} />;
  if (ticket !== null) {
    const leave = () => {
      setTicket(null);
    };
    return <LinkOffer {...{ ticket, methods, redirect, goTo, leave }} />;
  }
  return (
    <EntryLayout
      title={t('page.login')}
      footer={methods.value !== null && <Invitation methods={methods.value} />}
    >
      {problem !== null && (
        <Alert tone={problem.tone}>{sentenceOf(problem, methods.value?.oidcName ?? null)}</Alert>
      )}
      <Loaded loading={methods} lines={5}>
        {(value) => (
          <>
            <ProviderLinks methods={value} redirect={redirect} />
            {value.hasPasswords && (
              <PasswordForm {...{ redirect, goTo }} sendsMail={value.sendsMail} />
            )}
          </>
        )}
      </Loaded>
    </EntryLayout>
  );
}

/** Whether the first person of a server registers, because there is nothing to sign in to. */
function opensRegistration({ needsFirstUser, hasPasswords }: SignInMethods): boolean {
  return needsFirstUser && hasPasswords;
}

/** The name of the provider to which the page goes by itself; null if it stays, or is not known yet. */
function providerAtOnce(methods: SignInMethods | null): string | null {
  if (methods?.goesToOidc !== true || opensRegistration(methods)) return null;
  // A provider sends people back to the proper address of the server, which this page may not have.
  return properOrigin() === null ? methods.oidcName : null;
}

/** The name of the provider is the server's own: nothing but codes is taken from the address. */
function sentenceOf({ sentence, isAboutGroups }: Problem, provider: string | null): string {
  return isAboutGroups === true && provider !== null
    ? t('reason.group_missing', { provider })
    : sentence;
}

/** How a person without an account gets one. */
function Invitation({ methods }: { readonly methods: SignInMethods }) {
  if (methods.needsFirstUser) return null;
  if (methods.mode === 'disabled') {
    return (
      <p>
        {t('signIn.closed')} <Support />
      </p>
    );
  }
  if (!methods.hasPasswords) return null;
  const isReviewed = methods.mode === 'review';
  return (
    <p>{rich(isReviewed ? 'signIn.createReview' : 'signIn.create', { link: linkToRegister })}</p>
  );
}

function linkToRegister(text: string) {
  return <a href="/register">{text}</a>;
}
