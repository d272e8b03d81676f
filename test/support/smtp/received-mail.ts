// Reads a mail as its recipient's program does: headers, and the text and HTML of multipart/alternative.

interface MailEnvelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** A mail that the server of a test has taken. */
export class ReceivedMail {
  readonly #headers: readonly (readonly [name: string, value: string])[];
  readonly #body: string;

  readonly envelope: MailEnvelope;
  /** As it came over the connection, one character for each byte. */
  readonly raw: string;

  constructor(envelope: MailEnvelope, raw: string) {
    this.envelope = envelope;
    this.raw = raw;
    const [head, body] = split(raw);
    this.#headers = headersIn(head);
    this.#body = body;
  }

  /** Every value of a header, unfolded and decoded. */
  headers(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.#headers.filter(([each]) => each === wanted).map(([, value]) => decodeWords(value));
  }

  /** The value of a header that is there once. */
  header(name: string): string {
    const [value, ...more] = this.headers(name);
    if (value === undefined || more.length > 0) throw new Error(`${name} is not there once`);
    return value;
  }

  get headerNames(): readonly string[] {
    return this.#headers.map(([name]) => name);
  }

  get subject(): string {
    return this.header('subject');
  }

  get text(): string {
    return this.#part('text/plain');
  }

  get html(): string {
    return this.#part('text/html');
  }

  /** The first address that begins so, in the text. */
  link(start: string): string {
    const at = this.text.indexOf(start);
    if (at === -1) throw new Error(`The mail has no address that begins with ${start}`);
    return /^\S+/.exec(this.text.slice(at))?.[0] ?? '';
  }

  #part(type: string): string {
    const boundary = /boundary="?([^";]+)"?/i.exec(this.header('content-type'))?.[1];
    const parts = boundary === undefined ? [] : this.#body.split(`--${boundary}`);
    const found = parts
      .map((part) => split(part.replace(/^\r\n/, '')))
      .find(([head]) => head.toLowerCase().includes(`content-type: ${type}`));
    if (found === undefined) throw new Error(`The mail has no ${type}`);
    const [head, body] = found;
    const [, encoding = '7bit'] = /content-transfer-encoding: *(\S+)/i.exec(head) ?? [];
    return decodeBody(body.replace(/\r\n$/, ''), encoding.toLowerCase()).replaceAll('\r\n', '\n');
  }
}

function split(raw: string): readonly [head: string, body: string] {
  const at = raw.indexOf('\r\n\r\n');
  return at === -1 ? [raw, ''] : [raw.slice(0, at), raw.slice(at + 4)];
}

function headersIn(head: string) {
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  const bytes = encoding === 'quoted-printable' ? unquoted(body) : body;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function unquoted(text: string): string {
  return text
    .replaceAll(/[ \t]*=\r\n/g, (end) => end.slice(0, -3))
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** RFC 2047. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : unquoted(word.replaceAll('_', ' ')),
    )
    .replace(/^.*$/s, (all) => asUtf8(all));
}

/** Words may end in the middle of a character, so bytes become letters only at the end. */
function asUtf8(bytes: string): string {
  const isBytes = !/[^\0-\xff]/.test(bytes);
  return isBytes ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
