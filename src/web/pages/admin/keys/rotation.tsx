import { ConfirmButton } from '../../frame/dialog.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { ActionLine } from '../parts/action-line.tsx';
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
    <ul class="rows">
      <ActionLine name={t('keys.rotateName')} text={t('keys.rotateText')}>
        <ConfirmButton
          isDangerous={false}
          title={t('keys.rotateTitle')}
          text={<RotateEffects isNextUnknown={isNextUnknown(keys)} />}
          confirm={t('keys.rotate')}
          action={() => rotate(false)}
        >
          {t('keys.rotate')}
        </ConfirmButton>
      </ActionLine>
      <ActionLine name={t('keys.revokeName')} text={t('keys.revokeText')}>
        <ConfirmButton
          tone="danger"
          title={t('keys.revokeTitle')}
          text={<RevokeEffects />}
          confirm={t('keys.revoke')}
          action={() => rotate(true)}
        >
          {t('keys.revoke')}
        </ConfirmButton>
      </ActionLine>
    </ul>
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
