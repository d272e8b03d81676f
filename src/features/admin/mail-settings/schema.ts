import { type Static, t, type TSchema } from 'elysia';
import { mailTlsWords, noticeWords } from '../../../core/mail-options.ts';
import { mailProblemCodes } from '../../../core/mail-problem-codes.ts';
import { isMailResultCode, mailResults } from '../../../core/mail-results.ts';
import { sourceSchema } from '../../settings/schema.ts';

const tlsSchema = t.Union(
  mailTlsWords.map((word) => t.Literal(word)),
  {
    description:
      '`starttls` (required), `implicit` (from the first byte, usually port 465), or `none` (only to this machine and private networks)',
  },
);

const noticesSchema = t.Array(t.Union(noticeWords.map((word) => t.Literal(word))), {
  description: 'What is told by mail; an empty list tells nothing',
  maxItems: noticeWords.length,
});

function setting<T extends TSchema>(value: T, variable: string) {
  return t.Object({
    value,
    source: sourceSchema,
    isLocked: t.Boolean({ description: 'Whether an environment variable sets it' }),
    variable: t.String({
      examples: [variable],
      description: 'The variable that sets it, or that locks it',
    }),
  });
}

export const mailSettingsSchema = t.Object(
  {
    isConfigured: t.Boolean({ description: 'Whether this server sends mail' }),
    host: setting(t.String({ description: 'Empty: no mail is sent' }), 'SMTP_HOST'),
    port: setting(t.Integer(), 'SMTP_PORT'),
    tls: setting(tlsSchema, 'SMTP_TLS'),
    user: setting(t.String({ description: 'Empty: no sign-in' }), 'SMTP_USER'),
    hasPassword: setting(t.Boolean(), 'SMTP_PASSWORD'),
    passwordUnreadable: t.Boolean({
      description:
        'Whether the stored password cannot be decrypted, so that it must be entered again',
    }),
    from: setting(t.String({ examples: ['Anchor <auth@example.com>'] }), 'SMTP_FROM'),
    ehlo: setting(t.String({ description: 'Empty: the host of APP_URL' }), 'SMTP_EHLO'),
    notify: setting(noticesSchema, 'NOTIFY'),
    problems: t.Array(t.Union(mailProblemCodes.map((code) => t.Literal(code))), {
      description: 'What is half set, or probably not meant so',
    }),
  },
  { title: 'MailSettings' },
);

export type MailSettingsAnswer = Static<typeof mailSettingsSchema>;

const text = t.Optional(t.Union([t.String(), t.Null()]));

// The service checks the words, which gives a message that names them.
const noticesChange = t.Array(t.String({ enum: [...noticeWords] }), {
  minItems: 0,
  maxItems: noticeWords.length,
});

export const mailChangeSchema = t.Object(
  {
    host: text,
    port: t.Optional(t.Union([t.Integer(), t.Null()])),
    tls: t.Optional(t.Union([tlsSchema, t.Null()])),
    user: text,
    password: t.Optional(t.Union([t.String(), t.Null()], { description: 'Never shown again' })),
    clearPassword: t.Optional(t.Union([t.Boolean(), t.Null()])),
    from: text,
    ehlo: text,
    notify: t.Optional(t.Union([noticesChange, t.Null()])),
  },
  {
    title: 'UpdateMailSettingsRequest',
    description:
      'An empty text clears a value; fields that are null or left out stay unchanged. The stored password is forgotten with another host or user name, and with `none` in place of encryption, unless the request brings one.',
    examples: [{ host: 'smtp.example.com', from: 'Anchor <auth@example.com>' }],
  },
);

export type MailChangeRequest = Static<typeof mailChangeSchema>;

export const mailTestSchema = t.Object(
  { to: t.String({ examples: ['ada@example.com'] }) },
  { title: 'TestMailSettingsRequest' },
);

const resultCodes = Object.keys(mailResults).filter(isMailResultCode);

export const mailTestAnswerSchema = t.Object(
  {
    ok: t.Boolean({ description: 'Whether the mail server took the mail' }),
    code: t.Union(
      resultCodes.map((code) => t.Literal(code)),
      { description: 'How it ended, for programs' },
    ),
    params: t.Object(
      { host: t.String(), port: t.Integer() },
      { description: 'The values in the message, to build it in another language' },
    ),
    status: t.Union([t.String(), t.Null()], {
      description: 'The codes of the mail server’s reply; its text is never shown',
      examples: ['550 5.1.1'],
    }),
    message: t.String(),
  },
  { title: 'MailTest' },
);

export type MailTest = Static<typeof mailTestAnswerSchema>;
