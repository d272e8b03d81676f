import { useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { loadMe } from '../client/account.ts';
import { loadSignInMethods, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { SignedInLayout } from '../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../frame/load.tsx';
import { dropQuery } from '../frame/navigation.ts';
import { providerName, type ProviderName, isProviderName } from '../frame/providers.tsx';
import { sentenceForCode } from '../frame/sentences.ts';
import { ApiTokenSection } from './api-token-section.tsx';
import { IdentitiesSection } from './identities-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** The result of linking a provider, from the query of the address. */
interface Arrival {
  readonly linked: ProviderName | null;
  readonly problem: string | null;
}

function arrive(): Arrival {
  const query = new URLSearchParams(location.search);
  if (location.search !== '') dropQuery();
  const hasProblem = query.has('error') || query.has('error_code');
  const linked = query.get('linked');
  return {
    linked: isProviderName(linked) ? linked : null,
    problem: hasProblem ? sentenceForCode(query.get('error_code')) : null,
  };
}

export function AccountPage() {
  const [arrival] = useState(arrive);
  const loading = useLoad(loadMe);
  const methods = useLoad(loadSignInMethods);
  return (
    <SignedInLayout me={loading.value} title="Your account" lead={loading.value?.email}>
      {arrival.linked !== null && methods.value !== null && (
        <Alert tone="success">
          You can sign in with {providerName(arrival.linked, methods.value)} from now on.
        </Alert>
      )}
      {arrival.problem !== null && <Alert tone="danger">{arrival.problem}</Alert>}
      <Loaded loading={loading} lines={6}>
        {(me) => <Sections me={me} loading={loading} methods={methods} />}
      </Loaded>
    </SignedInLayout>
  );
}

interface SectionsProps {
  readonly me: Me;
  readonly loading: Loading<Me>;
  readonly methods: Loading<SignInMethods>;
}

function Sections({ me, loading, methods }: SectionsProps) {
  return (
    <>
      <ProfileSection
        me={me}
        changed={(user) => {
          loading.set({ ...user, authIdentities: me.authIdentities });
        }}
      />
      <PasswordSection me={me} methods={methods} />
      <IdentitiesSection me={me} methods={methods} reload={loading.reload} />
      <SessionsSection methods={methods.value} />
      <ApiTokenSection />
    </>
  );
}
