// Compares the ledger with the API: valid secrets work, invalid ones do not.
import { type Body, type Client, textIn } from './client.ts';
import type { Facts } from './facts.ts';
import { adopt, hashOf, holdingIn, type Person, refreshFacts, withSession } from './person.ts';
import { refreshCall, renew } from './sign-in-requests.ts';

/**
 * Repeats a refresh whose answer was lost, as an app would: it returns the stored successor when it was carried
 * out, and rotates when it was not.
 */
export async function repeatLostRefresh(client: Client, person: Person, sessionId: string) {
  const { facts } = person;
  const holding = person.holdings.find((each) => each.sessionId === sessionId);
  const stored = facts?.sessions.get(sessionId)?.refreshHash;
  if (facts === null || holding === undefined) return [];
  const before = refreshFacts(holding.refreshToken).refreshHash;
  const answer = await client.call(refreshCall(holding.refreshToken));
  if (answer?.status !== 200) return [`${person.email}: a lost refresh cannot be repeated`];
  const { refreshHash } = refreshFacts(textIn(answer.body, 'refresh_token'));
  if (stored !== before && stored !== refreshHash)
    return [`${person.email}: a lost refresh has two successors`];
  renew(holding, holdingIn(answer.body));
  adopt(person, withSession(facts, sessionId, { refreshHash, isLive: true }));
  return [];
}

/** Sends every secret of a person. */
export async function checkSecrets(client: Client, person: Person): Promise<readonly string[]> {
  const { facts, email } = person;
  const active = facts?.status === 'active';
  const checks: Promise<string | null>[] = [];
  const expectMe = (bearer: string, lives: boolean, what: string) => {
    checks.push(checkMe(client, { bearer, lives, what: `${what} of ${email}`, facts }));
  };
  for (const { accessToken } of person.holdings)
    if (accessToken !== '') expectMe(accessToken, true, 'access token');
  for (const token of person.deadAccessTokens) expectMe(token, false, 'dead access token');
  if (person.apiToken !== null) expectMe(person.apiToken, active, 'API token');
  for (const token of person.deadApiTokens) expectMe(token, false, 'dead API token');
  for (const token of person.deadRefreshTokens) {
    checks.push(
      client.call(refreshCall(token)).then((answer) =>
        // Without storage no refresh gets a normal answer.
        answer?.status === 401 || answer?.status === 503
          ? null
          : `${email}: a dead refresh token answered`,
      ),
    );
  }
  checks.push(checkApiToken(client, person));
  return (await Promise.all(checks)).filter((each) => each !== null);
}

interface MeCheck {
  readonly bearer: string;
  readonly lives: boolean;
  readonly what: string;
  readonly facts: Facts | null;
}

async function checkMe(
  client: Client,
  { bearer, lives, what, facts }: MeCheck,
): Promise<string | null> {
  const answer = await client.call({ method: 'GET', path: '/api/auth/me', bearer });
  const status = lives ? 200 : 401;
  if (answer?.status !== status)
    return `the ${what} answers ${answer?.status ?? 'nothing'}, not ${status}`;
  if (!lives) return null;
  return shows(answer.body, facts) ? null : `the ${what} shows another name or picture`;
}

function shows({ name, profileImage }: Body, facts: Facts | null): boolean {
  return name === facts?.name && profileImage === facts?.image;
}

/** The API shows the stored API token; a token from a lost answer is recorded here. */
async function checkApiToken(client: Client, person: Person): Promise<string | null> {
  const bearer = person.holdings.find(({ accessToken }) => accessToken !== '')?.accessToken;
  if (bearer === undefined) return null;
  const path = '/api/auth/api-token';
  const shown = (await client.call({ method: 'GET', path, bearer }))?.body['apiToken'];
  const hash = typeof shown === 'string' ? hashOf(shown) : null;
  if (hash !== person.facts?.apiTokenHash) return `${person.email}: another API token is shown`;
  person.apiToken = typeof shown === 'string' ? shown : null;
  return null;
}
