// Preloaded into a server, its clock is as many milliseconds ahead as PROOF_CLOCK_AHEAD_MS says.
const aheadMs = Number(process.env['PROOF_CLOCK_AHEAD_MS']);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: unknown[]) =>
    Reflect.construct(target, values.length === 0 ? [RealDate.now() + aheadMs] : values) as Date,
  get: (target, name) =>
    name === 'now' ? () => RealDate.now() + aheadMs : Reflect.get(target, name),
});
