import type { ComponentChildren } from 'preact';
import { CheckIcon, InfoIcon, WarningIcon } from './icons.tsx';

interface AlertProps {
  readonly tone: 'danger' | 'warning' | 'success' | 'info';
  readonly children: ComponentChildren;
}

const icons = {
  danger: WarningIcon,
  warning: WarningIcon,
  success: CheckIcon,
  info: InfoIcon,
} as const;

/** A message; errors interrupt a screen reader, other messages wait. */
export function Alert({ tone, children }: AlertProps) {
  const Icon = icons[tone];
  return (
    <div class={`alert ${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon />
      <div>{children}</div>
    </div>
  );
}
