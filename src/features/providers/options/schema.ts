import { type Static, t, type TSchema } from 'elysia';
import {
  eachOidcOption,
  type OidcOption,
  type oidcOptions,
  type OidcOptionName,
} from '../../../core/oidc-options.ts';
import { sourceSchema } from '../../settings/schema.ts';

/** A value as answers and requests have it: a list as texts, a duration as text, such as `12h`. */
type Shown<Row extends OidcOption> = Row['kind'] extends 'flag'
  ? boolean
  : Row['kind'] extends 'list'
    ? readonly string[]
    : string;

type ShownOf<Name extends OidcOptionName> = Shown<(typeof oidcOptions)[Name]>;

/** One option, as administrators see it. */
export interface OptionState<Value = boolean | string | readonly string[]> {
  readonly value: Value;
  readonly source: Static<typeof sourceSchema>;
  readonly isLocked: boolean;
  /** The environment variable that sets it. */
  readonly variable: string;
}

export type OidcOptionStates = {
  readonly [Name in OidcOptionName]: OptionState<ShownOf<Name>>;
};

/** Null and undefined leave an option as it is. */
export type OidcOptionChange = {
  readonly [Name in OidcOptionName]?: ShownOf<Name> | null;
};

const maxTexts = 200;

export const oidcOptionsSchema = t.Unsafe<OidcOptionStates>(
  t.Object(eachOidcOption(stateSchema), { title: 'OidcOptions' }),
);

export const oidcOptionChangeSchema = t.Unsafe<OidcOptionChange>(
  t.Object(
    eachOidcOption((option) => t.Optional(t.Union([changeSchema(option), t.Null()]))),
    {
      title: 'UpdateOidcOptionsRequest',
      description:
        'An empty text or list brings back the default; fields that are null or left out stay unchanged',
      examples: [{ prompt: 'select_account', autoRedirect: true }],
    },
  ),
);

function stateSchema(option: OidcOption) {
  return t.Object({
    value: valueSchema(option),
    source: sourceSchema,
    isLocked: t.Boolean({ description: 'Whether the environment variable sets it' }),
    variable: t.String({ examples: [option.variable] }),
  });
}

function valueSchema(option: OidcOption): TSchema {
  const description = capitalized(option.label);
  if (option.kind === 'flag') return t.Boolean({ description });
  if (option.kind === 'list') return t.Array(t.String(), { description });
  if (option.kind === 'duration') return t.String({ description, examples: ['12h'] });
  return t.Union(
    option.words.map((word) => t.Literal(word)),
    { description },
  );
}

/** The words of a choice and the texts of a list are checked by the service, because an empty text is one more. */
function changeSchema(option: OidcOption): TSchema {
  if (option.kind === 'flag') return t.Boolean();
  if (option.kind === 'list') return t.Array(t.String(), { minItems: 0, maxItems: maxTexts });
  if (option.kind === 'duration') return t.String({ examples: ['12h'] });
  return t.String({ enum: [...option.words, ''] });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
