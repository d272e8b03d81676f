import type { TestApp } from './test-app.ts';

/** The audit log as `event outcome details`, oldest first. */
export async function auditOf(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'outcome', 'details'])
    .orderBy('id')
    .execute();
  return rows.map(({ event, outcome, details }) => `${event} ${outcome} ${details ?? ''}`.trim());
}
