import type { Failure, FieldWords } from '../client/failure.ts';
import { durationOf, listOf } from '../words/format.ts';
import { t, textOf } from '../words/words.ts';

/** The sentence to show for a failure. */
export function sentenceFor(failure: Failure): string {
  if (failure.text !== undefined) return t(failure.text);
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

/** The sentence for what is wrong with a field. */
export function faultSentence(fault: FieldWords): string {
  if ('text' in fault) return t(fault.text);
  const { code, params = {}, message } = fault;
  const numberOf = (name: string) => Number(params[name]);
  const listed = (name: string) => {
    const value = params[name];
    return listOf(Array.isArray(value) ? value : [], 'disjunction');
  };
  switch (code) {
    case 'unknown_value':
      return t('fault.unknown_value', { allowed: listed('allowed') });
    case 'exactly_one':
      return t('fault.exactly_one', { fields: listed('fields') });
    case 'out_of_range':
      return t('fault.out_of_range', { min: numberOf('min'), max: numberOf('max') });
    case 'too_short':
      return t('fault.too_short', { min: numberOf('min') });
    case 'too_long':
      return t('fault.too_long', { max: numberOf('max') });
    case 'too_many_bytes':
      return t('fault.too_many_bytes', { max: numberOf('max') });
    case 'password_too_weak':
      return t('fault.password_too_weak', { needs: needsOf(params['needs'], numberOf('min')) });
    default:
      return textOf(`fault.${code}`) ?? message;
  }
}

function needsOf(needs: unknown, min: number): string {
  const names: readonly string[] = Array.isArray(needs) ? needs : [];
  const words = names.map((name) =>
    name === 'min_length' ? t('need.min_length', { min }) : textOf(`need.${name}`),
  );
  return listOf(words.filter((word) => word !== undefined));
}
