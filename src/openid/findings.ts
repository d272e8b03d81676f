import type {
  CureCode,
  FindingCheck,
  FindingCode,
  FindingParams,
  FindingValues,
} from '../core/finding-codes.ts';
import type { OidcOptionValues } from '../core/oidc-options.ts';
import type { ClientAuthMode } from './client-authentication.ts';
import { cureSentence } from './cure-sentences.ts';
import { findingSentences } from './finding-sentences.ts';
import type { ShownSettings } from './settings-findings.ts';

/** The result of one check. */
export interface Finding {
  readonly check: FindingCheck;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly code: FindingCode;
  readonly params: Partial<FindingValues>;
  readonly message: string;
  /** What to do; both are null when nothing needs to be done. */
  readonly cure: string | null;
  readonly cureCode: CureCode | null;
}

/** The provider settings to test. */
export interface DoctorSettings {
  readonly issuer: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Whether the stored secret cannot be decrypted. */
  readonly secretUnreadable?: boolean;
  readonly clientAuth: ClientAuthMode;
  readonly allowHttp: boolean;
  /** The origin that this server calls in place of the issuer's; null: the issuer's own. */
  readonly internalUrl: string | null;
  /** The further settings; absent for a test without them. */
  readonly options?: OidcOptionValues;
  /** The scopes that a sign-in asks for. */
  readonly scopes: readonly string[];
  /** The paths of the claims with the groups of a user; empty when no setting needs groups. */
  readonly groupClaims: readonly string[];
  /** How the provider is asked to send browsers back; default query. */
  readonly responseMode?: 'query' | 'form_post';
  /** Whether addresses count as verified although the provider does not say so; default false. */
  readonly trustEmail?: boolean;
  /** Whether people can choose another provider; default false. */
  readonly hasOtherProviders?: boolean;
  /** The settings to list; absent for a test without them. */
  readonly shown?: ShownSettings;
}

interface Found<Code extends FindingCode> {
  readonly code: Code;
  readonly params: FindingParams<Code>;
  readonly cure?: CureCode | null;
}

/** Makes a finding, whose sentences follow from its codes and params. */
export function finding<Code extends FindingCode>(
  check: FindingCheck,
  outcome: Finding['outcome'],
  { code, params, cure = null }: Found<Code>,
): Finding {
  return {
    check,
    outcome,
    code,
    params,
    message: findingSentences[code](params),
    cure: cure === null ? null : cureSentence(cure, params),
    cureCode: cure,
  };
}
