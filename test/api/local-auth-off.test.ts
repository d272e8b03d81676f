import { addPerson, applicant, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';

const email = 'grace@example.com';
const off = { DISABLE_INTERNAL_AUTH: 'true' };
const provider = {
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
};

const servers: readonly { name: string; env: Record<string, string>; isOff: boolean }[] = [
  { name: 'refuses passwords', env: { ...off, ...provider }, isOff: true },
  { name: 'takes passwords when there is no provider', env: off, isOff: false },
  {
    name: 'takes passwords when the provider is not enabled',
    env: { ...off, ...provider, OIDC_ENABLED: 'false' },
    isOff: false,
  },
  {
    name: 'takes passwords when the provider has no client id',
    env: { ...off, ...provider, OIDC_CLIENT_ID: '' },
    isOff: false,
  },
  {
    name: 'takes passwords when the provider has no issuer',
    env: { ...off, ...provider, OIDC_ISSUER_URL: '' },
    isOff: false,
  },
  { name: 'takes passwords when nothing but a provider is set', env: provider, isOff: false },
];

scenarios(
  'a server where internal sign-in is switched off',
  servers.flatMap(({ name, env, isOff }): readonly Scenario[] => [
    {
      name: `${name} at sign-in`,
      request: 'POST /api/auth/login',
      env,
      arrange: async (app) => {
        await addPerson(app, { email });
      },
      json: { email, password },
      status: isOff ? 403 : 200,
      code: isOff ? 'local_auth_disabled' : undefined,
    },
    {
      name: `${name} at registration`,
      request: 'POST /api/auth/register',
      env,
      arrange: async (app) => {
        await addPerson(app);
      },
      json: applicant(),
      status: isOff ? 403 : 201,
      code: isOff ? 'local_auth_disabled' : undefined,
    },
    {
      name: `${name} from the first visitor too`,
      request: 'POST /api/auth/register',
      env,
      json: applicant(),
      status: isOff ? 403 : 201,
      code: isOff ? 'local_auth_disabled' : undefined,
    },
  ]),
);
