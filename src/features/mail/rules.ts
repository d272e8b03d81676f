import type { Config } from '../../config/config.ts';
import type { LetterSite } from '../../core/letters/render.ts';

/** What every mail says of the server that sends it. */
export function letterSite({ brand, server }: Pick<Config, 'brand' | 'server'>): LetterSite {
  const { name, color, supportContact } = brand;
  return { brand: name, color, appUrl: server.appUrl, supportContact };
}
