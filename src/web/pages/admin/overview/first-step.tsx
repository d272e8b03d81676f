import { site } from '../../client/site.ts';
import { CheckIcon, ChevronIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { t } from '../../words/words.ts';
import type { Step, StepName } from './checklist.ts';

interface FirstStepProps {
  readonly step: Step;
  /** Whether it is the first that is not done. */
  readonly isNext: boolean;
  readonly tick: (isTicked: boolean) => Promise<void>;
}

/** One step: a line when it is done, else a line that opens to what it is for and how to do it. */
export function FirstStep({ step, isNext, tick }: FirstStepProps) {
  const { name, isDone, path } = step;
  if (isDone) return <DoneStep step={step} tick={tick} />;
  return (
    <li>
      <details class="first-step" open={isNext}>
        <summary>
          <span class="step-mark" />
          <span class="off-screen">{t('steps.open')}</span>
          <strong>{t(`step.${name}.title`)}</strong>
          <ChevronIcon />
        </summary>
        <div class="step-body">
          <p class="muted">{textOfStep(name)}</p>
          <div class="step-actions">
            {path !== null && (
              <a class={`button ${isNext ? 'primary' : ''}`} href={path}>
                {t(`step.${name}.act`)}
              </a>
            )}
            {name === 'administrator' && (
              <a class="button" href="/admin/invitations">
                {t('steps.invite')}
              </a>
            )}
            <SubmitButton action={() => tick(true)}>{t(`step.${name}.tick`)}</SubmitButton>
          </div>
        </div>
      </details>
    </li>
  );
}

function textOfStep(name: StepName): string {
  return name === 'address'
    ? t('step.address.text', { address: site.appUrl })
    : t(`step.${name}.text`);
}

function DoneStep({ step: { name, isTicked }, tick }: Omit<FirstStepProps, 'isNext'>) {
  const title = t(`step.${name}.title`);
  return (
    <li class="first-step done">
      <CheckIcon />
      <span class="off-screen">{t('steps.done')}</span>
      <span>{title}</span>
      {isTicked && (
        <SubmitButton
          tone="quiet"
          aria-label={t('steps.undo', { step: title })}
          action={() => tick(false)}
        >
          {t('steps.undoShort')}
        </SubmitButton>
      )}
    </li>
  );
}
