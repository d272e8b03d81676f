import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { AuthorizeDialog } from './authorize-dialog.tsx';
import { restoreCredential, setCredential } from './credential.ts';
import { FileLink } from './file-link.tsx';
import type { Credential } from './kept-credential.ts';
import { type ApiDocument, findOperations } from './operations.ts';
import { StartHere } from './start-here.tsx';
import { applyCredential, showOperations, type Swagger } from './swagger.ts';
import { Toolbar } from './toolbar.tsx';
import { words } from './words.ts';

interface ReferenceProps {
  readonly spec: ApiDocument;
  /** The user of the pages' session; null without one. */
  readonly me: Me | null;
  /** Whether the pages' session was needed to read the document, so that it also signs the requests. */
  readonly isBySession: boolean;
}

/** The API reference: what to do first, the search, and Swagger UI. */
export function Reference({ spec, me, isBySession }: ReferenceProps) {
  const [isAsking, setAsking] = useState(false);
  const [phrase, setPhrase] = useState('');
  const { credential, setSwagger } = useSwagger(isBySession, phrase);
  const found = useMemo(() => findOperations(spec, phrase).size, [spec, phrase]);
  const count = useMemo(() => findOperations(spec, '').size, [spec]);
  const ask = () => {
    setAsking(true);
  };
  const sessionEmail = me?.email ?? null;
  return (
    <main
      class={`page reference ${phrase === '' ? '' : 'is-searching'} ${found === 0 ? 'is-empty' : ''}`}
    >
      <Heading isBySession={isBySession} />
      <StartHere />
      <Toolbar
        {...{ found, count, credential, sessionEmail }}
        onSearch={setPhrase}
        onAuthorize={ask}
      />
      <Operations spec={spec} shown={setSwagger} authorize={ask} />
      {isAsking && (
        <AuthorizeDialog
          {...{ credential, sessionEmail }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </main>
  );
}

/** The credential, and Swagger UI kept in step with it and with the searched phrase. */
function useSwagger(isBySession: boolean, phrase: string) {
  const [credential, setShown] = useState<Credential | null>(null);
  const [swagger, setSwagger] = useState<Swagger | null>(null);
  useEffect(() => {
    let isKept = false;
    restoreCredential((restored) => {
      isKept ||= restored !== null;
      setShown(restored);
    });
    if (isBySession && !isKept) setCredential({ kind: 'session' });
  }, []);
  useEffect(() => {
    if (swagger !== null) applyCredential(swagger, credential).catch(console.error);
  }, [swagger, credential]);
  useEffect(() => {
    swagger?.layoutActions.updateFilter(phrase);
  }, [swagger, phrase]);
  return { credential, setSwagger };
}

function Heading({ isBySession }: Pick<ReferenceProps, 'isBySession'>) {
  return (
    <header class="page-header">
      <h1>{words.title}</h1>
      <p class="muted">
        {words.lead}{' '}
        <FileLink path="/docs/json" name="openapi.json" isBySession={isBySession}>
          {words.download}
        </FileLink>
        {' · '}
        <FileLink path="/docs/client.ts" name="anchor-auth.ts" isBySession={isBySession}>
          {words.client}
        </FileLink>
      </p>
    </header>
  );
}

type OperationsProps = Omit<Parameters<typeof showOperations>[0], 'place'>;

/** The part of the page that Swagger UI fills. */
function Operations(props: OperationsProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current !== null) showOperations({ place: place.current, ...props });
  }, []);
  return <div ref={place} />;
}
