import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { CopyIcon, TickIcon } from './icons.tsx';
import { notify } from './toast.tsx';
import { t } from '../words/words.ts';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, as part of the button's accessible name. */
  readonly label: string;
}

const shownForMs = 2500;

/** A button that copies a text and confirms it. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) {
      notify(t('copy.refused'));
      return;
    }
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, shownForMs);
  };
  return (
    <Button
      icon={isCopied ? <TickIcon /> : <CopyIcon />}
      aria-label={t(isCopied ? 'copy.done' : 'copy.label', { what: label })}
      onClick={() => void copy()}
    >
      {t(isCopied ? 'action.copied' : 'action.copy')}
    </Button>
  );
}

/** Falls back to a selection, because browsers offer the clipboard only in secure contexts and may refuse it. */
async function copyText(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(text);
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'off-screen';
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way without a secure context
  const isCopied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
