import type { SiteFacts } from '../../site-facts.ts';

/** What the server wrote into the document about itself. */
export const site: SiteFacts = readFacts();

function readFacts(): SiteFacts {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="site"]');
  return JSON.parse(meta?.content ?? '') as SiteFacts;
}
