interface AvatarProps {
  readonly name: string;
  /** The path of the picture; null shows the initials. */
  readonly image: string | null;
  readonly size?: 'small' | 'medium' | 'large';
}

/** Hidden from screen readers, because the name is always shown beside it. */
export function Avatar({ name, image, size = 'medium' }: AvatarProps) {
  return (
    <span class={`avatar ${size} shade-${shadeOf(name)}`} aria-hidden="true">
      {image === null ? initialsOf(name) : <img src={image} alt="" />}
    </span>
  );
}

const shades = 6;

/** Derived from the name, so that a user always has the same colour. */
function shadeOf(name: string): number {
  return new TextEncoder().encode(name).reduce((sum, byte) => sum + byte, 0) % shades;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x20))
    .join('')
    .toUpperCase();
}
