// The table runner for sign-ins at a named provider: one row is one way there and back, on a server and with
// providers of its own.
import { describe, expect, test } from 'bun:test';
import { type NamedProvider, namedProviders } from '../../../src/core/providers/registry.ts';
import type { Exchanged } from '../../../src/features/federation/login-codes/schema.ts';
import errors from '../../snapshots/errors.json';
import { addPerson } from '../people.ts';
import { createTestApp, type Env, type TestApp } from '../test-app.ts';
import { ticketIn } from '../pending-ticket.ts';
import { createStandIn, type StandIn } from './stand-in.ts';
import { comeBack, exchanged, goToProvider, landingOf, type Trip } from './visitor.ts';
import type { Member } from './wire.ts';
import { oneOfEachKind } from './wires.ts';

interface Scene {
  readonly app: TestApp;
  readonly standIn: StandIn;
  readonly provider: NamedProvider;
}

export interface Journey {
  /** A sentence about the product. */
  readonly name: string;
  /** Where it happens: at every provider where it depends on what that says, else at one of each kind. */
  readonly at?: readonly NamedProvider[];
  readonly env?: Env;
  readonly member?: Partial<Member>;
  /** What is there before, besides an administrator. */
  readonly arrange?: (scene: Scene) => Promise<unknown>;
  /** What happens between the provider and the callback; may change what the browser brings. */
  readonly meanwhile?: (trip: Trip, scene: Scene) => Promise<Trip | void>;
  /** The error for the login page; null for a successful sign-in. */
  readonly code: keyof typeof errors | null;
  /** Its sentence, when it is not the documented one. */
  readonly message?: (provider: NamedProvider) => string;
  /** A refusal changes no row but the flow's, unless this says that it is meant to. */
  readonly changesRows?: true;
  /** After getting in, with what the code was traded for; after a refusal, with null. */
  readonly after?: (scene: Scene, answer: Exchanged | null) => Promise<void>;
}

/** Declares one test per row and provider where it happens. */
export function journeys(title: string, rows: readonly Journey[]): void {
  describe.each([...namedProviders])(`${title} at %s`, (provider) => {
    for (const row of rows.filter(({ at }) => (at ?? oneOfEachKind).includes(provider))) {
      test(row.name, () => run(row, provider));
    }
  });
}

async function run(row: Journey, provider: NamedProvider): Promise<void> {
  using standIn = createStandIn();
  standIn.member = { ...standIn.member, ...row.member };
  await using app = await createTestApp({ ...standIn.env, ...row.env });
  await addPerson(app, { email: 'ada@example.com', isAdmin: true });
  const scene = { app, standIn, provider };
  await row.arrange?.(scene);
  const trip = await goToProvider(app, provider);
  const changed = (await row.meanwhile?.(trip, scene)) ?? trip;
  const before = await rowsOf(app);
  const landing = landingOf(await comeBack(app, changed));
  if (row.code === null) {
    expect(landing).toEqual({ page: '/login', code: expect.stringMatching(/^[\w-]{43}$/) });
    const answer = await app.post('/api/auth/oauth/exchange', { code: landing['code'] });
    expect(answer.status).toBe(200);
    await row.after?.(scene, exchanged(answer));
    return;
  }
  const error = row.message?.(provider) ?? errors[row.code].message;
  expect(landing).toEqual({ page: '/login', error, error_code: row.code, ...ticketIn(row.code) });
  if (row.changesRows !== true) expect(await rowsOf(app)).toEqual(before);
  await row.after?.(scene, null);
}

/** What a refusal must not change. */
async function rowsOf(app: TestApp) {
  const { sign_in_flows: _flows, link_tickets: _tickets, ...rest } = await app.snapshot();
  return rest;
}
