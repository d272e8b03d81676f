import { maxNameLength } from '../../../../core/text-limits.ts';
import { Field } from '../../frame/field.tsx';
import { t } from '../../words/words.ts';

interface PersonFieldsProps {
  readonly name: string;
  readonly email: string;
}

/** The name and the e-mail address of an account; its owner signs in with the address. */
export function PersonFields({ name, email }: PersonFieldsProps) {
  return (
    <>
      <Field
        name="name"
        label={t('field.name')}
        autocomplete="off"
        required
        maxLength={maxNameLength}
        defaultValue={name}
        missing={t('user.missingName')}
      />
      <Field
        name="email"
        label={t('field.email')}
        type="email"
        autocomplete="off"
        isVerbatim
        required
        defaultValue={email}
        missing={t('user.missingEmail')}
      />
    </>
  );
}
