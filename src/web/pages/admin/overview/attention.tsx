import { CheckIcon, ClockIcon, WarningIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';
import type { Warning } from './warnings.ts';

interface AttentionProps {
  /** How many people wait for approval. */
  readonly waiting: number;
  /** How many people want their sign-in linked to an account. */
  readonly linkRequests: number;
  readonly warnings: readonly Warning[];
  /** Whether steps of the checklist are left, so that not everything is in order. */
  readonly hasSteps: boolean;
}

/** The requests and the warnings that an administrator should act on. */
export function Attention({ waiting, linkRequests, warnings, hasSteps }: AttentionProps) {
  const isEmpty = waiting + linkRequests + warnings.length === 0;
  if (isEmpty) return hasSteps ? null : <InOrder />;
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
