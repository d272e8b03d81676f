import { useState } from 'preact/hooks';
import { loadTokens } from '../client/tokens.ts';
import { site } from '../client/site.ts';
import { Section } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { rich, t } from '../words/words.ts';
import { LegacyToken } from './legacy-token.tsx';
import { NewToken } from './new-token.tsx';
import { TokenList } from './token-list.tsx';

/** Closed until it is asked for, because most people write no scripts. */
export function ApiTokenSection() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('apiToken.title')} text={t('apiToken.text')}>
      <details
        class="developer"
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>{t('apiToken.details')}</summary>
        {isOpen && <TokenArea />}
      </details>
    </Section>
  );
}

function TokenArea() {
  const loading = useLoad(loadTokens);
  return (
    <div class="developer-body">
      <Loaded loading={loading} lines={3}>
        {(tokens) => (
          <>
            <TokenList tokens={tokens} reload={loading.reload} />
            <div class="card-foot">
              <NewToken reload={loading.reload} />
            </div>
            <LegacyToken
              token={tokens.find(({ kind }) => kind === 'legacy') ?? null}
              reload={loading.reload}
            />
            <ReadMore />
          </>
        )}
      </Loaded>
    </div>
  );
}

function ReadMore() {
  const { docs, handbook } = site;
  if (docs === 'off' && handbook === null) return null;
  return (
    <div class="muted">
      {docs !== 'off' && (
        <p>{rich('apiToken.reference', { link: (text) => <a href="/docs">{text}</a> })}</p>
      )}
      {handbook !== null && (
        <p>
          {rich('apiToken.appsGuide', { link: (text) => <a href={`${handbook}/apps`}>{text}</a> })}
        </p>
      )}
    </div>
  );
}
