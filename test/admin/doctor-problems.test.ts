// One provider per illness: the doctor names it, says what to do, and finds nothing else.
import { expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClockAtSecond } from '../support/clock.ts';
import { holdTimers, passWhile } from '../support/held-timers.ts';
import { illnesses } from './doctor-illnesses.ts';
import {
  complaints,
  examine,
  isComplaint,
  order,
  settingsOf,
  startHealthyProvider,
} from './doctor-settings.ts';

restoreClockAfterEach();

test.each(Object.entries(illnesses))('%s', async (_, illness) => {
  stopClockAtSecond();
  await using provider = await startHealthyProvider();
  const change = (await illness.catch(provider)) ?? {};
  const { isSilentAt } = illness;
  using timers = holdTimers();
  let isGivenUp = false;
  const findings = await passWhile(timers, 20_000, {
    // Only the first question is delayed.
    isTime: () => {
      const isAsked = isSilentAt !== undefined && provider.received(isSilentAt).length > 0;
      const isTime = isAsked && !isGivenUp;
      isGivenUp ||= isAsked;
      return isTime;
    },
    work: examine({ ...settingsOf(provider), ...change }, { timeoutMs: 20_000 }),
  });
  const expected = Object.entries(illness.complaints);
  expect(complaints(findings)).toEqual(
    Object.fromEntries(expected.map(([name, message]) => [name, expect.stringMatching(message)])),
  );
  const bad = findings.filter(isComplaint);
  expect(bad.map(({ code }) => code)).toEqual([...illness.codes]);
  const last = order.indexOf(illness.until ?? 'logout');
  // Whether a sign-in would begin is asked of a provider that knows the client.
  const checks = findings.map(({ check }): string => check).filter((check) => check !== 'start');
  expect(checks).toEqual([...order.slice(0, last + 1), 'redirect']);
});
