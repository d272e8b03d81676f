import { t } from 'elysia';

export const healthSchema = t.Object(
  {
    status: t.Literal('ok'),
    app: t.Literal('anchor'),
    version: t.String({ examples: ['0.1.0'] }),
  },
  { title: 'Health' },
);

export const liveSchema = t.Object({ status: t.Literal('ok') }, { title: 'Liveness' });

export const readySchema = t.Object(
  {
    status: t.Union([t.Literal('ok'), t.Literal('unavailable')]),
    database: t.Union([t.Literal('ok'), t.Literal('unavailable')]),
  },
  { title: 'Readiness' },
);
