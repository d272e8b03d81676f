import { CheckIcon, ClockIcon, WarningIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';
import { BacklogRow } from './backlog-row.tsx';
import type { Backlog, OutboxState } from './outbox.ts';
import type { Warning } from './warnings.ts';

interface AttentionProps {
  /** How many people wait for approval. */
  readonly waiting: number;
  /** How many people want their sign-in linked to an account. */
  readonly linkRequests: number;
  readonly warnings: readonly Warning[];
  /** The messages that wait to be sent. */
  readonly backlogs: readonly Backlog[];
  readonly outboxChanged: (state: OutboxState) => void;
  /** Whether steps of the checklist are left, so that not everything is in order. */
  readonly hasSteps: boolean;
}

/** The requests, the warnings and the waiting messages that an administrator should act on. */
export function Attention(props: AttentionProps) {
  const { waiting, linkRequests, warnings, backlogs, outboxChanged, hasSteps } = props;
  const isQuiet = waiting + linkRequests + warnings.length + backlogs.length === 0;
  if (isQuiet) return hasSteps ? null : <InOrder />;
  return (
    <section class="card" aria-label={t('overview.attention')}>
      <ul class="rows">
        {waiting > 0 && (
          <Waiting
            title={t('overview.waiting', { count: waiting })}
            text={t('overview.waitingText')}
          />
        )}
        {linkRequests > 0 && (
          <Waiting
            title={t('overview.linkRequests', { count: linkRequests })}
            text={t('overview.linkRequestsText')}
          />
        )}
        {warnings.map(({ title, text, fix }) => (
          <li key={title} class="row point warning">
            <WarningIcon />
            <div class="row-text">
              <strong>{title}</strong>
              <span class="muted">{text}</span>
            </div>
            {fix !== null && (
              <a class="button" href={fix.path}>
                {t(fix.label)}
              </a>
            )}
          </li>
        ))}
        {backlogs.map((backlog) => (
          <BacklogRow key={backlog.channel} backlog={backlog} changed={outboxChanged} />
        ))}
      </ul>
    </section>
  );
}

function InOrder() {
  return (
    <section class="card" aria-label={t('overview.attention')}>
      <div class="point success">
        <CheckIcon />
        <div class="row-text">
          <strong>{t('overview.ordinaryTitle')}</strong>
          <span class="muted">{t('overview.ordinary')}</span>
        </div>
      </div>
    </section>
  );
}

function Waiting({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <li class="row point info">
      <ClockIcon />
      <div class="row-text">
        <strong>{title}</strong>
        <span class="muted">{text}</span>
      </div>
      <a class="button primary" href="/admin/waiting">
        {t('overview.waitingAct')}
      </a>
    </li>
  );
}
