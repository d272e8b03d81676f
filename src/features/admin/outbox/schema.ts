import { type Static, t } from 'elysia';

const channelSchema = t.Object(
  {
    isConfigured: t.Boolean({ description: 'Whether the settings say where messages go' }),
    waiting: t.Integer({ description: 'How many messages wait to be sent', examples: [3] }),
    oldestAt: t.Union([t.String({ format: 'date-time' }), t.Null()], {
      description: 'When the oldest of them was stored',
    }),
    lastError: t.Union([t.String(), t.Null()], {
      description: 'Why the newest of them that was tried could not be sent, in English',
      examples: ['smtp.example.com takes no connections on port 587.'],
    }),
    isStopped: t.Boolean({
      description:
        'Whether nothing is sent, because the receiver wants no more messages, until the server is restarted or an administrator tries again',
    }),
  },
  { title: 'OutboxChannel' },
);

export const outboxSchema = t.Object(
  { mail: channelSchema, webhook: channelSchema },
  { title: 'Outbox' },
);

export type OutboxChannel = Static<typeof channelSchema>;

export type OutboxState = Static<typeof outboxSchema>;
