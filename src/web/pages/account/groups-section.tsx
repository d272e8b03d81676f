import { GroupChips } from '../frame/group-chips.tsx';
import { Section } from '../frame/layout.tsx';
import { t } from '../words/words.ts';

/** The groups of the person, which only administrators change; nothing for a person without groups. */
export function GroupsSection({ groups }: { readonly groups: readonly string[] }) {
  if (groups.length === 0) return null;
  return (
    <Section title={t('groups.title')} text={t('groups.ownText')}>
      <GroupChips label={t('groups.title')} names={groups} />
    </Section>
  );
}
