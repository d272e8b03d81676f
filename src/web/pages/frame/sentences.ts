import type { RefusalReason } from '../../../core/refusal-reasons.ts';
import type { Failure, FieldWords } from '../client/failure.ts';
import { durationOf, listOf } from '../words/format.ts';
import { t, textOf } from '../words/words.ts';

/** The sentence to show for a failure. */
export function sentenceFor(failure: Failure): string {
  if (failure.text !== undefined) return t(failure.text);
  if (failure.because !== undefined) return reasonSentence(failure.because);
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

function reasonSentence({ reason, params }: RefusalReason): string {
  switch (reason) {
    case 'locked_by_variable':
      return t('reason.locked_by_variable', params);
    case 'provider_switched_off':
      return t('reason.provider_switched_off', params);
    case 'image_too_many_pixels':
      return t('reason.image_too_many_pixels', params);
    default:
      return t(`reason.${reason}`);
  }
}

/** The sentence for what is wrong with a field. */
export function faultSentence(fault: FieldWords): string {
  if ('text' in fault) return t(fault.text);
  switch (fault.code) {
    case 'unknown_value':
      return t('fault.unknown_value', { allowed: listOf(fault.params.allowed, 'disjunction') });
    case 'exactly_one':
      return t('fault.exactly_one', { fields: listOf(fault.params.fields, 'disjunction') });
    case 'out_of_range':
      return t('fault.out_of_range', fault.params);
    case 'too_short':
      return t('fault.too_short', fault.params);
    case 'too_long':
      return t('fault.too_long', fault.params);
    case 'too_many_bytes':
      return t('fault.too_many_bytes', fault.params);
    case 'password_too_weak':
      return t('fault.password_too_weak', { needs: needsOf(fault.params) });
    default:
      // A page that is older than its server may not know the code.
      return textOf(`fault.${fault.code}`) ?? fault.message;
  }
}

function needsOf({ needs, min }: { readonly needs: readonly string[]; readonly min: number }) {
  const words = needs.map((name) =>
    name === 'min_length' ? t('need.min_length', { min }) : textOf(`need.${name}`),
  );
  return listOf(words.filter((word) => word !== undefined));
}
