import { expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { settingNames } from '../../src/config/env.ts';

function warningsFor(name: string): readonly string[] {
  return loadConfig({ env: { [name]: 'x' } }).warnings;
}

test.each([
  ['OIDC_CLIENT_SECERT', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENT_SECERT_FILE', 'OIDC_CLIENT_SECRET_FILE'],
  ['OIDC_ISSUER', 'OIDC_ISSUER_URL'],
  ['OIDC_SECRET', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENTID', 'OIDC_CLIENT_ID'],
  ['GITHUB_CLIENT_KEY', 'GITHUB_CLIENT_ID'],
  ['GOOGLE_CLIENTSECRET', 'GOOGLE_CLIENT_SECRET'],
  ['JWT_SERCET', 'JWT_SECRET'],
  ['JWTSECRET', 'JWT_SECRET'],
  ['JWT_SECRET_PREV', 'JWT_SECRET_PREVIOUS'],
  ['USER_SIGNUPS', 'USER_SIGNUP'],
  ['USERSIGNUP', 'USER_SIGNUP'],
  ['DISABLE_INTERNAL_AUHT', 'DISABLE_INTERNAL_AUTH'],
  ['APP_URI', 'APP_URL'],
  ['DATADIR', 'DATA_DIR'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
  ['CORS_ORIGIN', 'CORS_ORIGINS'],
  ['ACCESS_TOKEN_TLL', 'ACCESS_TOKEN_TTL'],
  ['app_url', 'APP_URL'],
  ['APP_URL_FILE', 'APP_URL'],
  ['USER_SIGNUP_FILE', 'USER_SIGNUP'],
  ['OIDC_ISSUER_URL_FILE', 'OIDC_ISSUER_URL'],
  ['port', 'PORT'],
])('%s is reported as a misspelt %s', (given, meant) => {
  expect(warningsFor(given)).toEqual([`${given} is not a setting; did you mean ${meant}?`]);
});

test('a name that can only be meant for this server is reported even when no setting is similar', () => {
  expect(warningsFor('OIDC_REDIRECT_URI')).toEqual([
    'OIDC_REDIRECT_URI is not a setting; "config check" lists all there are',
  ]);
});

// What shells, containers, services and CI runners put into an environment by themselves.
const innocent =
  `HOME HOSTNAME HOSTTYPE HOST_FILE PORT_FILE POST PORTS SPORT DOC PATH PWD OLDPWD USER USERNAME LOGNAME SHELL SHLVL TERM LANG
  LC_ALL TZ EDITOR PAGER DISPLAY XDG_DATA_DIRS XDG_DATA_HOME TMPDIR MAIL CI NODE_ENV NODE_OPTIONS BUN_INSTALL
  HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy no_proxy API_URL APP_ENV APP_NAME APP_KEY BASE_URL PUBLIC_URL
  DATABASE_HOST DATABASE_NAME DB_URL PGDATA PGPORT REDIS_URL LOG_FILE LOG_DIR LOGLEVELS MICROSOFT_TOKEN
  INVOCATION_ID JOURNAL_STREAM LISTEN_FDS NOTIFY_SOCKET KUBERNETES_PORT KUBERNETES_SERVICE_HOST
  ACCESS_TOKEN REFRESH_TOKEN JWT_EXPIRES_IN GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT
  GITHUB_ACTION GITHUB_ACTION_PATH GITHUB_ACTION_REF GITHUB_ACTION_REPOSITORY GITHUB_ACTIONS GITHUB_ACTOR
  GITHUB_ACTOR_ID GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_GRAPHQL_URL
  GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME GITHUB_REF_PROTECTED
  GITHUB_REF_TYPE GITHUB_REPOSITORY GITHUB_REPOSITORY_ID GITHUB_REPOSITORY_OWNER GITHUB_RETENTION_DAYS
  GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_RUN_NUMBER GITHUB_SERVER_URL GITHUB_SHA GITHUB_STATE
  GITHUB_STEP_SUMMARY GITHUB_TOKEN GITHUB_TRIGGERING_ACTOR GITHUB_WORKFLOW GITHUB_WORKFLOW_REF
  GITHUB_WORKFLOW_SHA GITHUB_WORKSPACE RUNNER_OS RUNNER_TEMP ACTIONS_ID_TOKEN_REQUEST_URL CI_JOB_JWT`.split(
    /\s+/,
  );

test('names that the surroundings set by themselves are not reported', () => {
  const env = Object.fromEntries(innocent.map((name) => [name, 'x']));
  expect(loadConfig({ env }).warnings).toEqual([]);
});

test('no setting is reported as misspelt, however many are set', () => {
  const env = Object.fromEntries(settingNames.map((name) => [name, '']));
  expect(loadConfig({ env }).warnings).toEqual([]);
});

test('a name that would deface the terminal or never ends is passed over', () => {
  expect(warningsFor('OIDC_\u001B[2J')).toEqual([]);
  expect(warningsFor(`OIDC_${'X'.repeat(10_000)}`)).toEqual([]);
});
