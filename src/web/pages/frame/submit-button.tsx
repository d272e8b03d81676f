import { useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button, type ButtonProps } from './button.tsx';
import { rememberPlace } from './heading.ts';
import { sentenceFor } from './sentences.ts';

interface SubmitButtonProps extends Omit<ButtonProps, 'action'> {
  readonly action: () => Promise<void>;
}

/** A button that runs an action, is busy meanwhile, and shows a failure below itself. */
export function SubmitButton({ action, ...button }: SubmitButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const act = async (goBack: () => void) => {
    setBusy(true);
    setFailure(null);
    try {
      await action();
      // The action may have removed the button.
      goBack();
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        {...button}
        isBusy={isBusy}
        onClick={(event) => void act(rememberPlace(event.currentTarget))}
      />
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
    </>
  );
}
