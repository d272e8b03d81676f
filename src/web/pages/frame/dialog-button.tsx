import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button, type ButtonProps } from './button.tsx';

interface DialogButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** The dialog that the button opens; `close` takes it away. */
  readonly dialog: (close: () => void) => ComponentChildren;
}

/** A button that opens a dialog. */
export function DialogButton({ dialog, ...button }: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        {...button}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      />
      {isOpen &&
        dialog(() => {
          setOpen(false);
        })}
    </>
  );
}
