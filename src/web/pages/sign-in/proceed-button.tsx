import type { ComponentChildren } from 'preact';
import { Button } from '../frame/button.tsx';
import { proceed } from './destination.ts';

interface ProceedButtonProps {
  readonly to: string | null;
  readonly children: ComponentChildren;
}

/** Leaves the sign-in pages. */
export function ProceedButton({ to, children }: ProceedButtonProps) {
  return (
    <Button
      tone="primary"
      class="wide"
      onClick={() => {
        proceed(to);
      }}
    >
      {children}
    </Button>
  );
}
