import { useEffect, useState } from 'preact/hooks';
import { loadSignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { Support } from '../frame/support.tsx';
import { Forgotten } from '../sign-in/forgotten.tsx';
import { t } from '../words/words.ts';
import { inspectLink } from './links.ts';
import { onNewToken, takeToken } from './token.ts';
import { views } from './views.ts';

/** The page of a one-time link. Its token stays in the memory of this page and is stored nowhere. */
export function LinkPage() {
  const [token, setToken] = useState(takeToken);
  useEffect(() => onNewToken(setToken), []);
  return token === null ? <OpenAgain /> : <Opened key={token} token={token} />;
}

function Opened({ token }: { readonly token: string }) {
  const opening = useLoad(() => inspectLink(token));
  const [hasEnded, setEnded] = useState(false);
  const { value, failure } = opening;
  if (hasEnded || failure?.code === 'link_invalid') return <Dead />;
  if (value === null) {
    return (
      <EntryLayout title={t('link.opening')}>
        <Loaded loading={opening}>{() => null}</Loaded>
      </EntryLayout>
    );
  }
  const View = views[value.kind];
  const ended = () => {
    setEnded(true);
  };
  return <View token={token} opened={value} ended={ended} />;
}

function Dead() {
  const { value: methods } = useLoad(loadSignInMethods);
  return (
    <EntryLayout title={t('link.dead')}>
      <Alert tone="danger">{t('error.link_invalid')}</Alert>
      <p class="muted">{t('link.deadText')}</p>
      <p>
        <Support />
      </p>
      {methods?.sendsMail === true && methods.hasPasswords && <Forgotten sendsMail />}
      <ToSignIn />
    </EntryLayout>
  );
}

/** After a reload: the address holds no token any more. */
function OpenAgain() {
  return (
    <EntryLayout title={t('link.again')}>
      <p>{t('link.againText')}</p>
      <ToSignIn />
    </EntryLayout>
  );
}

function ToSignIn() {
  return (
    <a class="button plain wide" href="/login">
      {t('link.toSignIn')}
    </a>
  );
}
