import type { NamedSettings } from '../../../../features/admin/providers/schema.ts';
import { useId, useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { ProviderLogo } from '../../frame/providers.tsx';
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
  return (
    <li class="row named">
      <ProviderLogo provider={settings.provider} />
      <div class="row-text">
        <strong>
          {settings.name}
          <span class={`badge ${tone}`}>{label}</span>
        </strong>
        <span class="muted">{text}</span>
      </div>
      <Button
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={isOpen ? `Close ${settings.name}` : `Set up ${settings.name}`}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {isOpen ? 'Close' : 'Set up'}
      </Button>
      <div id={id} class="named-settings" hidden={!isOpen}>
        {isOpen && <NamedForm settings={settings} changed={changed} />}
      </div>
    </li>
  );
}

interface State {
  readonly label: string;
  readonly tone: string;
  readonly text: string;
}

function stateOf({ configured, enabled, clientId, hasClientSecret }: NamedSettings): State {
  if (configured && enabled.value) {
    return { label: 'On', tone: 'success', text: 'Shown on the sign-in page' };
  }
  if (configured) return { label: 'Off', tone: '', text: 'Set up, but switched off' };
  if (clientId.value === null && !hasClientSecret.value) {
    return { label: 'Not set up', tone: '', text: 'Needs a client ID and a secret' };
  }
  const missing = clientId.value === null ? 'client ID' : 'client secret';
  return { label: 'Half set up', tone: 'warning', text: `The ${missing} is missing` };
}
