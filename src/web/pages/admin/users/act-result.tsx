import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { sentenceForCode } from '../../frame/sentences.ts';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import type { ActResult } from './selection-bar.tsx';

interface ActReportProps {
  readonly result: ActResult;
  readonly close: () => void;
}

/** Says how many of several users were changed, and why the others were not. */
export function ActReport({ result, close }: ActReportProps) {
  const { done, failed } = result;
  return (
    <Alert tone="warning">
      {done > 0 && <p>{sentenceForDone(result)}</p>}
      <p>{t('users.refused', { count: failed.length })}</p>
      <ul class="refused">
        {failed.map(({ id, code }) => (
          <li key={id}>
            {t('users.refusedOne', { name: nameOf(result, id), reason: reasonFor(code) })}
          </li>
        ))}
      </ul>
      <Button onClick={close}>{t('action.close')}</Button>
    </Alert>
  );
}

/** "3 users were disabled." */
export function sentenceForDone({ act, done }: ActResult): string {
  return t(`users.done.${act}`, { count: done });
}

function nameOf({ users }: ActResult, id: string): string {
  return isolated(users.find((user) => user.id === id)?.name ?? id);
}

/** Two codes mean something else here than for a single account. */
function reasonFor(code: ActResult['failed'][number]['code']): string {
  if (code === 'own_admin_status') return t('users.refused.own');
  if (code === 'user_not_pending') return t('users.refused.notWaiting');
  return sentenceForCode(code);
}
