import { scenarios } from '../support/scenario.ts';
import type { Scenario } from '../support/scenario.ts';
import { addPerson, setSetting } from '../support/people.ts';

const request = 'GET /api/auth/registration-mode';
const modes = ['enabled', 'review', 'disabled'] as const;

const plain = { name: 'Anchor', color: null, logo: null, logoDark: null };

/** What a server says that never had a user. */
const empty = (mode: string) => ({
  mode,
  needsFirstUser: true,
  setupTokenRequired: false,
  sendsMail: false,
  brand: plain,
  supportContact: null,
});

scenarios('the registration mode', [
  {
    name: 'is enabled by default',
    request,
    status: 200,
    answer: empty('enabled'),
  },
  ...modes.map((mode): Scenario => ({
    name: `is ${mode} when USER_SIGNUP says so`,
    request,
    env: { USER_SIGNUP: mode },
    status: 200,
    answer: empty(mode),
  })),
  ...modes.map((mode): Scenario => ({
    name: `is ${mode} when the database says so`,
    request,
    arrange: (app) => setSetting(app, 'registration.mode', mode),
    status: 200,
    answer: empty(mode),
  })),
  ...modes.flatMap((env) =>
    modes.map((database): Scenario => ({
      name: `is ${env} when USER_SIGNUP says ${env} and the database ${database}`,
      request,
      env: { USER_SIGNUP: env },
      arrange: (app) => setSetting(app, 'registration.mode', database),
      status: 200,
      answer: empty(env),
    })),
  ),
  {
    name: 'is enabled when the variable is empty',
    request,
    env: { USER_SIGNUP: '' },
    status: 200,
    answer: empty('enabled'),
  },
  {
    name: 'is disabled when the database holds a mode that is not known',
    request,
    arrange: (app) => setSetting(app, 'registration.mode', 'whatever'),
    status: 200,
    answer: empty('disabled'),
  },
  {
    name: 'is the configured one also before the first registration',
    request,
    env: { USER_SIGNUP: 'disabled' },
    status: 200,
    answer: empty('disabled'),
  },
  {
    name: 'is readable without a token once there are users',
    request,
    arrange: async (app) => {
      await addPerson(app);
    },
    status: 200,
    answer: { ...empty('enabled'), needsFirstUser: false },
  },
  {
    name: 'says when the first registration must carry the setup token',
    request,
    env: { SETUP_TOKEN: 'a-token-of-the-operator' },
    status: 200,
    answer: { ...empty('enabled'), setupTokenRequired: true },
  },
  {
    name: 'asks for no setup token once there are users',
    request,
    env: { SETUP_TOKEN: 'a-token-of-the-operator' },
    arrange: async (app) => {
      await addPerson(app);
    },
    status: 200,
    answer: { ...empty('enabled'), needsFirstUser: false },
  },
  {
    name: 'comes with the brand and the contact that the operator chose to show',
    request,
    env: { BRAND_NAME: 'Miller', BRAND_COLOR: '#AB12EF', SUPPORT_CONTACT: 'help@example.com' },
    status: 200,
    answer: {
      ...empty('enabled'),
      brand: { ...plain, name: 'Miller', color: '#ab12ef' },
      supportContact: 'help@example.com',
    },
  },
  {
    name: 'is readable with any bearer token',
    request,
    bearer: 'nonsense',
    status: 200,
    answer: empty('enabled'),
  },
]);
