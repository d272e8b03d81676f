import { type Static, t } from 'elysia';
import { cureCodes } from '../../../core/finding-codes.ts';
import { findingSchema } from '../../providers/schema.ts';

const nullableText = t.Union([t.String(), t.Null()]);

const errorCode = { description: 'A code of the list of errors', examples: ['group_required'] };

const receivedSchema = t.Union(
  [
    t.Array(
      t.Object(
        {
          name: t.String({ examples: ['groups'] }),
          value: t.String({ description: 'As JSON, shortened; secrets are left out' }),
        },
        { title: 'ReceivedClaim' },
      ),
    ),
    t.Null(),
  ],
  { description: 'The claims of one answer of the provider; null when it was not needed' },
);

const accountSchema = t.Union([
  t.Object(
    { id: t.String({ format: 'uuid' }), email: t.String() },
    { title: 'SignInTestAccount', description: 'The account here' },
  ),
  t.Null(),
]);

const outcomeSchema = t.Object(
  {
    kind: t.Union(
      [
        t.Literal('sign_in'),
        t.Literal('link'),
        t.Literal('create'),
        t.Literal('replace'),
        t.Literal('refuse'),
      ],
      { description: '`replace`: a provider move takes the account over' },
    ),
    code: t.Union([t.String(errorCode), t.Null()], { description: 'With refuse: why' }),
    account: accountSchema,
    waits: t.Boolean({ description: 'Whether the account would have to wait for approval' }),
    secures: t.Boolean({
      description: 'With link: whether the account would lose its password and sessions',
    }),
  },
  { title: 'SignInTestOutcome', description: 'What a real sign-in would do' },
);

const texts = t.Array(t.String());

const groupsSchema = t.Object(
  {
    names: texts,
    found: t.Array(
      t.Object({
        path: t.String({ examples: ['realm_access.roles'] }),
        from: t.Union([t.Literal('id_token'), t.Literal('userinfo'), t.Null()], {
          description: 'Null when neither answer has it in a form that names groups',
        }),
        names: texts,
      }),
    ),
    missing: t.Union([t.Literal('absent'), t.Literal('overage'), t.Literal('empty'), t.Null()]),
    cureCode: t.Union([...cureCodes.map((code) => t.Literal(code)), t.Null()], {
      description: 'What to do when groups are missing',
    }),
    cure: nullableText,
    dropped: t.Array(t.String(), { description: 'The first names that cannot be used' }),
    droppedCount: t.Integer(),
    added: t.Array(t.String(), { description: 'Groups here that the person would join' }),
    removed: t.Array(t.String(), { description: 'Groups here that the person would leave' }),
    ignored: t.Array(t.String(), { description: 'Names that no group here has' }),
    adminGroup: t.Union([t.String(), t.Null()], {
      description: 'The group that would make the person an administrator',
    }),
    role: t.Union(
      [
        t.Literal('none'),
        t.Literal('gained'),
        t.Literal('renewed'),
        t.Literal('lost'),
        t.Literal('withheld'),
      ],
      { description: 'What would happen to the administrator role by a group' },
    ),
  },
  { title: 'SignInTestGroups' },
);

const findings = t.Array(findingSchema, {
  description: 'What is missing or wrong, and the settings that help',
});

const doneSchema = t.Object(
  {
    at: t.String({ format: 'date-time' }),
    failure: t.Null(),
    email: nullableText,
    emailVerified: t.Boolean(),
    name: nullableText,
    idToken: receivedSchema,
    userinfo: receivedSchema,
    userinfoProblem: t.Union([t.String(), t.Null()], {
      description: 'Why userinfo could not be read, where it was needed',
    }),
    outcome: outcomeSchema,
    groups: groupsSchema,
    findings,
  },
  { title: 'SignInTestReport' },
);

export type SignInTestReport = Static<typeof doneSchema>;

const failedSchema = t.Object(
  {
    at: t.String({ format: 'date-time' }),
    failure: t.Object({
      code: t.String(errorCode),
      reason: t.Union([t.String(), t.Null()], {
        description: 'The failure in detail, in English, with words of the provider',
      }),
    }),
    findings,
  },
  { title: 'SignInTestFailure', description: 'The provider gave no answer that can be used' },
);

export type SignInTestFailure = Static<typeof failedSchema>;

export const signInTestSchema = t.Object(
  {
    test: t.Union([doneSchema, failedSchema, t.Null()], {
      description: 'The last test of this session, kept for ten minutes; null when there is none',
    }),
  },
  { title: 'SignInTest' },
);

export type SignInTest = Static<typeof signInTestSchema>;

export const signInTestRequestSchema = t.Object(
  {
    prompt: t.Optional(
      t.Union([t.Literal('login'), t.Null()], {
        description: 'Makes the provider ask for a new sign-in, to test as another person',
      }),
    ),
  },
  { title: 'SignInTestRequest' },
);

export const signInTestStartSchema = t.Object(
  { url: t.String({ examples: ['https://id.example.com/authorize?…'] }) },
  { title: 'SignInTestStart' },
);
