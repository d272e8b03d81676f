import type { SiteFacts } from '../../site-facts.ts';

/** What the server says of itself in the document. */
export const site: SiteFacts = readSite();

function readSite(): SiteFacts {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="site"]');
  return JSON.parse(meta?.content ?? fallback) as SiteFacts;
}

const fallback =
  '{"brand":{"name":"Anchor","logo":null,"logoDark":null},"appUrl":"","language":"en","supportContact":null,"handbook":"/docs/handbook","docs":"public"}';
