// Tells operators when access tokens of apps are accepted although it cannot be proven for whom they were made.
import type { OidcConnection, ReadyOidc } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import { mayAcceptUnproven, type OidcOptions } from '../oidc/rules.ts';
import type { Oidc } from '../oidc/service.ts';

interface UnprovenTokensDependencies {
  readonly connections: Connections;
  readonly oidc: Oidc;
  readonly options: OidcOptions;
}

export class UnprovenTokens {
  readonly #connections: Connections;
  readonly #oidc: Oidc;
  readonly #options: OidcOptions;
  #known: { readonly settings: string; readonly areAccepted: boolean | null } | null = null;

  constructor({ connections, oidc, options }: UnprovenTokensDependencies) {
    this.#connections = connections;
    this.#oidc = oidc;
    this.#options = options;
  }

  /**
   * Whether an app's opaque access token would be accepted although its audience cannot be verified.
   * Throws AppError `provider_*` when the provider cannot be reached.
   */
  async areAccepted(): Promise<boolean> {
    const connection = await this.#connections.oidc();
    return mayAcceptUnproven(connection, this.#options) && this.#cannotProve(connection);
  }

  /**
   * The last known answer to `areAccepted` under these settings, null when there is none; refreshes it in the
   * background.
   */
  areAcceptedSoFar(connection: OidcConnection): boolean | null {
    if (!mayAcceptUnproven(connection, this.#options)) return false;
    this.#refresh(connection);
    return this.#known?.settings === JSON.stringify(connection) ? this.#known.areAccepted : null;
  }

  #refresh(connection: ReadyOidc): void {
    const keep = (areAccepted: boolean | null) => {
      this.#known = { settings: JSON.stringify(connection), areAccepted };
    };
    this.#cannotProve(connection).then(keep, () => {
      keep(null);
    });
  }

  /** Whether opaque access tokens of apps cannot be proven to be meant for this server. Throws AppError `provider_*`. */
  async #cannotProve(connection: ReadyOidc): Promise<boolean> {
    const client = await this.#oidc.client(connection);
    return !(await client.canProveAudience());
  }

  /** Drops what is known, because the provider is being tested anew. */
  forget(): void {
    this.#known = null;
  }
}
