/**
 * What a refusal's sentence says beyond its code, by a stable name, with the names of the `params` in it. Most
 * refusals have one sentence and no reason.
 */
export const refusalReasons = {
  locked_by_variable: ['variable'],
  provider_switched_off: ['provider'],
  image_damaged: [],
  image_too_many_pixels: ['maxMegapixels'],
  image_too_many_scans: [],
  too_many_waiting: [],
  waits_for_approval: [],
  sign_in_at_provider: [],
  passwords_off: [],
  foreign_tenant: [],
  admin_by_group: ['group', 'provider'],
  group_missing: ['provider'],
  role_not_in_tokens: [],
} as const satisfies Record<string, readonly (keyof ReasonValues)[]>;

/** The values of the `params`, by their names. */
interface ReasonValues {
  /** The environment variable that sets the value. */
  readonly variable: string;
  /** The name of a sign-in provider, as people know it. */
  readonly provider: string;
  readonly maxMegapixels: number;
  /** The name of a group. */
  readonly group: string;
}

type ReasonCode = keyof typeof refusalReasons;

/** A reason with the `params` of its code and no others. */
export type RefusalReason = { readonly [Code in ReasonCode]: ReasonOf<Code> }[ReasonCode];

type ReasonOf<Code extends ReasonCode> = (typeof refusalReasons)[Code] extends readonly []
  ? { readonly reason: Code; readonly params?: never }
  : {
      readonly reason: Code;
      readonly params: Readonly<Pick<ReasonValues, (typeof refusalReasons)[Code][number]>>;
    };
