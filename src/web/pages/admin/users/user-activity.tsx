import { Section } from '../../frame/layout.tsx';
import { rich, t } from '../../words/words.ts';
import { Activity } from '../audit/activity.tsx';

interface UserActivityProps {
  readonly id: string;
  /** Grows with each change of the account, which the log records. */
  readonly round: number;
  readonly failedSignIns: number;
}

/** The latest events of an account, with a link to all of them. */
export function UserActivity({ id, round, failedSignIns }: UserActivityProps) {
  const log = `/admin/audit?user=${encodeURIComponent(id)}`;
  const text = rich('user.activityText', { link: (words) => <a href={log}>{words}</a> });
  return (
    <Section title={t('user.activity')} text={text}>
      {failedSignIns > 0 && <p>{t('user.failed', { count: failedSignIns })}</p>}
      <Activity key={round} userId={id} />
    </Section>
  );
}
