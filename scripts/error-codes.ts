// Writes the page of the error codes in the handbook from the table of errors, `src/core/errors.ts`,
// and from the list of what can be wrong with a field, `src/core/field-faults.ts`.
import { resolve } from 'node:path';
import { errorTable } from '../src/core/errors.ts';
import { faultMeanings } from '../src/core/fault-meanings.ts';
import { fieldFaults } from '../src/core/field-faults.ts';
import { reasonPhrase } from '../src/core/reason-phrases.ts';

const file = resolve(import.meta.dir, '../src/web/handbook/error-codes.md');

const introduction = `# Error codes

Every refusal under \`/api\` looks like this:

\`\`\`json
{
  "statusCode": 401,
  "error": "Unauthorized",
  "message": "Invalid credentials",
  "code": "invalid_credentials",
  "requestId": "…"
}
\`\`\`

Go by \`code\`: it does not change. Where \`message\` says more than its code, \`reason\` names it, with the words in \`params\`. \`requestId\` is also in the \`X-Request-Id\` header and in the log. A refused field is named in \`details\`: \`[{ "field", "message", "code", "params" }]\`; [its codes](#refused-fields) are listed below.

- **401** with a bearer token: refresh, then try once more.
- **403 \`password_change_required\`**: ask for a new password and send it with the temporary one to \`POST /api/auth/change-password\`; its answer has the access token to go on with.
- **403 \`reauthentication_required\`**: ask for the password and send it to \`POST /api/auth/reauthenticate\`, or let the person sign in at the provider again; \`methods\` says which. Then repeat the request.
- **429** and **503**: try again after \`Retry-After\` seconds.
- **500**: a fault of the server; the log has the details under the \`requestId\`.
`;

const byStatus = Map.groupBy(Object.entries(errorTable), ([, error]) => error.status);
const sections = [...byStatus]
  .toSorted(([a], [b]) => a - b)
  .map(([status, errors]) => {
    const rows = errors.map(([code, error]) => `| \`${code}\` | ${status} | ${error.message} |\n`);
    return `\n## ${status} ${reasonPhrase(status)}\n\n| Code | Status | Sentence |\n| --- | --- | --- |\n${rows.join('')}`;
  });

const faults = Object.entries(fieldFaults).map(([code, params]) => {
  const names = params.map((name) => `\`${name}\``).join(', ');
  return `| \`${code}\` | ${names} | ${Reflect.get(faultMeanings, code)} |\n`;
});

const refusedFields = `
## Refused fields

With \`validation_failed\`, each entry of \`details\` has a \`code\` and, where the table names them, \`params\`: the numbers and words from which an application builds the message in another language.

| Code | Params | Meaning |
| --- | --- | --- |
${faults.join('')}`;

await Bun.write(file, introduction + sections.join('') + refusedFields);
await Bun.$`${process.execPath} fmt ${file}`.quiet();
