import type { OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { properOrigin } from '../../client/address.ts';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { OpenedElsewhere } from '../overview/elsewhere.tsx';
import { Fact } from '../parts/fact.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { OidcForm } from './oidc-form.tsx';
import { OidcTest } from './oidc-test.tsx';
import { ProviderGuide } from './provider-guide.tsx';
import { SignInTest } from './sign-in-test.tsx';

interface OidcSectionProps {
  readonly oidc: Loading<OidcSettings>;
}

export function OidcSection({ oidc }: OidcSectionProps) {
  return (
    <Section title={t('oidc.title')} text={t('oidc.intro')}>
      <Loaded loading={oidc} lines={8}>
        {(settings) => (
          <>
            <Addresses settings={settings} />
            {settings.isLocked ? (
              <LockedOidc settings={settings} />
            ) : (
              <OidcForm settings={settings} changed={oidc.set} />
            )}
            {isComplete(settings) && <SignInTest />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function isComplete({ issuerUrl, clientId, secretUnreadable }: OidcSettings): boolean {
  return issuerUrl !== null && clientId !== null && !secretUnreadable;
}

/** These come first, because a provider gives a client ID only once it knows them. */
function Addresses({ settings }: { readonly settings: OidcSettings }) {
  return (
    <div class="stack first-part">
      {properOrigin() !== null && <OpenedElsewhere />}
      <ProviderGuide page="providers" provider={t('oidc.title')} />
      <p>{t('oidc.redirects')}</p>
      <CopyLine label={t('oidc.browsers')} text={settings.callbackUrl} />
      <CopyLine label={t('oidc.apps')} text={settings.mobileRedirectUri} />
    </div>
  );
}

const variables = [
  'OIDC_ENABLED',
  'OIDC_PROVIDER_NAME',
  'OIDC_ISSUER_URL',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
] as const;

function LockedOidc({ settings }: { readonly settings: OidcSettings }) {
  const { enabled, providerName, issuerUrl, clientId, hasClientSecret } = settings;
  return (
    <>
      <LockNote variables={[settings.lockedBy ?? 'OIDC_ENABLED']} toRemove={variables} />
      <dl class="facts">
        <Fact name={t('providers.enabled')}>{t(enabled ? 'oidc.yes' : 'oidc.no')}</Fact>
        <Fact name={t('oidc.name')}>{providerName}</Fact>
        <Fact name={t('oidc.issuer')}>{issuerUrl ?? t('oidc.notSet')}</Fact>
        <Fact name={t('providers.clientId')}>{clientId ?? t('oidc.notSet')}</Fact>
        <Fact name={t('providers.clientSecret')}>
          {t(hasClientSecret ? 'oidc.set' : 'oidc.notSet')}
        </Fact>
      </dl>
      <OidcTest values={() => ({})} isShown={enabled} />
    </>
  );
}
