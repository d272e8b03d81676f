import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { GeneratedPassword } from './generated-password-view.tsx';
import { AskForLink, ShownLink } from './reset-link.tsx';
import { AskForPassword } from './reset-password.tsx';

interface NewPasswordDialogProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

type Way = 'link' | 'password';

/** Helps a person who does not know the password: asks how, then shows the link or the password in the same dialog. */
export function NewPasswordDialog({ user, changed, close }: NewPasswordDialogProps) {
  const [made, setMade] = useState<ComponentChildren>(null);
  const [isBusy, setBusy] = useState(false);
  const name = isolated(user.name);
  return (
    <Dialog
      title={t(made === null ? 'user.reset.title' : 'user.reset.done', { name })}
      onClose={() => {
        // Closing while the server works would lose what it shows once.
        if (!isBusy) close();
      }}
    >
      {made ?? <Question {...{ user, changed, close, isBusy }} made={setMade} busy={setBusy} />}
    </Dialog>
  );
}

interface QuestionProps extends NewPasswordDialogProps {
  readonly isBusy: boolean;
  /** Says whether the server works. */
  readonly busy: (isBusy: boolean) => void;
  /** Shows what was made. */
  readonly made: (shown: ComponentChildren) => void;
}

function Question({ user, changed, close, isBusy, busy, made }: QuestionProps) {
  // A link does not work while the account is disabled.
  const [way, setWay] = useState<Way>(user.status === 'disabled' ? 'password' : 'link');
  const part = { user, busy, close };
  return (
    <>
      <Ways user={user} way={way} choose={setWay} isLocked={isBusy} />
      {way === 'link' ? (
        <AskForLink
          {...part}
          made={(link) => {
            made(<ShownLink user={user} link={link} close={close} />);
          }}
        />
      ) : (
        <AskForPassword
          {...part}
          changed={changed}
          made={(password) => {
            made(<GeneratedPassword {...password} close={close} />);
          }}
        />
      )}
    </>
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
