import type { OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading } from '../../frame/load.tsx';
import { CopyLine } from '../parts/copy-line.tsx';
import { Fact } from '../parts/fact.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { OidcForm } from './oidc-form.tsx';
import { OidcTest } from './oidc-test.tsx';

interface OidcSectionProps {
  readonly oidc: Loading<OidcSettings>;
}

export function OidcSection({ oidc }: OidcSectionProps) {
  return (
    <Section
      title="OpenID Connect"
      text="One provider of your own, such as Pocket ID, Authentik, Keycloak or Authelia."
    >
      <Loaded loading={oidc} lines={6}>
        {(settings) =>
          settings.isLocked ? (
            <LockedOidc settings={settings} />
          ) : (
            <OidcForm settings={settings} changed={oidc.set} />
          )
        }
      </Loaded>
      {oidc.value !== null && <Addresses settings={oidc.value} />}
    </Section>
  );
}

function Addresses({ settings }: { readonly settings: OidcSettings }) {
  return (
    <div class="sub-part">
      <p class="muted">Register these redirect addresses at the provider:</p>
      <CopyLine label="For browsers" text={settings.callbackUrl} />
      <CopyLine label="For the mobile app" text={settings.mobileRedirectUri} />
    </div>
  );
}

function LockedOidc({ settings }: { readonly settings: OidcSettings }) {
  return (
    <>
      <LockNote variables={[settings.lockedBy ?? 'OIDC_ENABLED']} />
      <dl class="facts">
        <Fact name="Switched on">{settings.enabled ? 'Yes' : 'No'}</Fact>
        <Fact name="Name">{settings.providerName}</Fact>
        <Fact name="Issuer">{settings.issuerUrl ?? 'Not set'}</Fact>
        <Fact name="Client ID">{settings.clientId ?? 'Not set'}</Fact>
        <Fact name="Client secret">{settings.hasClientSecret ? 'Set' : 'Not set'}</Fact>
      </dl>
      <OidcTest values={() => ({})} />
    </>
  );
}
