import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../frame/button.tsx';
import { Alert } from '../frame/alert.tsx';
import { Skeleton } from '../frame/load.tsx';
import { startWords } from '../words/words.ts';
import { NotForYou, SignInFirst } from './closed.tsx';
import { followColourScheme } from './colour-scheme.ts';
import { type Loaded, loadReference } from './load-reference.ts';
import { Reference } from './reference.tsx';
import { useSessionEnd } from './use-session-end.ts';
import { words } from './words.ts';

interface AppProps {
  readonly isForAdministrators: boolean;
}

function App({ isForAdministrators }: AppProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [isFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    loadReference(isForAdministrators).then(setLoaded, () => {
      setFailed(true);
    });
  };
  useEffect(load, []);
  useSessionEnd();
  useEffect(() => {
    if (loaded !== null && 'me' in loaded && loaded.me?.isAdmin === true) showAdministration();
  }, [loaded]);
  if (isFailed) return <Failed onTryAgain={load} />;
  if (loaded === null) return <Loading />;
  if (loaded.kind === 'signed-out') return <SignInFirst />;
  if (loaded.kind === 'refused') return <NotForYou me={loaded.me} />;
  return <Reference spec={loaded.spec} me={loaded.me} isBySession={isForAdministrators} />;
}

function Loading() {
  return (
    <main class="page reference" aria-busy="true">
      <h1>{words.title}</h1>
      <Skeleton lines={6} />
    </main>
  );
}

function Failed({ onTryAgain }: { readonly onTryAgain: () => void }) {
  return (
    <main class="page reference">
      <h1>{words.title}</h1>
      <div class="load-failure">
        <Alert tone="danger">{words.loadFailed}</Alert>
        <Button onClick={onTryAgain}>{words.tryAgain}</Button>
      </div>
    </main>
  );
}

/** The server writes the header, and does not know who reads it. */
function showAdministration(): void {
  document.querySelector('[data-for="administrators"]')?.removeAttribute('hidden');
}

followColourScheme();
const place = document.getElementById('reference');
if (place !== null) {
  const isForAdministrators = place.dataset['access'] === 'admin';
  const start = () => {
    // Only the parts that this page shares with the others speak other languages.
    document.documentElement.lang = 'en';
    render(<App isForAdministrators={isForAdministrators} />, place);
  };
  startWords().then(start, (error: unknown) => {
    console.error(error);
    place.textContent = words.loadFailed;
  });
}
