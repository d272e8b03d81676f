import type { Failure, FieldWords } from '../client/failure.ts';
import { durationOf, listOf } from '../words/format.ts';
import { t, textOf, textWith } from '../words/words.ts';

/** The sentence to show for a failure. */
export function sentenceFor(failure: Failure): string {
  if (failure.text !== undefined) return t(failure.text);
  const { because } = failure;
  const reason = because && textWith(`reason.${because.reason}`, { ...because.params });
  if (reason !== undefined) return reason;
  if (failure.code === 'rate_limited') {
    return t('error.rate_limited', { wait: durationOf(failure.retryAfterSeconds ?? 60) });
  }
  if (failure.code === 'unknown' && failure.status !== 0) return t('error.unreadable');
  return textOf(`error.${failure.code}`) ?? t('error.unknown');
}

/** The sentence for a code in the address; nothing else of the address is shown, because any site can link here. */
export function sentenceForCode(code: string | null): string {
  return textOf(`error.${code}`) ?? t('error.signIn');
}

/** The sentence for what is wrong with a field; the server's own if the page is older and does not know the code. */
export function faultSentence(fault: FieldWords): string {
  if ('text' in fault) return t(fault.text);
  const values =
    fault.code === 'password_too_weak' ? { needs: needsOf(fault.params) } : shown(fault.params);
  return textWith(`fault.${fault.code}`, values) ?? fault.message;
}

/** Lists as text: of their items, one is to be chosen. */
function shown(
  params: Readonly<Record<string, number | string | readonly string[]>> = {},
): Readonly<Record<string, string | number>> {
  const values = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? listOf(value, 'disjunction') : value,
  ]);
  return Object.fromEntries(values);
}

function needsOf({ needs, min }: { readonly needs: readonly string[]; readonly min: number }) {
  const words = needs.map((name) => textWith(`need.${name}`, { min }));
  return listOf(words.filter((word) => word !== undefined));
}
