import type { OpenApiDocument } from '../../src/http/openapi.ts';
import file from '../../src/web/docs/openapi.json' with { type: 'file' };
import { type JsonSchema, schemaProblems } from './json-schema.ts';

let document: Promise<OpenApiDocument> | undefined;

/** The OpenAPI document that every server sends: no setting changes what the API routes say. */
export async function documentation(): Promise<OpenApiDocument> {
  return (document ??= Bun.file(file).json() as Promise<OpenApiDocument>);
}

// A body that cannot be read is refused alike on every route, also on those that want none.
const anywhere = new Set([400, 405, 413, 415]);

interface Asked {
  readonly method: string;
  readonly path: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Where the answer differs from what the documentation says of that route and status. */
export async function undocumented(asked: Asked, answer: Answered): Promise<readonly string[]> {
  if (asked.method === 'HEAD' || answer.status === 204) return [];
  const { paths, components } = await documentation();
  const method = asked.method.toLowerCase();
  const template = routed(asked.path, method, paths);
  if (template === undefined) return [];
  const operation = paths[template]?.[method];
  const response = operation?.responses[String(answer.status)];
  const reference = response?.['$ref'];
  const documented =
    typeof reference === 'string'
      ? components.responses[reference.replace('#/components/responses/', '')]
      : response;
  if (documented !== undefined) return answerProblems(answer, documented, components.schemas);
  const problem = `${asked.method} ${template} is not documented to answer ${answer.status}`;
  return anywhere.has(answer.status) ? [] : [problem];
}

/** A path with a parameter serves the methods that a fixed path does not have, as in the router. */
function routed(
  path: string,
  method: string,
  paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): string | undefined {
  const withMethod = Object.keys(paths).filter((each) => paths[each]?.[method] !== undefined);
  return templateOf(path, withMethod) ?? templateOf(path, Object.keys(paths));
}

function answerProblems(
  { headers, body }: Answered,
  documented: DocumentedResponse,
  definitions: Readonly<Record<string, JsonSchema>>,
): readonly string[] {
  const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
  const isOther = type !== '' && type !== 'application/json';
  if (!isOther) return bodyProblems(body, documented, definitions);
  // What is documented without any content, such as a redirect, is free to have some.
  const { content } = documented;
  return content === undefined || type in content ? [] : [`${type} is not documented`];
}

function bodyProblems(
  body: unknown,
  { content }: DocumentedResponse,
  definitions: Readonly<Record<string, JsonSchema>>,
): readonly string[] {
  const schema = content?.['application/json']?.schema;
  return schema === undefined ? [] : schemaProblems(body, schema, definitions);
}

/** The documented path that a request means: the very one, or one with `{name}` in it. */
function templateOf(path: string, templates: readonly string[]): string | undefined {
  const asked = path.split('?', 1)[0] ?? '';
  return templates.includes(asked) ? asked : templates.find((each) => fits(each, asked));
}

interface DocumentedResponse {
  readonly content?: { readonly 'application/json'?: { readonly schema: JsonSchema } };
}

function fits(template: string, path: string): boolean {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => part.startsWith('{') || part === actual[index])
  );
}
