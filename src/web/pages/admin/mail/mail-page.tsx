import { Loaded, useLoad } from '../../frame/load.tsx';
import { addWords } from '../../words/words.ts';
import type { SubPageProps } from '../parts/sub-page.ts';

/** The settings of mail. Their code and texts are loaded when they are opened, because few people open them twice. */
export function MailPage({ me }: Pick<SubPageProps, 'me'>) {
  const sections = useLoad(loadSections);
  return (
    <Loaded loading={sections} lines={8}>
      {(Sections) => <Sections me={me} />}
    </Loaded>
  );
}

async function loadSections() {
  const [{ MailSections }] = await Promise.all([import('./mail-sections.tsx'), addWords('mail')]);
  return MailSections;
}
