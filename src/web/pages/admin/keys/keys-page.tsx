import { KeyIcon } from '../../frame/icons.tsx';
import { EmptyState, Section } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { rich, t } from '../../words/words.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { PanelHeader } from '../parts/panel-header.tsx';
import { HandbookLink } from './handbook-link.tsx';
import { KeyRow } from './key-row.tsx';
import { type Keys, keySetAddress, keysSetting, loadKeys, rotationVariable } from './keys.ts';
import { Rotation } from './rotation.tsx';

/** The keys that sign access tokens; a server that signs with a secret has none. */
export function KeysPage() {
  const keys = useLoad(loadKeys);
  return (
    <>
      <PanelHeader title={t('keys.heading')} />
      <Section title={t('keys.title')} text={t('keys.intro')}>
        <Loaded loading={keys} lines={4}>
          {(list) => (list.length === 0 ? <NoKeys /> : <List keys={list} />)}
        </Loaded>
      </Section>
      {keys.value !== null && keys.value.length > 0 && <Changes keys={keys} list={keys.value} />}
    </>
  );
}

function List({ keys }: { readonly keys: Keys }) {
  return (
    <>
      <ul class="rows">
        {keys.map((key) => (
          <KeyRow key={key.kid} entry={key} />
        ))}
      </ul>
      <div class="sub-part">
        <CopyLine label={t('keys.address')} text={keySetAddress()} />
      </div>
    </>
  );
}

interface ChangesProps {
  readonly keys: Loading<Keys>;
  readonly list: Keys;
}

function Changes({ keys, list }: ChangesProps) {
  return (
    <Section
      title={t('keys.change')}
      text={
        <>
          {rich('keys.changeText', { variable: <code>{rotationVariable}</code> })} <HandbookLink />
        </>
      }
    >
      <Rotation keys={list} changed={keys.set} />
    </Section>
  );
}

function NoKeys() {
  return (
    <EmptyState icon={<KeyIcon />} title={t('keys.secret')}>
      <p class="muted">{t('keys.secretText')}</p>
      <p class="muted">
        {rich('keys.secretCure', { setting: <code>{keysSetting}</code> })} <HandbookLink />
      </p>
    </EmptyState>
  );
}
