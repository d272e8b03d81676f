import { useState } from 'preact/hooks';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { GeneratedPassword, type MadePassword } from './generated-password-view.tsx';
import { AskForLink, type MadeResetLink, ShownLink } from './reset-link.tsx';
import { AskForPassword } from './reset-password.tsx';

interface NewPasswordDialogProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

type Way = 'link' | 'password';

/** Helps a person who does not know the password: asks how, then shows the link or the password in the same dialog. */
export function NewPasswordDialog({ user, changed, close }: NewPasswordDialogProps) {
  // A link does not work while the account is disabled.
  const [way, setWay] = useState<Way>(user.status === 'disabled' ? 'password' : 'link');
  const [link, setLink] = useState<MadeResetLink | null>(null);
  const [password, setPassword] = useState<MadePassword | null>(null);
  const [isBusy, setBusy] = useState(false);
  const name = isolated(user.name);
  const isAsking = link === null && password === null;
  return (
    <Dialog
      title={t(isAsking ? 'user.reset.title' : 'user.reset.done', { name })}
      onClose={() => {
        // Closing while the server works would lose what it shows once.
        if (!isBusy) close();
      }}
    >
      {isAsking && <Ways user={user} way={way} choose={setWay} isLocked={isBusy} />}
      {isAsking && way === 'link' && (
        <AskForLink user={user} made={setLink} busy={setBusy} close={close} />
      )}
      {isAsking && way === 'password' && (
        <AskForPassword
          user={user}
          made={setPassword}
          busy={setBusy}
          changed={changed}
          close={close}
        />
      )}
      {link !== null && <ShownLink user={user} link={link} close={close} />}
      {password !== null && <GeneratedPassword {...password} close={close} />}
    </Dialog>
  );
}

interface WaysProps {
  readonly user: UserDetails;
  readonly way: Way;
  readonly choose: (way: Way) => void;
  readonly isLocked: boolean;
}

function Ways({ user, way, choose, isLocked }: WaysProps) {
  const texts = {
    link: [t('resetLink.way'), t('resetLink.wayText', { name: isolated(user.name) })],
    password: [t('user.reset.way'), t('user.reset.text')],
  } as const;
  const isPossible = { link: user.status !== 'disabled', password: true } as const;
  return (
    <fieldset class="choices" disabled={isLocked}>
      <legend class="off-screen">{t('user.reset.how')}</legend>
      {(['link', 'password'] as const).map((each) => (
        <label key={each} class="choice">
          <input
            type="radio"
            name="way"
            value={each}
            checked={each === way}
            disabled={!isPossible[each]}
            aria-describedby={`way-${each}`}
            aria-label={texts[each][0]}
            onChange={() => {
              choose(each);
            }}
          />
          <span>
            <strong>{texts[each][0]}</strong>
            <span class="muted" id={`way-${each}`}>
              {texts[each][1]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
