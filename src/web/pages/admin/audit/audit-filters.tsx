import { t } from '../../words/words.ts';
import { SelectBox } from '../parts/filters.tsx';
import type { ListQuery } from '../parts/list-query.ts';
import type { AuditFilter } from './audit-log.ts';
import { eventChoices } from './event-groups.ts';
import { type Period, periodTexts } from './period.ts';
import { PersonFilter } from './person-filter.tsx';

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  /** The address of the person whose entries are shown, when it is known. */
  readonly email: string | null;
  readonly change: ListQuery['change'];
}

/** What the log is limited to, all of it kept in the address of the page. */
export function AuditFilters({ filter, email, change }: AuditFiltersProps) {
  const { user, event, period, isFailure } = filter;
  return (
    <div class="filters">
      <PersonFilter
        id={user}
        email={email}
        choose={(id) => {
          change({ user: id });
        }}
      />
      <SelectBox
        label={t('audit.event')}
        value={event}
        choices={[['', t('audit.anyEvent')]]}
        groups={eventChoices()}
        choose={(chosen) => {
          change({ event: chosen });
        }}
      />
      <PeriodFilter period={period} change={change} />
      <label class="check">
        <input
          type="checkbox"
          checked={isFailure}
          onChange={(changed) => {
            change({ outcome: changed.currentTarget.checked ? 'failure' : '' });
          }}
        />
        {t('audit.failuresOnly')}
      </label>
    </div>
  );
}

interface PeriodFilterProps {
  readonly period: Period;
  readonly change: ListQuery['change'];
}

function PeriodFilter({ period, change }: PeriodFilterProps) {
  const { kind, from, to } = period;
  return (
    <>
      <SelectBox
        label={t('audit.period')}
        value={kind}
        choices={[
          ['', t('audit.anyTime')],
          ...periodTexts.map(([value, text]) => [value, t(text)] as const),
        ]}
        choose={(chosen) => {
          change({ period: chosen, from: '', to: '' });
        }}
      />
      {kind === 'dates' && (
        <div class="date-range">
          <DayField
            label={t('audit.from')}
            value={from}
            limits={{ max: to }}
            choose={(day) => {
              change({ from: day });
            }}
          />
          <DayField
            label={t('audit.to')}
            value={to}
            limits={{ min: from }}
            choose={(day) => {
              change({ to: day });
            }}
          />
        </div>
      )}
    </>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  /** The first or the last day that can be chosen; empty for any. */
  readonly limits: { readonly min?: string; readonly max?: string };
  readonly choose: (day: string) => void;
}

function DayField({ label, value, limits, choose }: DayFieldProps) {
  return (
    <label class="day-field">
      <span>{label}</span>
      <input
        {...limits}
        type="date"
        value={value}
        onChange={(event) => {
          choose(event.currentTarget.value);
        }}
      />
    </label>
  );
}
