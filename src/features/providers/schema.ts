import { t } from 'elysia';
import {
  cureCodes,
  findingChecks,
  findingCodes,
  type FindingValues,
  isFindingCode,
} from '../../core/finding-codes.ts';

const knownFindings = Object.keys(findingCodes).filter(isFindingCode);

const paramsOfFindings = `The \`params\` of each code: ${Object.entries(findingCodes)
  .filter(([, names]) => names.length > 0)
  .map(([code, names]) => `\`${code}\`: ${names.map((name) => `\`${name}\``).join(', ')}`)
  .join('; ')}`;

/** One result of a test of the OpenID provider, or of a test sign-in there. */
export const findingSchema = t.Object(
  {
    check: t.Union(findingChecks.map((check) => t.Literal(check))),
    outcome: t.Union([
      t.Literal('ok'),
      t.Literal('warning'),
      t.Literal('failed'),
      t.Literal('skipped'),
    ]),
    code: t.Union(
      knownFindings.map((code) => t.Literal(code)),
      { description: `What was found, for programs. ${paramsOfFindings}` },
    ),
    params: t.Unsafe<Partial<FindingValues>>(
      t.Record(t.String(), t.Union([t.String(), t.Integer(), t.Array(t.String())]), {
        description: 'The values in message and cure, to build them in another language',
      }),
    ),
    message: t.String(),
    cure: t.Union([t.String(), t.Null()], {
      description: 'What to do; null when nothing needs to be done',
    }),
    cureCode: t.Union([...cureCodes.map((code) => t.Literal(code)), t.Null()], {
      description: 'The same for programs',
    }),
  },
  { title: 'OidcFinding' },
);
