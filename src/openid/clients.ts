import type { Outbound } from '../io/outbound.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import type { OpenIdSettings } from './connection.ts';
import type { OpenIdProvider } from './provider.ts';

interface OpenIdClientsDependencies {
  readonly outbound: Outbound;
}

/** The client of one provider: the same object while the settings are unchanged, because it caches the metadata. */
export class OpenIdClients {
  readonly #outbound: Outbound;
  #current: { readonly key: string; readonly provider: OpenIdProvider } | null = null;

  /** Kept when settings change: entries are keyed by endpoint, client id and secret, so they stay valid. */
  readonly authMemory = new ClientAuthMemory();

  constructor({ outbound }: OpenIdClientsDependencies) {
    this.#outbound = outbound;
  }

  /** The module is loaded at the first sign-in, so that servers without a provider never load it. */
  async of(settings: OpenIdSettings): Promise<OpenIdProvider> {
    const { createOpenIdProvider } = await import('./provider.ts');
    const key = JSON.stringify(settings);
    if (this.#current?.key !== key) {
      const [outbound, { authMemory }] = [this.#outbound, this];
      this.#current = { key, provider: createOpenIdProvider(settings, { outbound, authMemory }) };
    }
    return this.#current.provider;
  }

  /** Drops the client and the metadata it has cached. */
  forget(): void {
    this.#current = null;
  }
}
