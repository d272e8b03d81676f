import { readFileSync } from 'node:fs';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import { errorCode } from '../../core/error-code.ts';
import { StartupError } from '../../core/startup-error.ts';

/**
 * The TLS options of a mode, as node:tls takes them; false for a connection in clear text. Throws StartupError for
 * a file that cannot be read.
 */
export function tlsOptions(address: PostgresAddress): false | TlsOptions {
  const { sslMode, sslRootCert, sslCert, sslKey } = address;
  if (sslMode === 'disable') return false;
  const isCaChecked = sslMode === 'verify-ca' || (sslMode === 'require' && sslRootCert !== null);
  const isChecked = isCaChecked || sslMode === 'verify-full';
  return {
    rejectUnauthorized: isChecked,
    ...(sslRootCert === null || sslRootCert === 'system'
      ? {}
      : { ca: fileOf('sslrootcert', sslRootCert) }),
    ...(sslCert === null ? {} : { cert: fileOf('sslcert', sslCert) }),
    ...(sslKey === null ? {} : { key: fileOf('sslkey', sslKey) }),
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

function fileOf(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartupError(
      `${option} in DATABASE_URL names ${path}, which cannot be read (${errorCode(error)})`,
      'correct the path, or make the file readable for the user who runs anchor-auth',
      error,
    );
  }
}
