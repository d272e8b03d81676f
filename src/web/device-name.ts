/**
 * The User-Agent in plain words. The client could claim anything, but it is good enough for users to recognise
 * their own devices.
 */
export interface Device {
  readonly name: string;
  readonly kind: 'computer' | 'phone' | 'program';
}

/** In this order, because most browsers also name older ones. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string, Device['kind']])[] = [
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'phone'],
  [/\bAndroid\b/, 'Android', 'phone'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bLinux\b/, 'Linux', 'computer'],
];

const maxLength = 40;

/** The names of browser and system in the User-Agent; null for what it does not name. */
export function browserOf(userAgent: string): {
  readonly browser: string | null;
  readonly system: string | null;
} {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return { browser: browser ?? null, system: system ?? null };
}

/** The name that a program puts first: "curl" of "curl/8.5.0"; empty if there is none. */
export function programOf(userAgent: string): string {
  return userAgent.split(/[/\s(]/)[0]?.slice(0, maxLength) ?? '';
}

/** Null means that the client sent no User-Agent. */
export function deviceOf(userAgent: string | null): Device {
  if (userAgent === null || userAgent.trim() === '') {
    return { name: 'Unknown device', kind: 'program' };
  }
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent));
  if (browser !== undefined && system !== undefined) {
    return { name: `${browser} on ${system[1]}`, kind: system[2] };
  }
  if (system !== undefined) return { name: `App on ${system[1]}`, kind: system[2] };
  if (userAgent.startsWith('Dart/')) return { name: 'Mobile app', kind: 'phone' };
  return { name: programOf(userAgent) || 'Unknown device', kind: 'program' };
}

/** Where an address is, in words, because most users cannot read one. */
export function placeOf(ip: string | null): string {
  if (ip === null) return 'address unknown';
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(ip)) return 'on the server itself';
  const isPrivate =
    /^(?:::ffff:)?(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^f[cd]|^fe80:/i.test(ip);
  return isPrivate ? `on the local network (${ip})` : `from ${ip}`;
}
