import { useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button, type ButtonProps } from './button.tsx';
import { rememberPlace } from './heading.ts';
import { sentenceFor } from './sentences.ts';

interface SubmitButtonProps extends Omit<ButtonProps, 'action'> {
  readonly action: () => Promise<void>;
}

/** A button that does something at once, is busy meanwhile, and says below itself when it failed. */
export function SubmitButton({ action, ...button }: SubmitButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const act = async (goBack: () => void) => {
    setBusy(true);
    setFailure(null);
    try {
      await action();
      // The button may have made room for what it did.
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
