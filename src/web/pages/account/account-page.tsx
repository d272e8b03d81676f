import { useState } from 'preact/hooks';
import type { Me, Session } from '../../../features/sessions/schema.ts';
import { loadMe, loadSessions } from '../client/account.ts';
import { loadSignInMethods, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { SignedInLayout } from '../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../frame/load.tsx';
import { dropQuery } from '../frame/navigation.ts';
import { providerName, type ProviderName, isProviderName } from '../frame/providers.tsx';
import { sentenceForCode } from '../frame/sentences.ts';
import { t } from '../words/words.ts';
import { ApiTokenSection } from './api-token-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { EmailSection } from './email-section.tsx';
import { GroupsSection } from './groups-section.tsx';
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
  const sessions = useLoad(loadSessions);
  return (
    <SignedInLayout me={loading.value} title={t('page.account')} lead={loading.value?.email}>
      {arrival.linked !== null && methods.value !== null && (
        <Alert tone="success">
          {t('account.linked', { provider: providerName(arrival.linked, methods.value) })}
        </Alert>
      )}
      {arrival.problem !== null && <Alert tone="danger">{arrival.problem}</Alert>}
      <Loaded loading={loading} lines={6}>
        {(me) => <Sections {...{ me, loading, methods, sessions }} />}
      </Loaded>
    </SignedInLayout>
  );
}

interface SectionsProps {
  readonly me: Me;
  readonly loading: Loading<Me>;
  readonly methods: Loading<SignInMethods>;
  readonly sessions: Loading<readonly Session[]>;
}

function Sections({ me, loading, methods, sessions }: SectionsProps) {
  return (
    <>
      <ProfileSection
        me={me}
        changed={(user) => {
          loading.set({ ...user, authIdentities: me.authIdentities });
        }}
      />
      <EmailSection me={me} methods={methods} />
      <PasswordSection me={me} methods={methods} />
      <IdentitiesSection me={me} methods={methods} reload={loading.reload} />
      <GroupsSection groups={me.groups} />
      <SessionsSection sessions={sessions} methods={methods.value} />
      <AppearanceSection />
      <ApiTokenSection />
    </>
  );
}
