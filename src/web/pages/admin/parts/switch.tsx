import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../../client/failure.ts';
import { Alert } from '../../frame/alert.tsx';
import { sentenceFor } from '../../frame/sentences.ts';

interface SwitchProps {
  readonly label: string;
  readonly text?: ComponentChildren;
  readonly disabled?: boolean;
}

interface SwitchFieldProps extends SwitchProps {
  readonly name: string;
  readonly isOn: boolean;
}

/** A switch in a form; its value is "on" or empty. */
export function SwitchField({ name, isOn, ...rest }: SwitchFieldProps) {
  return <SwitchLine {...rest} input={{ name, defaultChecked: isOn }} />;
}

interface SwitchNowProps extends SwitchProps {
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => Promise<void>;
}

/** A switch that acts at once and keeps its old position when the action fails. */
export function SwitchNow({ isOn, turn, disabled = false, ...rest }: SwitchNowProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const act = async (wanted: boolean) => {
    setBusy(true);
    setFailure(null);
    try {
      await turn(wanted);
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  const onChange = (event: { readonly currentTarget: HTMLInputElement }) => {
    if (!isBusy) void act(event.currentTarget.checked);
  };
  return (
    <>
      <SwitchLine {...rest} disabled={disabled} input={{ checked: isOn, onChange }} />
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
    </>
  );
}

interface SwitchLineProps extends SwitchProps {
  readonly input: {
    readonly name?: string;
    readonly defaultChecked?: boolean;
    readonly checked?: boolean;
    readonly onChange?: (event: { readonly currentTarget: HTMLInputElement }) => void;
  };
}

function SwitchLine({ label, text, disabled = false, input }: SwitchLineProps) {
  const id = useId();
  return (
    <div class="switch-line">
      <div>
        <label for={id}>{label}</label>
        {text !== undefined && (
          <p class="muted" id={`${id}-text`}>
            {text}
          </p>
        )}
      </div>
      <input
        {...input}
        id={id}
        type="checkbox"
        role="switch"
        disabled={disabled}
        aria-describedby={text === undefined ? undefined : `${id}-text`}
      />
    </div>
  );
}
