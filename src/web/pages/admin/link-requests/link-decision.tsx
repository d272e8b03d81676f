import { ConfirmButton } from '../../frame/dialog.tsx';
import { LinkIcon } from '../../frame/icons.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { grantLinkRequest, type LinkRequest, refuseLinkRequest } from './link-requests.ts';

interface LinkDecisionProps {
  readonly request: LinkRequest;
  readonly decided: () => Promise<void>;
}

/** The buttons that link a sign-in to its account, or refuse to. */
export function LinkDecision({ request, decided }: LinkDecisionProps) {
  const { claimant, account, refusedAt, obstacle } = request;
  const email = isolated(claimant.email);
  const provider = isolated(claimant.providerName);
  const name = isolated(account.name);
  return (
    <div class="decision">
      {refusedAt === null && (
        <ConfirmButton
          title={t('linking.refuseTitle')}
          text={t('linking.refuseText')}
          confirm={t('linking.refuse')}
          aria-label={t('linking.refuseOne', { email, provider })}
          action={async () => {
            await refuseLinkRequest(request);
            await decided();
            notify(t('linking.refused'));
          }}
        >
          {t('linking.refuse')}
        </ConfirmButton>
      )}
      {obstacle === null && (
        <ConfirmButton
          tone="primary"
          icon={<LinkIcon />}
          isDangerous={false}
          title={t('linking.linkTitle', { provider, name })}
          text={t('linking.linkText', { provider, name })}
          confirm={t('linking.link')}
          aria-label={t('linking.linkOne', { email, provider })}
          action={async () => {
            await grantLinkRequest(request);
            await decided();
            notify(t('linking.linked', { name, provider }));
          }}
        >
          {t('linking.link')}
        </ConfirmButton>
      )}
    </div>
  );
}
