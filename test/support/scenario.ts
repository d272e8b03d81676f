// The table runner: one row is one request to a server of its own, with everything that must be true of
// the answer and of the database afterwards.
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import type { Answer } from './answer-rules.ts';
import { type Call, createTestApp, type Env, type TestApp } from './test-app.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface Scenario extends Pick<Call, 'headers' | 'bearer' | 'json' | 'body'> {
  /** A sentence about the product. */
  readonly name: string;
  readonly request: `${Method} /${string}`;
  readonly env?: Env | undefined;
  /** What is there before; may add what it made (a token, an id in the path) to the call. */
  readonly arrange?: ((app: TestApp) => Promise<Partial<Call> | void>) | undefined;
  readonly status: number;
  /** The code of a refusal; its sentence is the documented one unless `message` says otherwise. */
  readonly code?: keyof typeof errors | undefined;
  readonly message?: string | undefined;
  /** The exact body of a success. */
  readonly answer?: unknown;
  /** Text that the answer must contain, and text that it must not. */
  readonly contains?: readonly string[] | undefined;
  readonly excludes?: readonly string[] | undefined;
  /** Headers to compare; null: the header must be absent. */
  readonly expectHeaders?: Readonly<Record<string, string | null>>;
  /** A refusal changes no row, unless this says that it is meant to. */
  readonly changesRows?: boolean;
  readonly after?: (app: TestApp, answer: Answer) => Promise<void>;
}

/** Declares one test per row. */
export function scenarios(title: string, rows: readonly Scenario[]): void {
  describe(title, () => {
    for (const row of rows) test(row.name, () => run(row));
  });
}

async function run(row: Scenario): Promise<void> {
  await using app = await createTestApp(row.env);
  const arranged = (await row.arrange?.(app)) ?? {};
  const before = await app.snapshot();
  const answer = await app.send({ ...callOf(row), ...arranged });
  expect({ status: answer.status, ...codeOf(answer) }).toEqual({
    status: row.status,
    ...(row.code === undefined ? {} : refusal(row.code, row.message)),
  });
  checkBody(row, answer);
  for (const [name, value] of Object.entries(row.expectHeaders ?? {})) {
    expect({ [name]: answer.headers.get(name) }).toEqual({ [name]: value });
  }
  if (row.status >= 400 && row.changesRows !== true) expect(await app.snapshot()).toEqual(before);
  await row.after?.(app, answer);
}

function callOf(row: Scenario): Call {
  const [method = '', path = ''] = row.request.split(' ', 2);
  const { headers, bearer, json, body } = row;
  return {
    method,
    path,
    ...(headers === undefined ? {} : { headers }),
    ...(bearer === undefined ? {} : { bearer }),
    ...(json === undefined ? {} : { json }),
    ...(body === undefined ? {} : { body }),
  };
}

function refusal(code: keyof typeof errors, message: string = errors[code].message) {
  return { code, message };
}

function codeOf({ status, body }: Answer): { readonly code?: unknown; readonly message?: unknown } {
  if (status < 400 || typeof body !== 'object' || body === null) return {};
  const { code, message } = body as Record<string, unknown>;
  return code === undefined ? {} : { code, message };
}

function checkBody(row: Scenario, answer: Answer): void {
  if (row.answer !== undefined) expect(answer.body).toEqual(row.answer);
  for (const text of row.contains ?? []) expect(answer.text).toContain(text);
  for (const text of row.excludes ?? []) expect(answer.text).not.toContain(text);
}
