import type { Operation } from './operations.ts';
import { segment } from './runtime/requests.ts';
import { commentOf, typeOf } from './types.ts';

/** The types of the queries, one for each operation that has one. */
export function queryTypes(operations: readonly Operation[]): string {
  return operations
    .filter(({ query }) => query.length > 0)
    .map(
      (operation) =>
        `export interface ${queryName(operation)} {\n${operation.query.join('\n')}\n}\n`,
    )
    .join('\n');
}

/** One method for each operation, in the order of the tags. */
export function methodsOf(operations: readonly Operation[], tags: readonly string[]): string {
  return tags
    .flatMap((tag) => {
      const ofTag = operations.filter((each) => each.tag === tag);
      return ofTag.length === 0 ? [] : [`// ${tag}\n`, ...ofTag.map((each) => methodOf(each))];
    })
    .join('\n');
}

function methodOf(operation: Operation): string {
  const { name, summary, answers, isPublic } = operation;
  const types = Object.keys(answers);
  if (operation.isRedirect) return addressMethod(operation);
  if (types.includes('text/csv')) return commentOf(summary) + overloads(operation);
  const parameters = parametersOf(operation).join(', ');
  const parts = partsOf(operation);
  const call = `this.${isPublic ? 'open' : 'call'}(${routeOf(operation)}, options${parts === '' ? '' : `, { ${parts} }`})`;
  // A bad segment of a path rejects like any other failure.
  const start = operation.pathTypes.length === 0 ? name : `async ${name}`;
  return `${commentOf(summary)}${start}(${parameters}): Promise<${answerOf(operation)}> {
return ${call};
}
`;
}

/** A browser opens such an address: a call would follow the redirect to a page of another server. */
function addressMethod(operation: Operation): string {
  const { name, summary, query, method } = operation;
  const use = method === 'GET' ? 'to open in a browser' : 'to which a page sends its form';
  // A body is what a page sends to that address.
  const parameters = parametersOf({ ...operation, body: null })
    .slice(0, -1)
    .join(', ');
  const path = routeOf(operation).replace(`${operation.method} `, '');
  return `${commentOf(`${summary}: the address ${use}`)}${name}(${parameters}): string {
return this.address(${path}${query.length === 0 ? '' : ', query'});
}
`;
}

/** A list that can also be had as a file. */
function overloads(operation: Operation): string {
  const { name } = operation;
  const query = queryName(operation);
  const call = `this.call(${routeOf(operation)}, options, { query, as: query?.format === 'csv' ? 'text' : undefined })`;
  const answer = answerOf(operation);
  return `${name}(query: ${query} & { format: 'csv' }, options?: CallOptions): Promise<string>;
${name}(query?: ${query} & { format?: undefined }, options?: CallOptions): Promise<${answer}>;
${name}(query?: ${query}, options?: CallOptions): Promise<${answer} | string> {
return ${call};
}
`;
}

function queryName({ name }: Operation): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Query`;
}

function parametersOf(operation: Operation): readonly string[] {
  const { pathTypes, body, query, isQueryNeeded } = operation;
  return [
    ...pathTypes.map(([name, type]) => `${name}: ${type}`),
    ...(body === null ? [] : [`body${body.isNeeded ? '' : '?'}: ${body.type}`]),
    ...(query.length === 0 ? [] : [`query${isQueryNeeded ? '' : '?'}: ${queryName(operation)}`]),
    'options?: CallOptions',
  ];
}

/** `METHOD /path` as a text of the language. */
function routeOf({ method, path, pathTypes }: Operation): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, `\${${segment.name}($1)}`);
  return pathTypes.length === 0 ? `'${method} ${path}'` : `\`${method} ${filled}\``;
}

function partsOf({ body, query, keepsTokens, answers }: Operation): string {
  return [
    ...(body === null ? [] : [body.part]),
    ...(query.length === 0 ? [] : ['query']),
    ...(keepsTokens ? ['keeps: true'] : []),
    ...('application/json' in answers ? [] : [`as: '${isText(answers) ? 'text' : 'blob'}'`]),
  ].join(', ');
}

function answerOf({ answers }: Operation): string {
  const json = answers['application/json'];
  if (json !== undefined) return typeOf(json);
  if (Object.keys(answers).length === 0) return 'void';
  return isText(answers) ? 'string' : 'Binary';
}

/** Whether there is no answer of another kind. */
function isText(answers: Operation['answers']): boolean {
  return Object.keys(answers).every((type) => type.startsWith('text/'));
}
