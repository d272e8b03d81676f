// Shades of one colour for the pages, readable by the contrast of WCAG 2.2 (success criteria 1.4.3 and 1.4.11).

/** The shades of one scheme, each `#rrggbb`. */
export interface Accent {
  readonly accent: string;
  /** The accent below the pointer. */
  readonly hover: string;
  /** Text on `accent` and `hover`: black or white. */
  readonly onAccent: string;
  /** The accent as text on a page. */
  readonly link: string;
  /** The ground of what is chosen. */
  readonly soft: string;
  /** The ring around what has the focus. */
  readonly focus: string;
}

type Color = readonly [red: number, green: number, blue: number];

const black: Color = [0, 0, 0];
const white: Color = [255, 255, 255];

const textContrast = 4.5;
const ringContrast = 3;

/** The grounds of the pages on which the accent is hardest to see, and the card: as in `tokens.css`. */
const light = { hardest: parse('#eef1f5'), card: white } as const;
const dark = { hardest: parse('#171e28'), card: parse('#171e28') } as const;

/** The shades on light pages: the accent itself is the colour as given. */
export function lightAccent(color: string): Accent {
  const accent = parse(color);
  const link = adjust(accent, { toward: black, ground: light.hardest, contrast: textContrast });
  const focus = adjust(accent, { toward: black, ground: light.hardest, contrast: ringContrast });
  return shades(accent, { link, focus, soft: mix(light.card, accent, 0.1) });
}

/** The shades on dark pages: the colour is made lighter until it can be read there. */
export function darkAccent(color: string): Accent {
  const bounds = { toward: white, ground: dark.hardest, contrast: textContrast };
  const accent = adjust(parse(color), bounds);
  return shades(accent, { link: accent, focus: accent, soft: mix(dark.card, accent, 0.15) });
}

/** The contrast of two colours `#rrggbb`, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one), parse(other));
}

function shades(
  accent: Color,
  { link, focus, soft }: { readonly link: Color; readonly focus: Color; readonly soft: Color },
): Accent {
  const onAccent = contrast(accent, white) >= contrast(accent, black) ? white : black;
  return {
    accent: format(accent),
    hover: format(hoverOf(accent, onAccent)),
    onAccent: format(onAccent),
    link: format(link),
    soft: format(soft),
    focus: format(focus),
  };
}

const hoverShare = 0.18;

/** Away from the colour of the text, so that it stays readable; towards it where there is no room left. */
function hoverOf(accent: Color, text: Color): Color {
  const away = text === white ? black : white;
  const hasRoom = contrast(accent, away) > 1.2;
  return mix(accent, hasRoom ? away : text, hoverShare);
}

interface Bounds {
  readonly toward: Color;
  readonly ground: Color;
  readonly contrast: number;
}

/** The colour, mixed with as little of another as gives the contrast. */
function adjust(color: Color, { toward, ground, contrast: least }: Bounds): Color {
  for (let percent = 0; percent < 100; percent += 1) {
    const mixed = mix(color, toward, percent / 100);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return toward;
}

function mix(color: Color, other: Color, share: number): Color {
  const [red, green, blue] = color;
  const [otherRed, otherGreen, otherBlue] = other;
  const channel = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [channel(red, otherRed), channel(green, otherGreen), channel(blue, otherBlue)];
}

function contrast(one: Color, other: Color): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The relative luminance of WCAG 2.2. */
function luminance([red, green, blue]: Color): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function parse(color: string): Color {
  const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function format(color: Color): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
