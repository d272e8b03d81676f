import { quote } from '../core/json.ts';
import type { Log } from '../io/log.ts';
import type { Outbound } from '../io/outbound.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import type { OpenIdSettings } from './connection.ts';
import type { OpenIdProvider } from './provider.ts';

interface OpenIdClientsDependencies {
  readonly outbound: Outbound;
  readonly log: Log;
}

/** The client of one provider: the same object while the settings are unchanged, because it caches the metadata. */
export class OpenIdClients {
  readonly #outbound: Outbound;
  readonly #log: Log;
  #current: { readonly key: string; readonly provider: OpenIdProvider } | null = null;

  /** Kept when settings change: entries are keyed by endpoint, client id and secret, so they stay valid. */
  readonly authMemory = new ClientAuthMemory();

  constructor({ outbound, log }: OpenIdClientsDependencies) {
    this.#outbound = outbound;
    this.#log = log;
  }

  /** The module is loaded at the first sign-in, so that servers without a provider never load it. */
  async of(settings: OpenIdSettings): Promise<OpenIdProvider> {
    const { createOpenIdProvider } = await import('./provider.ts');
    const key = JSON.stringify(settings);
    if (this.#current?.key !== key) {
      const onIssuerSpelling = (issuer: string) => this.#tellSpelling(issuer, settings.issuer);
      const [outbound, { authMemory }] = [this.#outbound, this];
      const outside = { outbound, authMemory, onIssuerSpelling };
      this.#current = { key, provider: createOpenIdProvider(settings, outside) };
    }
    return this.#current.provider;
  }

  #tellSpelling(named: string, configured: string): void {
    const spellings = `${quote(named)}, and ${quote(configured)} is set up`;
    this.#log.warn(`The provider spells its issuer ${spellings}; its own spelling is used`);
  }

  /** Drops the client and the metadata it has cached. */
  forget(): void {
    this.#current = null;
  }
}
