import { maxNameLength } from '../../../../core/text-limits.ts';
import { Field } from '../../frame/field.tsx';

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
        label="Name"
        autocomplete="off"
        required
        maxLength={maxNameLength}
        defaultValue={name}
        missing="Please enter a name."
      />
      <Field
        name="email"
        label="E-mail"
        type="email"
        autocomplete="off"
        isVerbatim
        required
        defaultValue={email}
        missing="Please enter an e-mail address."
      />
    </>
  );
}
