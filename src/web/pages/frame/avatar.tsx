interface AvatarProps {
  readonly name: string;
  /** The path of the picture; initials stand in for it. */
  readonly image: string | null;
  readonly size?: 'small' | 'medium' | 'large';
}

/** Decoration: the name stands beside it. */
export function Avatar({ name, image, size = 'medium' }: AvatarProps) {
  return (
    <span class={`avatar ${size} shade-${shadeOf(name)}`} aria-hidden="true">
      {image === null ? initialsOf(name) : <img src={image} alt="" />}
    </span>
  );
}

const shades = 6;

/** The same for the same name, so that people are told apart at a glance. */
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
