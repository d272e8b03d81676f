const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A relative time, with the exact time as its tooltip. */
export function Time({ at }: { readonly at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {agoInWords((Date.now() - date.getTime()) / 1000)}
    </time>
  );
}

function agoInWords(seconds: number): string {
  const [unit, length] = steps.find(([, each]) => seconds >= each) ?? ['minute', 60];
  return seconds < 60 ? 'just now' : relative.format(-Math.floor(seconds / length), unit);
}
