import { useEffect } from 'preact/hooks';
import { providerAddress } from '../client/sign-in-methods.ts';
import { Button } from '../frame/button.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Skeleton } from '../frame/load.tsx';
import { t } from '../words/words.ts';
import { destinationOf } from './destination.ts';

interface GoingThereProps {
  readonly provider: string;
  readonly redirect: string | null;
}

/** Goes to the provider, and says so until its page is there. */
export function GoingThere({ provider, redirect }: GoingThereProps) {
  const to = destinationOf(redirect);
  useEffect(() => {
    // Replaced, because the Back button would come back here and go there again.
    location.replace(providerAddress('oidc', to));
  }, [to]);
  return (
    <EntryLayout title={t('signIn.goingThere', { provider })}>
      <Skeleton lines={3} />
      <Button
        tone="quiet"
        onClick={() => {
          location.assign(`/login?local&${new URLSearchParams({ redirect: to })}`);
        }}
      >
        {t('signIn.stayHere')}
      </Button>
    </EntryLayout>
  );
}
