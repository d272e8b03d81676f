import { actingMark } from './acting-gets.ts';

/** A route as the router lists it: `:name` stands for one segment, a last `*` for the rest. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly hooks: { readonly detail?: object };
}

/** What is true of a path, whoever asks and whatever the router makes of it. */
export interface Addresses {
  /** The methods that some route has for it, with what the server adds by itself; empty when it is unknown. */
  readonly allowedMethods: (path: string) => readonly string[];
  /**
   * Whether it ends in a slash where a name or an id belongs. The router passes over such a slash and runs
   * what stands above: `DELETE /sessions/`, for one session without its id, would end all of them.
   */
  readonly lacksParameter: (path: string) => boolean;
}

/** The path of a route for what has no other; it makes no address known. */
export const everywhere = '/*';

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
