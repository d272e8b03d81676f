import { useState } from 'preact/hooks';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Field } from '../../frame/field.tsx';
import { Form } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { listOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { Report } from './move-report.tsx';
import { type MoveOverview, type MoveReport, previewMove, startMove } from './moves.ts';

interface MoveFormProps {
  readonly overview: MoveOverview;
  readonly changed: (overview: MoveOverview) => void;
}

/** Asks for the two issuers and shows what a move would do before it can be started. */
export function MoveForm({ overview: { issuers, current }, changed }: MoveFormProps) {
  const [plan, setPlan] = useState<MoveReport | null>(null);
  const old = issuers.find(({ issuer }) => issuer !== current) ?? issuers[0];
  const inUse = issuers.map(({ issuer, people }) => t('move.issuerInUse', { issuer, people }));
  return (
    <>
      <Form
        label={t('move.title')}
        submit={t('move.preview')}
        tone="plain"
        retryField="from"
        isGuarded={false}
        action={async (values) => {
          setPlan(null);
          setPlan(await previewMove({ from: values('from').trim(), to: values('to').trim() }));
        }}
      >
        <Field
          name="from"
          label={t('move.from')}
          autocomplete="off"
          isVerbatim
          required
          defaultValue={old?.issuer ?? ''}
          hint={t('move.fromHint', { issuers: listOf(inUse) })}
        />
        <Field
          name="to"
          label={t('move.to')}
          autocomplete="off"
          isVerbatim
          required
          defaultValue={current ?? ''}
          hint={t('move.toHint')}
        />
      </Form>
      {plan !== null && (
        <div class="sub-part">
          <Report report={plan} />
          <Start plan={plan} changed={changed} />
        </div>
      )}
    </>
  );
}

interface StartProps {
  readonly plan: MoveReport;
  readonly changed: (overview: MoveOverview) => void;
}

function Start({ plan, changed }: StartProps) {
  const { from, to, isWithinOneIssuer } = plan;
  return (
    <div>
      <ConfirmButton
        tone="primary"
        isDangerous={false}
        title={t('move.startTitle')}
        text={
          <ul class="effects">
            <li>{t('move.effectDays')}</li>
            {isWithinOneIssuer && <li>{t('move.effectWithin')}</li>}
            <li>{t('move.effectAddress')}</li>
            <li>{t('move.effectUndo')}</li>
          </ul>
        }
        confirm={t('move.start')}
        action={async () => {
          changed(await startMove({ from, to }));
          notify(t('move.started'));
        }}
      >
        {t('move.start')}
      </ConfirmButton>
    </div>
  );
}
