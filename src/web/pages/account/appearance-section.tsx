import { Section } from '../frame/layout.tsx';
import { LanguageChoice, ThemeChoice } from '../frame/preferences.tsx';
import { t } from '../words/words.ts';

export function AppearanceSection() {
  return (
    <Section title={t('appearance.title')} text={t('appearance.text')}>
      <div class="appearance">
        <LanguageChoice offersBrowser />
        <ThemeChoice hasLabel />
      </div>
    </Section>
  );
}
