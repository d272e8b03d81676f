/** A route as the router lists it: `:name` stands for one segment, a last `*` for the rest. */
interface Route {
  readonly method: string;
  readonly path: string;
}

/** The methods that some route has for this path, with what the server adds by itself; empty when the path is unknown. */
export function allowedMethods(routes: readonly Route[], path: string): readonly string[] {
  const own = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (own.length === 0) return [];
  const methods = new Set([...own, 'OPTIONS']);
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].toSorted();
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
