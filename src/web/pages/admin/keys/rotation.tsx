import type { ComponentChildren } from 'preact';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { isNextUnknown, type Keys, rotateKeys } from './keys.ts';

interface RotationProps {
  readonly keys: Keys;
  readonly changed: (keys: Keys) => void;
}

/** The two ways to let another key sign. */
export function Rotation({ keys, changed }: RotationProps) {
  const rotate = async (revokes: boolean) => {
    changed(await rotateKeys(revokes));
    notify(t(revokes ? 'keys.revoked' : 'keys.rotated'));
  };
  return (
    <ul class="rows danger-zone">
      <Line name={t('keys.rotateName')} text={t('keys.rotateText')}>
        <ConfirmButton
          isDangerous={false}
          title={t('keys.rotateTitle')}
          text={<RotateEffects isNextUnknown={isNextUnknown(keys)} />}
          confirm={t('keys.rotate')}
          action={() => rotate(false)}
        >
          {t('keys.rotate')}
        </ConfirmButton>
      </Line>
      <Line name={t('keys.revokeName')} text={t('keys.revokeText')}>
        <ConfirmButton
          tone="danger"
          title={t('keys.revokeTitle')}
          text={<RevokeEffects />}
          confirm={t('keys.revoke')}
          action={() => rotate(true)}
        >
          {t('keys.revoke')}
        </ConfirmButton>
      </Line>
    </ul>
  );
}

interface LineProps {
  readonly name: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

function Line({ name, text, children }: LineProps) {
  return (
    <li class="row">
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">{text}</span>
      </div>
      {children}
    </li>
  );
}

function RotateEffects({ isNextUnknown: mayRefuse }: { readonly isNextUnknown: boolean }) {
  return (
    <ul class="effects">
      <li>{t('keys.rotateEffect')}</li>
      <li>{t('keys.stayEffect')}</li>
      {mayRefuse && <li>{t('keys.unknownEffect')}</li>}
    </ul>
  );
}

function RevokeEffects() {
  return (
    <ul class="effects">
      <li>{t('keys.revokeEffect')}</li>
      <li>{t('keys.refreshEffect')}</li>
      <li>{t('keys.elsewhereEffect')}</li>
      <li>{t('keys.twiceEffect')}</li>
    </ul>
  );
}
