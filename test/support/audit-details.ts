import type { TestApp } from './test-app.ts';

type Details = Readonly<Record<string, string | number | boolean>> | null;

/** The events in the audit log with their details, oldest first. */
export async function auditDetails(app: TestApp): Promise<readonly (readonly [string, Details])[]> {
  const { entries } = await app.services.audit.page(
    { userId: null, event: null },
    { skip: 0, take: 200 },
  );
  return entries.map(({ event, details }) => [event, details] as const).toReversed();
}
