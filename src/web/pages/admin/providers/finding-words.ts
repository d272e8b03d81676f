import type { OidcTest } from '../../../../features/admin/providers/schema.ts';
import { listOf } from '../../words/format.ts';
import { textOf, textWith } from '../../words/words.ts';

type Finding = OidcTest['findings'][number];

/** What was found and what to do, in the language of the page; in English when the server knows more codes than the page. */
export function findingWords({ code, params, message, cureCode, cure }: Finding) {
  const values = shownValues(params);
  const advice = cureCode === null ? cure : (textWith(`cure.${cureCode}`, values) ?? cure);
  return { found: textWith(`found.${code}`, values) ?? message, advice };
}

/** Lists as text, a code of the system in brackets, and the place as a sentence. */
function shownValues(params: Finding['params']): Readonly<Record<string, string | number>> {
  const { system, place = 'public', method, ...rest } = params;
  const plain = Object.entries(rest).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? listOf(value) : value,
  ]);
  const where = place === 'public' ? undefined : textOf(`place.${place}`);
  return {
    ...Object.fromEntries(plain),
    system: system === undefined || system === '' ? '' : ` (${system})`,
    place: where === undefined ? '' : ` ${where}`,
    method: method ?? '',
    other: method === 'client_secret_basic' ? 'post' : 'basic',
  };
}
