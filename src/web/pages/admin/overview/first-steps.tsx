import { useEffect } from 'preact/hooks';
import type { Checklist, ChecklistChange } from '../../../../features/settings/checklist/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { focusHeading } from '../../frame/heading.ts';
import { notify } from '../../frame/toast.tsx';
import { numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { changeChecklist, type Step } from './checklist.ts';
import { FirstStep } from './first-step.tsx';

interface FirstStepsProps {
  readonly steps: readonly Step[];
  /** Takes the checklist as it is after a change. */
  readonly changed: (checklist: Checklist) => void;
}

/** What is left to do on a new server, with the next step open. */
export function FirstSteps({ steps, changed }: FirstStepsProps) {
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone);
  const change = async (wanted: ChecklistChange) => {
    changed(await changeChecklist(wanted));
  };
  return (
    <section class="card flush first-steps" aria-label={t('steps.title')}>
      <header class="first-steps-header">
        <h2 tabIndex={-1}>{t('steps.title')}</h2>
        <span class="muted">
          {t('steps.progress', { done: numberOf(done), total: numberOf(steps.length) })}
        </span>
        <progress aria-label={t('steps.progressLabel')} value={done} max={steps.length} />
      </header>
      <ul>
        {steps.map((step) => (
          <FirstStep
            key={step.name}
            step={step}
            isNext={step === next}
            tick={async (isTicked) => {
              const isLast = isTicked && done === steps.length - 1;
              await change({ [step.name]: isTicked, ...(isLast ? { dismissed: true } : {}) });
              if (isLast) notify(t('steps.all'));
              focusNext();
            }}
          />
        ))}
      </ul>
      <footer class="first-steps-footer">
        <ConfirmButton
          tone="quiet"
          title={t('steps.dismissTitle')}
          text={t('steps.dismissText')}
          confirm={t('steps.dismiss')}
          isDangerous={false}
          action={() => change({ dismissed: true })}
        >
          {t('steps.dismiss')}
        </ConfirmButton>
      </footer>
    </section>
  );
}

/** Moves a focus that was lost with the button of a step to the list, or to the page if the list is gone. */
function focusNext(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    focusHeading(document.querySelector('.first-steps') ?? document);
  });
}

/** Remembers that the steps are finished, so that they do not return when one of them is undone later. */
export function useFinish(steps: readonly Step[] | null, checklist: Checklist | null): void {
  const isFinished = steps?.every(({ isDone }) => isDone) === true;
  const isNew = isFinished && checklist?.dismissed === false;
  useEffect(() => {
    // Without an answer, the next visit tries again.
    if (isNew) changeChecklist({ dismissed: true }).catch(console.error);
  }, [isNew]);
}
