/**
 * What a User-Agent says. The client could claim anything, but it is good enough for users to recognise their own
 * devices.
 */
export type DeviceKind = 'computer' | 'phone' | 'program';

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

const systems: readonly (readonly [RegExp, string, DeviceKind])[] = [
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

/** What kind of device sent a User-Agent; null means that there was none. */
export function deviceKindOf(userAgent: string | null): DeviceKind {
  if (userAgent === null) return 'program';
  const system = systems.find(([pattern]) => pattern.test(userAgent));
  if (system !== undefined) return system[2];
  return isMobileApp(userAgent) ? 'phone' : 'program';
}

/** Whether a User-Agent is that of an app made with Flutter, which names nothing else. */
export function isMobileApp(userAgent: string): boolean {
  return userAgent.startsWith('Dart/');
}

/** Whether two User-Agents name the same browser on the same system, or the same program, whatever their versions. */
export function isSameDevice(one: string | null, other: string | null): boolean {
  return deviceKey(one) === deviceKey(other);
}

function deviceKey(userAgent: string | null): string {
  const { browser, system } = browserOf(userAgent ?? '');
  if (browser !== null || system !== null) return `${browser ?? ''} on ${system ?? ''}`;
  return programOf((userAgent ?? '').trim());
}

/** Where an IP address is, because most users cannot read one. */
export function placeKindOf(ip: string | null): 'unknown' | 'server' | 'local' | 'elsewhere' {
  if (ip === null) return 'unknown';
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(ip)) return 'server';
  const isPrivate =
    /^(?:::ffff:)?(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^f[cd]|^fe80:/i.test(ip);
  return isPrivate ? 'local' : 'elsewhere';
}
