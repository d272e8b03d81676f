import { agoOf, momentOf } from '../words/format.ts';

/** A relative time, with the exact time as its tooltip. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={momentOf(at)}>
      {agoOf(at)}
    </time>
  );
}
