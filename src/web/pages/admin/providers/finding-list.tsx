import type { OidcTest } from '../../../../features/admin/providers/schema.ts';
import { CheckIcon, SkipIcon, WarningIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';
import { findingWords } from './finding-words.ts';

type Finding = OidcTest['findings'][number];

/** What a test found, and what to do about it. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.map((finding) => (
        <FindingLine key={finding.check + finding.message} finding={finding} />
      ))}
    </ul>
  );
}

const icons = {
  ok: CheckIcon,
  warning: WarningIcon,
  failed: WarningIcon,
  skipped: SkipIcon,
} as const;

function FindingLine({ finding }: { readonly finding: Finding }) {
  const { outcome } = finding;
  const { found, advice } = findingWords(finding);
  const Icon = icons[outcome];
  return (
    <li class={`finding ${outcome}`}>
      <Icon />
      <div>
        <span class="off-screen">{t(`finding.${outcome}`)}: </span>
        {found}
        {advice !== null && <p class="cure">{advice}</p>}
      </div>
    </li>
  );
}
