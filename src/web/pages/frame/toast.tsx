import { useEffect, useState } from 'preact/hooks';
import { CheckIcon } from './icons.tsx';

interface Message {
  readonly id: number;
  readonly text: string;
}

const shownForMs = 6000;
const listeners = new Set<(text: string) => void>();
let count = 0;

/** Shows a short message in the corner of the page, for results that need no response. */
export function notify(text: string): void {
  for (const listener of listeners) listener(text);
}

export function Toasts() {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  useEffect(() => {
    const add = (text: string) => {
      const message = { id: ++count, text };
      setMessages((before) => [...before, message]);
      setTimeout(() => {
        setMessages((before) => before.filter((each) => each !== message));
      }, shownForMs);
    };
    listeners.add(add);
    return () => listeners.delete(add);
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {messages.map(({ id, text }) => (
        <p key={id} class="toast">
          <CheckIcon />
          {text}
        </p>
      ))}
    </div>
  );
}
