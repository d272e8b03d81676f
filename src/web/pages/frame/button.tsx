import type { ComponentChildren, JSX } from 'preact';

export interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'size'> {
  readonly children: ComponentChildren;
  readonly tone?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly isBusy?: boolean;
  readonly icon?: ComponentChildren;
}

/** A button that shows while its action runs; it keeps the focus then, but ignores clicks. */
export function Button({
  tone = 'plain',
  isBusy = false,
  icon,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${tone} ${typeof rest.class === 'string' ? rest.class : ''}`}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={isBusy ? prevent : onClick}
    >
      {isBusy ? <span class="spinner" aria-hidden="true" /> : icon}
      <span>{children}</span>
    </button>
  );
}

function prevent(event: Event): void {
  event.preventDefault();
}
