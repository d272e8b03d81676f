import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button, type ButtonProps } from './button.tsx';
import { DialogButton } from './dialog-button.tsx';
import { rememberPlace } from './heading.ts';
import { sentenceFor } from './sentences.ts';
import { t } from '../words/words.ts';

interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Called when the user presses Escape. */
  readonly onClose: () => void;
}

const InDialog = createContext(false);

/** Whether the component is inside a dialog, where the main button stands at the end. */
export function useIsInDialog(): boolean {
  return useContext(InDialog);
}

/**
 * A modal dialog that is open while it is rendered and returns the focus afterwards. Its buttons have one order:
 * first the one that changes nothing, at the end the one that acts, which is red only when it destroys something.
 */
export function Dialog({ title, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    // The confirmed action may remove the button that opened the dialog.
    const goBack = rememberPlace(document.activeElement);
    dialog.current?.showModal();
    return goBack;
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        onClose();
        // Browsers close a dialog at the second Escape, whatever the page says.
        requestAnimationFrame(() => {
          if (dialog.current?.isConnected === true) dialog.current.showModal();
        });
      }}
    >
      <div class="dialog-body">
        <h2 id={id}>{title}</h2>
        <InDialog.Provider value={true}>{children}</InDialog.Provider>
      </div>
    </dialog>
  );
}

interface ConfirmButtonProps extends Omit<ButtonProps, 'action' | 'title'> {
  /** The question to ask. */
  readonly title: string;
  /** What the action will do. */
  readonly text: ComponentChildren;
  /** The label of the button that confirms. */
  readonly confirm: string;
  readonly action: () => Promise<void>;
  readonly isDangerous?: boolean;
}

/** A button that asks for confirmation and keeps the dialog open when the action fails. */
export function ConfirmButton({
  title,
  text,
  confirm,
  action,
  isDangerous = true,
  ...button
}: ConfirmButtonProps) {
  return (
    <DialogButton
      {...button}
      dialog={(close) => (
        <Dialog title={title} onClose={close}>
          <Question {...{ text, confirm, action, isDangerous, close }} />
        </Dialog>
      )}
    />
  );
}

type QuestionProps = Required<
  Pick<ConfirmButtonProps, 'text' | 'confirm' | 'action' | 'isDangerous'>
> & { readonly close: () => void };

function Question({ text, confirm, action, isDangerous, close }: QuestionProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const act = async () => {
    setBusy(true);
    try {
      await action();
      close();
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };
  return (
    <>
      <div class="dialog-text">{text}</div>
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
      <div class="dialog-actions">
        <Button onClick={close}>{t('action.cancel')}</Button>
        <Button
          tone={isDangerous ? 'danger' : 'primary'}
          isBusy={isBusy}
          onClick={() => void act()}
        >
          {confirm}
        </Button>
      </div>
    </>
  );
}
