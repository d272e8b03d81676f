import type { Config } from '../config/config.ts';
import { brandOf } from './brand.ts';
import { handbookPath } from './handbook.ts';
import type { SiteFacts } from './site-facts.ts';

export type DocumentConfig = Pick<Config, 'brand' | 'defaultLanguage' | 'server'>;

/** The tag with what the scripts of a document know about their server without asking it. */
export function factsTag(config: DocumentConfig): string {
  const { brand, defaultLanguage, server } = config;
  const { name, logo, logoDark } = brandOf(config);
  const facts: SiteFacts = {
    brand: { name, logo, logoDark },
    appUrl: server.appUrl,
    language: defaultLanguage,
    supportContact: brand.supportContact,
    handbook: server.docs === 'off' ? null : handbookPath,
    docs: server.docs,
  };
  return `<meta name="site" content="${Bun.escapeHTML(JSON.stringify(facts))}">`;
}
