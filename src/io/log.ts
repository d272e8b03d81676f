// The layer of input and output: everything that touches files, the network or other processes, each behind a small
// type. It contains no rule of a feature.

/** Severity of a log line, lowest first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const fieldNames = [
  'event',
  'requestId',
  'method',
  'path',
  'status',
  'durationMs',
  'code',
  'provider',
  'providerError',
  'cure',
  'user',
  'ip',
  'url',
  'listening',
  'version',
  'dataDir',
  'signal',
] as const;

type NumberField = 'status' | 'durationMs';
type TextField = Exclude<(typeof fieldNames)[number], NumberField>;

/** The fields that a log line may have: a closed list, so that no secret can be logged by accident. */
export type LogFields = Readonly<
  Partial<Record<TextField, string> & Record<NumberField, number>>
> & {
  readonly error?: unknown;
};

/** Writes a message at a level, with fields about what it concerns. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

const weights: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

interface LogOptions {
  readonly level: LogLevel;
  readonly format: 'pretty' | 'json';
  readonly write: (line: string) => void;
}

/** Lines below `level` cost nothing; each entry is one line whatever the values contain. */
export function createLog(options: LogOptions): Log {
  const at = (level: LogLevel) => {
    if (weights[level] < weights[options.level]) return () => undefined;
    return (message: string, fields: LogFields = {}) => {
      const format = options.format === 'json' ? jsonLine : prettyLine;
      options.write(escaped(format(level, message, fields)));
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/**
 * JSON leaves these characters unescaped; a terminal obeys some of them, and some programs read others as a line
 * break.
 */
function escaped(line: string): string {
  return line.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function jsonLine(level: LogLevel, message: string, fields: LogFields): string {
  return JSON.stringify({ time: new Date().toISOString(), level, message, ...allowed(fields) });
}

function prettyLine(level: LogLevel, message: string, fields: LogFields): string {
  const time = new Date().toISOString().slice(11, 19);
  const pairs = Object.entries(allowed(fields)).map(
    ([name, value]) => `${name}=${prettyValue(value)}`,
  );
  return [time, level.toUpperCase().padEnd(5), oneLine(message), ...pairs].join(' ');
}

function prettyValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function allowed(fields: LogFields): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of fieldNames) {
    // Unknown values are left out, such as the request id of a line that no request caused.
    if (fields[name] !== undefined && fields[name] !== '') result[name] = fields[name];
  }
  if (fields.error !== undefined) result['error'] = describeError(fields.error);
  return result;
}

/** An error with its stack and all its causes, on several lines. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${describeError(error.cause)}`;
}
