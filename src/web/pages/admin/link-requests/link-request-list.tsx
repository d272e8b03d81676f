import { t } from '../../words/words.ts';
import type { ProviderName } from '../../frame/providers.tsx';
import { LinkRequestRow } from './link-request-row.tsx';
import type { LinkRequest } from './link-requests.ts';

interface LinkRequestListProps {
  readonly requests: readonly LinkRequest[];
  readonly nameOf: (method: ProviderName) => string;
  /** Loads the list again. */
  readonly decided: () => Promise<void>;
}

/** The sign-ins that people want to have linked to an account; nothing when there are none. */
export function LinkRequestList({ requests, nameOf, decided }: LinkRequestListProps) {
  if (requests.length === 0) return null;
  return (
    <section class="card" aria-labelledby="link-requests">
      <div>
        <h2 id="link-requests">{t('linking.title')}</h2>
        <p class="muted">{t('linking.lead')}</p>
      </div>
      <ul class="rows" aria-live="polite">
        {requests.map((request) => (
          <LinkRequestRow key={request.id} request={request} nameOf={nameOf} decided={decided} />
        ))}
      </ul>
    </section>
  );
}
