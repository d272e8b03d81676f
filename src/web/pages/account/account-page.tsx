import { useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/model.ts';
import { loadMe } from '../client/account.ts';
import { loadWaysIn } from '../client/ways-in.ts';
import { Alert } from '../frame/alert.tsx';
import { SignedInLayout } from '../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../frame/load.tsx';
import { dropQuery } from '../frame/navigation.ts';
import { providerNames } from '../frame/providers.tsx';
import { sentenceForCode } from '../frame/sentences.ts';
import { ApiTokenSection } from './api-token-section.tsx';
import { IdentitiesSection } from './identities-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** What a provider's callback brought: which one is linked now, or why none is. */
interface Arrival {
  readonly linked: string | null;
  readonly problem: string | null;
}

function arrive(): Arrival {
  const query = new URLSearchParams(location.search);
  if (location.search !== '') dropQuery();
  const hasProblem = query.has('error') || query.has('error_code');
  const linked = Object.entries(providerNames).find(([name]) => name === query.get('linked'));
  return {
    linked: linked?.[1] ?? null,
    problem: hasProblem ? sentenceForCode(query.get('error_code')) : null,
  };
}

export function AccountPage() {
  const [arrival] = useState(arrive);
  const loading = useLoad(loadMe);
  return (
    <SignedInLayout me={loading.value} title="Your account" lead={loading.value?.email}>
      {arrival.linked !== null && (
        <Alert tone="success">You can sign in with {arrival.linked} from now on.</Alert>
      )}
      {arrival.problem !== null && <Alert tone="danger">{arrival.problem}</Alert>}
      <Loaded loading={loading} lines={6}>
        {(me) => <Sections me={me} loading={loading} />}
      </Loaded>
    </SignedInLayout>
  );
}

function Sections({ me, loading }: { readonly me: Me; readonly loading: Loading<Me> }) {
  const ways = useLoad(loadWaysIn);
  return (
    <>
      <ProfileSection
        me={me}
        changed={(user) => {
          loading.set({ ...user, authIdentities: me.authIdentities });
        }}
      />
      <PasswordSection me={me} ways={ways} />
      <IdentitiesSection me={me} ways={ways} reload={loading.reload} />
      <SessionsSection />
      <ApiTokenSection />
    </>
  );
}
