import type {
  SignInTest,
  SignInTestFailure,
  SignInTestReport,
} from '../../../../features/federation/sign-in-test/schema.ts';
import { Alert } from '../../frame/alert.tsx';
import { listOf } from '../../words/format.ts';
import { t, textOf } from '../../words/words.ts';
import { Fact } from '../parts/fact.tsx';
import { FindingList } from './finding-list.tsx';

interface SignInReportProps {
  readonly result: NonNullable<SignInTest['test']>;
}

/** What the provider said about a person, and what a sign-in would make of it. */
export function SignInReport({ result }: SignInReportProps) {
  if (result.failure !== null) return <Failed result={result} />;
  const { outcome, idToken, userinfo, findings } = result;
  return (
    <section class="stack report" aria-label={t('tested.title')}>
      <h2 class="report-title">{t('tested.title')}</h2>
      <Alert tone={outcome.kind === 'refuse' ? 'danger' : 'success'}>
        <Outcome report={result} />
      </Alert>
      <dl class="facts">
        <Fact name={t('tested.email')}>{emailOf(result)}</Fact>
        <Fact name={t('tested.name')}>{result.name ?? t('tested.notSent')}</Fact>
        <GroupFacts groups={result.groups} />
      </dl>
      <DroppedGroups groups={result.groups} />
      <FindingList findings={findings} />
      <Claims title={t('tested.idToken')} claims={idToken} />
      <Claims title={t('tested.userinfo')} claims={userinfo} />
      <p class="muted">{t('tested.nothingWritten')}</p>
    </section>
  );
}

function Failed({ result: { failure, findings } }: { readonly result: SignInTestFailure }) {
  return (
    <section class="stack report" aria-label={t('tested.title')}>
      <h2 class="report-title">{t('tested.title')}</h2>
      <Alert tone="danger">
        <p>{t('tested.failed', { why: whyOf(failure.code) })}</p>
      </Alert>
      <FindingList findings={findings} />
    </section>
  );
}

function Outcome({ report: { outcome, email } }: { readonly report: SignInTestReport }) {
  const { kind, code, account, waits, secures } = outcome;
  const address = account?.email ?? email ?? t('tested.notSent');
  if (kind === 'refuse') {
    return (
      <>
        <p>{t('tested.refused')}</p>
        <p>{whyOf(code)}</p>
      </>
    );
  }
  return (
    <>
      <p>{t(outcomes[kind], { email: address })}</p>
      {secures && <p>{t('tested.secured')}</p>}
      {waits && <p>{t('tested.waits')}</p>}
    </>
  );
}

/** Why a sign-in fails, as the audit log says it to administrators. */
function whyOf(code: string | null): string {
  return textOf(`cause.${code}`) ?? textOf(`error.${code}`) ?? String(code);
}

const outcomes = {
  sign_in: 'tested.accountSignedIn',
  link: 'tested.accountLinked',
  create: 'tested.accountNew',
  replace: 'tested.accountTakenOver',
} as const;

function emailOf({ email, emailVerified }: SignInTestReport): string {
  if (email === null) return t('tested.notSent');
  return t(emailVerified ? 'tested.emailVerified' : 'tested.emailUnverified', { email });
}

interface GroupsProps {
  readonly groups: SignInTestReport['groups'];
}

function GroupFacts({ groups }: GroupsProps) {
  const role = roleOf(groups);
  const changes = [
    ['tested.added', groups.added],
    ['tested.removed', groups.removed],
    ['tested.ignored', groups.ignored],
  ] as const;
  return (
    <>
      {groups.found.map((claim) => (
        <Fact key={claim.path} name={t('tested.claim', { path: claim.path })}>
          {claimOf(claim)}
        </Fact>
      ))}
      {changes.map(
        ([name, names]) =>
          names.length > 0 && (
            <Fact key={name} name={t(name)}>
              {listOf(names)}
            </Fact>
          ),
      )}
      {role !== null && <Fact name={t('tested.role')}>{role}</Fact>}
    </>
  );
}

function claimOf({ from, names }: SignInTestReport['groups']['found'][number]): string {
  if (from === null) return t('tested.notSent');
  const source = t(from === 'id_token' ? 'tested.fromIdToken' : 'tested.fromUserinfo');
  const groups = names.length === 0 ? t('tested.none') : listOf(names);
  return t('tested.claimFrom', { groups, source });
}

function roleOf({ role, adminGroup }: SignInTestReport['groups']): string | null {
  if (adminGroup !== null) return t('tested.roleGained', { group: adminGroup });
  if (role === 'lost') return t('tested.roleLost');
  return role === 'withheld' ? t('tested.roleWithheld') : null;
}

function DroppedGroups({ groups: { dropped, droppedCount } }: GroupsProps) {
  if (droppedCount === 0) return null;
  const names = droppedNames(dropped, droppedCount);
  return <Alert tone="warning">{t('tested.dropped', { names })}</Alert>;
}

function droppedNames(names: readonly string[], count: number): string {
  return count > names.length ? `${listOf(names)}, …` : listOf(names);
}

interface ClaimsProps {
  readonly title: string;
  readonly claims: SignInTestReport['idToken'];
}

/** The claims as the provider sent them; long ones are cut, and secrets are left out by the server. */
function Claims({ title, claims }: ClaimsProps) {
  if (claims === null) return null;
  return (
    <details class="claims">
      <summary>{title}</summary>
      <dl class="facts">
        {claims.map(({ name, value }) => (
          <Fact key={name} name={name}>
            <code>{value}</code>
          </Fact>
        ))}
      </dl>
    </details>
  );
}
