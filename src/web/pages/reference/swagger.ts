import { bearerToken } from './credential.ts';
import type { Credential } from './kept-credential.ts';
import { type ApiDocument, findOperations, operationKey } from './operations.ts';

/** The parts of Swagger UI that this page uses. */
export interface Swagger {
  readonly authActions: { readonly logout: (schemes: readonly string[]) => void };
  readonly layoutActions: { readonly updateFilter: (phrase: string) => void };
  readonly preauthorizeApiKey: (scheme: string, token: string) => void;
}

/** A request before it is sent; the headers may be changed. */
interface TriedRequest {
  readonly headers: Record<string, string>;
}

/** Immutable collections of Swagger UI. */
interface Operation {
  readonly get: (name: 'method' | 'path') => string;
}

interface Operations {
  readonly size: number;
  readonly filter: (keep: (operation: Operation) => boolean) => Operations;
}

interface Tag {
  readonly get: (name: 'operations') => Operations;
  readonly set: (name: 'operations', operations: Operations) => Tag;
}

interface Tags {
  readonly map: (change: (tag: Tag) => Tag) => Tags;
  readonly filter: (keep: (tag: Tag) => boolean) => Tags;
}

declare global {
  interface Window {
    readonly SwaggerUIBundle?: (options: object) => Swagger;
  }
}

interface ShowOptions {
  readonly place: HTMLElement;
  readonly spec: ApiDocument;
  /** Called when a lock of an operation is chosen. */
  readonly authorize: () => void;
  /** Called when the operations can be seen and authorized. */
  readonly shown: (swagger: Swagger) => void;
}

/** Lets Swagger UI show the document; its script has to be loaded before. */
export function showOperations({ place, spec, authorize, shown }: ShowOptions): void {
  const swagger = window.SwaggerUIBundle?.({
    domNode: place,
    spec,
    deepLinking: true,
    // The schemas are folded, because most people read only the operations.
    defaultModelsExpandDepth: 0,
    requestInterceptor: withFreshToken,
    plugins: [searchPlugin(spec), authorizePlugin(authorize)],
    onComplete: () => {
      if (swagger !== undefined) shown(swagger);
    },
  });
}

/** Authorizes the operations with the credential, or with none. Throws Failure. */
export async function applyCredential(
  swagger: Swagger,
  credential: Credential | null,
): Promise<void> {
  const token = credential === null ? null : await tokenFor(credential);
  // Swagger UI fails when it should forget what it never knew.
  if (authorized.delete(swagger)) swagger.authActions.logout(['accessToken', 'apiToken']);
  if (token === null) return;
  authorized.add(swagger);
  swagger.preauthorizeApiKey(token.startsWith('ak_') ? 'apiToken' : 'accessToken', token);
}

/** A sign-in of the dialog is not renewed here, because that would change the credential, which is applied again. */
function tokenFor(credential: Credential): string | Promise<string | null> {
  return credential.kind === 'signed-in' ? credential.accessToken : bearerToken();
}

const authorized = new WeakSet<Swagger>();

/** Swagger UI knows the token of the moment when the person signed in, which may have expired since. */
async function withFreshToken(request: TriedRequest): Promise<TriedRequest> {
  if (request.headers['Authorization'] === undefined) return request;
  const token = await bearerToken();
  if (token === null) delete request.headers['Authorization'];
  else request.headers['Authorization'] = `Bearer ${token}`;
  return request;
}

/** Takes the place of Swagger's own filter, which looks at tags and paths only. */
function searchPlugin(spec: ApiDocument) {
  const opsFilter = (tags: Tags, phrase: string): Tags => {
    const found = findOperations(spec, phrase);
    return tags
      .map((tag) =>
        tag.set(
          'operations',
          tag
            .get('operations')
            .filter((each) => found.has(operationKey(each.get('method'), each.get('path')))),
        ),
      )
      .filter((tag) => tag.get('operations').size > 0);
  };
  return { fn: { opsFilter }, wrapComponents: { FilterContainer: () => () => null } };
}

/** Opens the dialog of this page in place of Swagger's, which only takes tokens. */
function authorizePlugin(authorize: () => void) {
  const showDefinitions = () => (definitions: unknown) => {
    if (definitions !== false) authorize();
  };
  return { statePlugins: { auth: { wrapActions: { showDefinitions } } } };
}
