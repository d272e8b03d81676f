import { Alert } from '../../frame/alert.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { notify } from '../../frame/toast.tsx';
import { momentOf, numberOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import { MovePeople } from './move-people.tsx';
import { type MoveOverview, type MoveReport, undoMove } from './moves.ts';

interface ReportProps {
  readonly report: MoveReport;
}

/** What a move does or has done, for each person. */
export function Report({ report }: ReportProps) {
  const { counts, people, isCurrent, state, to } = report;
  const isToCome = state === 'planned' || state === 'running';
  return (
    <div class="stack">
      <div>
        <p>
          <strong>{nameOf(report)}</strong>
        </p>
        <p class="muted">{timeOf(report)}</p>
        {state !== 'undone' && <p>{countsOf(report)}</p>}
      </div>
      {counts.contested > 0 && (
        <Alert tone="danger">{t('move.contested', { people: counts.contested })}</Alert>
      )}
      {isToCome && !isCurrent && (
        <Alert tone="warning">{rich('move.notCurrent', { issuer: <bdi>{to}</bdi> })}</Alert>
      )}
      {people.length > 0 && <MovePeople people={people} />}
    </div>
  );
}

function nameOf({ isWithinOneIssuer, from, to }: MoveReport) {
  if (isWithinOneIssuer) return rich('move.newSubjects', { issuer: <bdi>{to}</bdi> });
  return rich('move.betweenIssuers', { from: <bdi>{from}</bdi>, to: <bdi>{to}</bdi> });
}

function timeOf({ state, endsAt, undoneAt }: MoveReport): string | null {
  if (endsAt === null) return null;
  if (undoneAt !== null) return t('move.undoneAt', { at: momentOf(undoneAt) });
  if (state === 'running') return t('move.running', { until: momentOf(endsAt) });
  return t('move.ended', { at: momentOf(endsAt) });
}

function countsOf({ counts: { moved, waiting, excluded } }: MoveReport): string {
  return t('move.counts', {
    moved: numberOf(moved),
    waiting: numberOf(waiting),
    excluded: numberOf(excluded),
  });
}

interface UndoProps {
  readonly changed: (overview: MoveOverview) => void;
}

export function Undo({ changed }: UndoProps) {
  return (
    <div class="sub-part">
      <div>
        <ConfirmButton
          tone="danger"
          title={t('move.undoTitle')}
          text={
            <ul class="effects">
              <li>{t('move.undoEffectIdentity')}</li>
              <li>{t('move.undoEffectMade')}</li>
              <li>{t('move.undoEffectSettings')}</li>
            </ul>
          }
          confirm={t('move.undo')}
          action={async () => {
            changed(await undoMove());
            notify(t('move.undone'));
          }}
        >
          {t('move.undo')}
        </ConfirmButton>
      </div>
    </div>
  );
}
