import type { NamedSettings } from '../../../../features/admin/providers/schema.ts';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { MoveSection } from '../provider-move/move-section.tsx';
import { NamedProviderRow } from './named-provider.tsx';
import { OidcSection } from './oidc-section.tsx';
import { OptionsSection } from './options-section.tsx';
import { loadNamed, loadOidc } from './providers.ts';
import { PasswordSection } from './password-section.tsx';

/** Settings of the identity providers and of sign-in with passwords. */
export function ProvidersPage() {
  const oidc = useLoad(loadOidc);
  const providers = useLoad(loadNamed);
  return (
    <>
      <OidcSection oidc={oidc} />
      {(oidc.value?.issuerUrl ?? null) !== null && <OptionsSection />}
      <NamedSection providers={providers} />
      <PasswordSection oidc={oidc} providers={providers} />
      {oidc.value !== null && <MoveSection issuer={oidc.value.issuerUrl} />}
    </>
  );
}

interface NamedSectionProps {
  readonly providers: Loading<readonly NamedSettings[]>;
}

function NamedSection({ providers }: NamedSectionProps) {
  return (
    <Section title={t('providers.title')} text={t('providers.intro')}>
      <Loaded loading={providers} lines={5}>
        {(all) => (
          <ul class="rows">
            {all.map((provider) => (
              <NamedProviderRow
                key={provider.provider}
                settings={provider}
                changed={(changed) => {
                  providers.set(
                    all.map((each) => (each.provider === changed.provider ? changed : each)),
                  );
                }}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
