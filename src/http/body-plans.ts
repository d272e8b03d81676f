import { checksAmong, type Hook } from './before-body.ts';

/** A route as the framework lists it. */
export interface ListedRoute {
  readonly method: string;
  readonly path: string;
  readonly hooks: { readonly transform?: unknown; readonly parse?: unknown };
}

/** What is done about the body of a request to a route. */
export interface BodyPlan {
  /** What must let the request pass before its body is read. */
  readonly checks: readonly Hook[];
  /** Whether the body is read as JSON; a route that says `parse: 'none'` reads it by itself. */
  readonly isJson: boolean;
}

/** Finds the plan of a route by its method and path; the routes are listed at the first request. */
export function createBodyPlans(
  routes: () => readonly ListedRoute[],
): (method: string, path: string) => BodyPlan {
  let plans: ReadonlyMap<string, BodyPlan> | null = null;
  return (method, path) => {
    plans ??= new Map(routes().map((route) => [keyOf(route.method, route.path), planOf(route)]));
    const plan = plans.get(keyOf(method, path));
    // Without its plan a route would read bodies before its guard has spoken.
    if (plan === undefined) throw new Error(`No plan for the body of ${method} ${path}`);
    return plan;
  };
}

function keyOf(method: string, path: string): string {
  return `${method} ${path}`;
}

function planOf({ hooks }: ListedRoute): BodyPlan {
  return {
    checks: checksAmong(functionsOf(hooks.transform)),
    isJson: !functionsOf(hooks.parse).includes('none'),
  };
}

/** The framework keeps hooks in containers; a hook of its own is known by its name. */
function functionsOf(hooks: unknown): readonly unknown[] {
  const containers: readonly unknown[] = Array.isArray(hooks) ? hooks : [hooks];
  return containers.map((container) =>
    typeof container === 'object' && container !== null && 'fn' in container ? container.fn : null,
  );
}
