import { t } from '../../words/words.ts';
import { SecretField, type SecretFieldProps } from '../parts/secret-field.tsx';

interface ClientSecretFieldProps extends Pick<
  SecretFieldProps,
  'isStored' | 'isUnreadable' | 'remove'
> {
  /** The name of the provider that the secret belongs to. */
  readonly owner: string;
}

/** The client secret of a provider. */
export function ClientSecretField({ owner, ...rest }: ClientSecretFieldProps) {
  return (
    <SecretField
      {...rest}
      name="clientSecret"
      texts={{
        label: t('providers.clientSecret'),
        hint: t('secret.hint'),
        replaceHint: t('secret.replaceHint'),
        unreadable: t('secret.unreadable'),
        stored: t('secret.stored'),
        remove: t('secret.remove', { owner }),
        removeText: t('secret.removeText'),
      }}
    />
  );
}
