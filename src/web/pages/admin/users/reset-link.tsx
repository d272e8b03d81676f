import { useState } from 'preact/hooks';
import type { ResetLink } from '../../../../features/admin/reset-links/schema.ts';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { asFailure, type Failure } from '../../client/failure.ts';
import { loadSignInMethods } from '../../client/sign-in-methods.ts';
import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { useLoad } from '../../frame/load.tsx';
import { QrCode } from '../../frame/qr-code.tsx';
import { sentenceFor } from '../../frame/sentences.ts';
import { isolated } from '../../words/direction.ts';
import { momentOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { SwitchNow } from '../parts/switch.tsx';
import { makeResetLink } from './users.ts';

/** A link that was just made, which is shown once. */
export interface MadeResetLink extends ResetLink {
  readonly isSent: boolean;
}

interface AskForLinkProps {
  readonly user: UserDetails;
  readonly made: (link: MadeResetLink) => void;
  /** Whether the server works. */
  readonly busy: (isBusy: boolean) => void;
  readonly close: () => void;
}

/** Makes the link, and mails it on request where the server sends mail. */
export function AskForLink({ user, made, busy, close }: AskForLinkProps) {
  const methods = useLoad(loadSignInMethods);
  const [sends, setSends] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const make = async () => {
    setBusy(true);
    busy(true);
    setFailure(null);
    try {
      made({ ...(await makeResetLink(user.id, sends)), isSent: sends });
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    } finally {
      busy(false);
    }
  };
  return (
    <>
      {methods.value?.sendsMail === true && (
        <SwitchNow
          label={t('resetLink.send')}
          text={t('resetLink.sendText', { email: isolated(user.email) })}
          isOn={sends}
          turn={(isOn) => Promise.resolve(setSends(isOn))}
        />
      )}
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
      <div class="dialog-actions">
        <Button disabled={isBusy} onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button tone="primary" isBusy={isBusy} onClick={() => void make()}>
          {t('resetLink.make')}
        </Button>
      </div>
    </>
  );
}

interface ShownLinkProps {
  readonly user: UserDetails;
  readonly link: MadeResetLink;
  readonly close: () => void;
}

/** The link as text and as a code, until the dialog is closed. */
export function ShownLink({ user, link, close }: ShownLinkProps) {
  const name = isolated(user.name);
  return (
    <>
      {link.isSent && (
        <Alert tone="success">{t('resetLink.sent', { email: isolated(user.email) })}</Alert>
      )}
      <QrCode text={link.url} label={t('resetLink.code', { name })} />
      <CopyLine label={t('resetLink.label')} text={link.url} />
      <p class="dialog-text">{t('resetLink.until', { time: momentOf(link.expiresAt) })}</p>
      <Alert tone="warning">{t('resetLink.once', { name })}</Alert>
      <div class="dialog-actions">
        <Button tone="primary" onClick={close}>
          {t('user.once.done')}
        </Button>
      </div>
    </>
  );
}
