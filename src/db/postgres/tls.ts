import { readFileSync } from 'node:fs';
import type { PostgresAddress } from '../../core/postgres-address.ts';

/** The TLS options of a mode, as node:tls takes them; false for a connection in clear text. */
export function tlsOptions(address: PostgresAddress): false | TlsOptions {
  const { sslMode, sslRootCert } = address;
  if (sslMode === 'disable' || sslMode === 'allow') return false;
  const isCaChecked = sslMode === 'verify-ca' || (sslMode === 'require' && sslRootCert !== null);
  const isChecked = isCaChecked || sslMode === 'verify-full';
  return {
    rejectUnauthorized: isChecked,
    ...filesOf(address),
    // verify-ca trusts any name that the authority signed (libpq, section "SSL Support").
    ...(isCaChecked ? { checkServerIdentity: () => undefined } : {}),
  };
}

interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly checkServerIdentity?: () => undefined;
}

function filesOf({
  sslRootCert,
  sslCert,
  sslKey,
}: PostgresAddress): Pick<TlsOptions, 'ca' | 'cert' | 'key'> {
  return {
    ...(sslRootCert === null || sslRootCert === 'system' ? {} : { ca: fileOf(sslRootCert) }),
    ...(sslCert === null ? {} : { cert: fileOf(sslCert) }),
    ...(sslKey === null ? {} : { key: fileOf(sslKey) }),
  };
}

function fileOf(path: string): string {
  return readFileSync(path, 'utf8');
}
