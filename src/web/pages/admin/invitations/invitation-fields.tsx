import { useId, useState } from 'preact/hooks';
import { maxNameLength } from '../../../../core/text-limits.ts';
import type { Group } from '../../../../features/groups/schema.ts';
import { Field } from '../../frame/field.tsx';
import type { Values } from '../../frame/form.tsx';
import { dateOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { SwitchField } from '../parts/switch.tsx';
import type { CreateInvitationRequest } from './invitations.ts';

const proposedUses = [1, 5, 10, 25, 50, 100, 500, 1000] as const;
const proposedDays = [1, 7, 30, 90] as const;
const usualDays = 7;
const hoursOfDay = 24;
const groupPrefix = 'group ';

interface InvitationFieldsProps {
  readonly groups: readonly Group[];
}

/** Who may use an invitation, what it gives, and how long it works. */
export function InvitationFields({ groups }: InvitationFieldsProps) {
  const [isForOne, setForOne] = useState(false);
  return (
    <>
      <Field
        name="email"
        label={t('invitations.email')}
        hint={t('invitations.emailHint')}
        type="email"
        autocomplete="off"
        onInput={({ currentTarget }) => {
          setForOne(currentTarget.value.trim() !== '');
        }}
      />
      {isForOne ? (
        <Field
          name="name"
          label={t('invitations.name')}
          hint={t('invitations.nameHint')}
          autocomplete="off"
          maxLength={maxNameLength}
        />
      ) : (
        <UsesField />
      )}
      <DaysField />
      {groups.length > 0 && <GroupFields groups={groups} />}
      <SwitchField
        name="isAdmin"
        label={t('users.administrator')}
        text={t('create.administratorHint')}
        isOn={false}
      />
    </>
  );
}

function UsesField() {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('invitations.maxUses')}</label>
      <select id={id} name="maxUses">
        {proposedUses.map((count) => (
          <option key={count} value={count} selected={count === 1}>
            {t('invitations.people', { count })}
          </option>
        ))}
      </select>
    </div>
  );
}

function DaysField() {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('invitations.days')}</label>
      <select id={id} name="days">
        {proposedDays.map((days) => (
          <option key={days} value={days} selected={days === usualDays}>
            {t('invitations.afterDays', { days, date: dateOf(inDays(days)) })}
          </option>
        ))}
      </select>
    </div>
  );
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

function GroupFields({ groups }: InvitationFieldsProps) {
  return (
    <fieldset class="choices">
      <legend>{t('groups.title')}</legend>
      {groups.map(({ id, name }) => (
        <label key={id} class="choice">
          <input type="checkbox" name={groupPrefix + id} />
          <span>
            <bdi>{name}</bdi>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the fields ask for. */
export function requestIn(values: Values, groups: readonly Group[]): CreateInvitationRequest {
  const email = values('email');
  const name = values('name');
  return {
    ...(email === '' ? { maxUses: Number(values('maxUses')) } : { email }),
    ...(name === '' ? {} : { name }),
    isAdmin: values('isAdmin') !== '',
    groups: groups.map(({ id }) => id).filter((id) => values(groupPrefix + id) !== ''),
    expiresInHours: Number(values('days')) * hoursOfDay,
  };
}
