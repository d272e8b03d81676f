import { useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../words/words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type Answer = (mayLeave: boolean) => void;

let show: (answer: Answer | null) => void = () => undefined;
let asking: Promise<boolean> | null = null;
let open: Answer | null = null;

/** Asks whether to leave the page without saving; once, however often the user tries. */
export function askToLeave(): Promise<boolean> {
  return (asking ??= new Promise((resolve) => {
    open = (mayLeave) => {
      [asking, open] = [null, null];
      show(null);
      resolve(mayLeave);
    };
    show(open);
  }));
}

/** Ends the question, for example when the page closes because the user signed out. */
export function cancelQuestion(): void {
  open?.(false);
}

/** The question that is asked before unsaved changes are lost. */
export function UnsavedQuestion() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useLayoutEffect(() => {
    show = (given) => {
      setAnswer(() => given);
    };
  }, []);
  if (answer === null) return null;
  const stay = () => {
    answer(false);
  };
  return (
    <Dialog title={t('unsaved.title')} onClose={stay}>
      <p class="dialog-text">{t('unsaved.text')}</p>
      <div class="dialog-actions">
        <Button onClick={stay}>{t('unsaved.stay')}</Button>
        <Button
          tone="danger"
          onClick={() => {
            answer(true);
          }}
        >
          {t('unsaved.leave')}
        </Button>
      </div>
    </Dialog>
  );
}
