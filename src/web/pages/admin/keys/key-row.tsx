import type { ComponentChildren } from 'preact';
import { momentOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import type { SigningKey } from './keys.ts';

const tones = { signing: 'success', next: 'info', retired: '' } as const;

interface KeyRowProps {
  readonly entry: SigningKey;
}

export function KeyRow({ entry }: KeyRowProps) {
  const { kid, alg, state, createdAt, mayBeUnknown } = entry;
  return (
    <li class="row">
      <div class="row-text">
        <strong>
          <span class="key-id">{kid}</span>
          <span class={`badge ${tones[state]}`}>{t(`keys.state.${state}`)}</span>
        </strong>
        <span class="muted">{timesOf(entry)}</span>
        <span class="muted">{rich('keys.created', { alg, at: <Moment at={createdAt} /> })}</span>
        {mayBeUnknown && <span class="muted">{t('keys.mayBeUnknown')}</span>}
      </div>
    </li>
  );
}

/** Only a retired key says until when its tokens are accepted: for others it depends on when a later key comes. */
function timesOf({ state, activeFrom, publishedUntil }: SigningKey): ComponentChildren {
  const from = <Moment at={activeFrom} />;
  if (state === 'next') return rich('keys.signsFrom', { from });
  if (state === 'signing') return rich('keys.signsSince', { from });
  return rich('keys.acceptedUntil', { until: <Moment at={publishedUntil ?? activeFrom} /> });
}

/** An exact time, because it may be in the future. */
function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{momentOf(at)}</time>;
}
