import type { NamedSettings } from '../../../../features/admin/providers/schema.ts';
import { useId, useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { ProviderLogo } from '../../frame/providers.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/words.ts';
import { NamedForm } from './named-form.tsx';

interface NamedProviderRowProps {
  readonly settings: NamedSettings;
  readonly changed: (settings: NamedSettings) => void;
}

/** A provider in one row; its settings expand below it. */
export function NamedProviderRow({ settings, changed }: NamedProviderRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { label, tone, text } = stateOf(settings);
  const open = openWords(settings, isOpen);
  return (
    <li class="row">
      <ProviderLogo provider={settings.provider} />
      <div class="row-text">
        <strong>
          {settings.name}
          <span class={`badge ${tone}`}>{t(label)}</span>
        </strong>
        <span class="muted">{t(text)}</span>
      </div>
      <Button
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={t(open.name, { provider: settings.name })}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {t(open.label)}
      </Button>
      <div id={id} class="named-settings" hidden={!isOpen}>
        {isOpen && <NamedForm settings={settings} changed={changed} />}
      </div>
    </li>
  );
}

/** A provider that works, or that the environment sets up, only has details to look at. */
function openWords({ configured }: NamedSettings, isOpen: boolean) {
  if (isOpen) return { name: 'providers.close', label: 'action.close' } as const;
  return configured
    ? ({ name: 'providers.detailsOf', label: 'providers.details' } as const)
    : ({ name: 'providers.setUpOf', label: 'providers.setUp' } as const);
}

interface State {
  readonly label: PlainKey;
  readonly tone: string;
  readonly text: PlainKey;
}

function stateOf({
  configured,
  enabled,
  clientId,
  hasClientSecret,
  secretUnreadable,
}: NamedSettings): State {
  const half = { label: 'providers.stateHalf', tone: 'warning' } as const;
  if (secretUnreadable) return { ...half, text: 'providers.needsSecretAgain' };
  if (configured && enabled.value) {
    return { label: 'providers.stateOn', tone: 'success', text: 'providers.shown' };
  }
  if (configured) {
    return { label: 'providers.stateOff', tone: '', text: 'providers.turnedOff' };
  }
  if (clientId.value === null && !hasClientSecret.value) {
    return { label: 'providers.stateNotSetUp', tone: '', text: 'providers.needsBoth' };
  }
  const isIdMissing = clientId.value === null;
  return { ...half, text: isIdMissing ? 'providers.missingClientId' : 'providers.missingSecret' };
}
