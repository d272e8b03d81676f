import { Section } from '../../frame/layout.tsx';
import { useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { MoveForm } from './move-form.tsx';
import { Report, Undo } from './move-report.tsx';
import { handbookPage, loadMove, type MoveOverview } from './moves.ts';

interface MoveSectionProps {
  /** The issuer in the settings: the section is loaded again when it changes. */
  readonly issuer: string | null;
}

/** The move of all people to another provider; nothing while no account has an identity at an OpenID provider. */
export function MoveSection({ issuer }: MoveSectionProps) {
  const overview = useLoad(loadMove, issuer ?? '');
  const { value, set } = overview;
  if (value === null || (value.move === null && value.issuers.length === 0)) return null;
  return (
    <Section title={t('move.title')} text={<About />}>
      <Content key={value.current ?? ''} overview={value} changed={set} />
    </Section>
  );
}

function About() {
  const page = handbookPage();
  return (
    <>
      {t('move.intro')} {page !== null && <a href={page}>{t('move.handbook')}</a>}
    </>
  );
}

interface ContentProps {
  readonly overview: MoveOverview;
  readonly changed: (overview: MoveOverview) => void;
}

function Content({ overview, changed }: ContentProps) {
  const { move, issuers } = overview;
  return (
    <>
      {move !== null && <Report report={move} />}
      {move !== null && move.state !== 'undone' && <Undo changed={changed} />}
      {move?.state !== 'running' && issuers.length > 0 && (
        <div class={move === null ? 'stack' : 'sub-part'}>
          <MoveForm overview={overview} changed={changed} />
        </div>
      )}
    </>
  );
}
