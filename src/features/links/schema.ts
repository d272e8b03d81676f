import { t } from 'elysia';

/** The token of a link. */
export const linkTokenField = t.String({
  description: 'What follows the # in the address of the link',
});

const exampleToken = 'q0v6J7mFp3Zk1c9wXnB4tR8sYdL2hGfUeA5iPoV_KjM';

export const inspectLinkRequestSchema = t.Object(
  { token: linkTokenField },
  { title: 'InspectLinkRequest', examples: [{ token: exampleToken }] },
);

export const openedLinkSchema = t.Object(
  {
    kind: t.Union(
      [
        t.Literal('reset_password'),
        t.Literal('verify_email'),
        t.Literal('change_email'),
        t.Literal('invitation'),
      ],
      { title: 'OneTimeLinkKind' },
    ),
    email: t.Union([t.String(), t.Null()], {
      description:
        'The address that it is for, most of its local part hidden; null for an invitation that anyone may use',
      examples: ['a***@example.com'],
    }),
    expiresAt: t.String({ format: 'date-time' }),
    role: t.Optional(
      t.Union([t.Literal('admin'), t.Literal('user')], {
        description: 'What an invitation makes of the person',
      }),
    ),
    name: t.Optional(
      t.Union([t.String(), t.Null()], { description: 'The name that an invitation proposes' }),
    ),
    by: t.Optional(
      t.Union([t.String(), t.Null()], {
        description: 'The name of the administrator who invites; null for the command line',
      }),
    ),
  },
  { title: 'OpenedLink' },
);

export { exampleToken };
