import { actingMark } from './acting-gets.ts';

/** A route as the router lists it: `:name` matches one segment, a final `*` the rest. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly hooks: { readonly detail?: object };
}

/** What is known about a path, independent of the caller and of the router's matching. */
export interface Addresses {
  /** The methods of all routes for a path, with OPTIONS and HEAD; empty for an unknown path. */
  readonly allowedMethods: (path: string) => readonly string[];
  /**
   * Whether the path ends in a slash where a parameter belongs. The router ignores such a slash and runs the parent
   * route: `DELETE /sessions/`, meant for one session, would end all of them.
   */
  readonly lacksParameter: (path: string) => boolean;
}

/** The path of routes that apply to every address; it makes no address known. */
export const everywhere = '/*';

/** Lists the routes at the first question, when all of them are registered. */
export function readAddresses(routes: () => readonly Route[]): Addresses {
  const known = () => routes().filter(({ path }) => path !== everywhere);
  return {
    allowedMethods: (path) => allowedMethods(known(), path),
    lacksParameter: (path) =>
      path.endsWith('/') && known().some((route) => isLastParameterOf(route, path)),
  };
}

function allowedMethods(routes: readonly Route[], path: string): readonly string[] {
  const own = routes.filter((route) => matches(route.path, path));
  if (own.length === 0) return [];
  const gets = own.filter(({ method }) => method === 'GET');
  const hasHead = gets.length > 0 && !gets.some(({ hooks }) => actingMark in (hooks.detail ?? {}));
  const added = hasHead ? ['HEAD', 'OPTIONS'] : ['OPTIONS'];
  return [...new Set([...own.map(({ method }) => method), ...added])].toSorted();
}

function isLastParameterOf(route: Route, path: string): boolean {
  return segments(route.path).at(-1)?.startsWith(':') === true && matches(route.path, `${path}x`);
}

function matches(pattern: string, path: string): boolean {
  const expected = segments(pattern);
  const actual = segments(path);
  if (expected.at(-1) !== '*' && expected.length !== actual.length) return false;
  return expected.every(
    (part, index) =>
      part === '*' ||
      part === actual[index] ||
      (part.startsWith(':') && actual[index] !== undefined),
  );
}

function segments(path: string): readonly string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}
