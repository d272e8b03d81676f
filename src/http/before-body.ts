import type { PeerSource } from './client-reader.ts';

/** What a check may use: method, headers and client of the request, never its body. */
export interface RequestHead {
  readonly request: Request;
  readonly server: PeerSource | null;
}

/** The order of the checks: a network over its limit is refused before its token is verified. */
const stages = ['network', 'bearer', 'person'] as const;

type Stage = (typeof stages)[number];

interface Check {
  readonly stage: Stage;
  /** Runs the check, at most once for each request. */
  readonly run: Hook;
}

/** A `transform` hook of a route, as Elysia calls it. */
export type Hook = (head: RequestHead) => Promise<void>;

const checks = new WeakMap<object, Check>();

/**
 * Makes a hook that runs `check` before the request body is read. Elysia runs hooks after the body, so the body
 * reader looks for these hooks and runs their checks first; for a request without a body Elysia runs them.
 */
export function beforeBody(stage: Stage, check: (head: RequestHead) => Promise<void>): Hook {
  const judged = new WeakSet<Request>();
  const hook = async ({ request, server }: RequestHead): Promise<void> => {
    if (judged.has(request)) return;
    judged.add(request);
    await check({ request, server });
  };
  checks.set(hook, { stage, run: hook });
  return hook;
}

/** The checks among the hooks of a route, in the order in which they must run. */
export function checksAmong(hooks: readonly unknown[]): readonly Hook[] {
  const found = hooks.flatMap((hook) =>
    typeof hook === 'function' ? (checks.get(hook) ?? []) : [],
  );
  return stages.flatMap((stage) =>
    found.filter((check) => check.stage === stage).map(({ run }) => run),
  );
}
