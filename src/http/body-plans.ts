import { checksAmong, type Hook } from './before-body.ts';

/** A route as Elysia lists it. */
export interface ListedRoute {
  readonly method: string;
  readonly path: string;
  readonly hooks: { readonly transform?: unknown; readonly parse?: unknown };
}

/** How the body of a request to a route is handled. */
export interface BodyPlan {
  /** The checks that must pass before the body is read. */
  readonly checks: readonly Hook[];
  /** Whether the body is parsed as JSON; a route with `parse: 'none'` reads it itself. */
  readonly isJson: boolean;
}

/** Finds the plan of a route by method and path; the routes are listed at the first request. */
export function createBodyPlans(
  routes: () => readonly ListedRoute[],
): (method: string, path: string) => BodyPlan {
  let plans: ReadonlyMap<string, BodyPlan> | null = null;
  return (method, path) => {
    plans ??= new Map(routes().map((route) => [keyOf(route.method, route.path), planOf(route)]));
    const plan = plans.get(keyOf(method, path));
    // Without a plan the body would be read before the route's guard has run.
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

/** Elysia wraps hooks in containers; the hooks of before-body.ts are recognised by their function. */
function functionsOf(hooks: unknown): readonly unknown[] {
  const containers: readonly unknown[] = Array.isArray(hooks) ? hooks : [hooks];
  return containers.map((container) =>
    typeof container === 'object' && container !== null && 'fn' in container ? container.fn : null,
  );
}
