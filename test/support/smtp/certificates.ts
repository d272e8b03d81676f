// Makes certificates (X.509, RFC 5280) for the mail servers of tests: an authority, and what it signs.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

interface Wanted {
  /** DNS names, or IPv4 addresses. */
  readonly names: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
}

const dayMs = 24 * 60 * 60 * 1000;

/** An authority that signs certificates. */
export class Authority {
  readonly #key: KeyObject;
  readonly #name: string;
  /** PEM. */
  readonly cert: string;

  constructor(name = 'Test authority') {
    this.#name = name;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const subject = { subject: name, issuer: name, publicKey, ...validity({}) };
    this.cert = pem(signed({ ...subject, extensions: [authority] }, privateKey));
  }

  issue(wanted: Wanted): Certificate {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const subject = wanted.names[0] ?? '';
    const extensions = [alternativeNames(wanted.names)];
    const body = { subject, issuer: this.#name, publicKey, ...validity(wanted), extensions };
    return { key: keyText(privateKey), cert: pem(signed(body, this.#key)) };
  }
}

function validity({ from, until }: Pick<Wanted, 'from' | 'until'>) {
  const now = Date.now();
  return { from: from ?? new Date(now - dayMs), until: until ?? new Date(now + 30 * dayMs) };
}

function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' });
}

interface Body {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly from: Date;
  readonly until: Date;
  readonly extensions: readonly Buffer[];
}

function signed({ subject, issuer, publicKey, from, until, extensions }: Body, by: KeyObject) {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1, ...crypto.getRandomValues(new Uint8Array(8))]));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const times = der(0x30, time(from), time(until));
  const [signer, holder] = [nameOf(issuer), nameOf(subject)];
  const more = der(0xa3, der(0x30, ...extensions));
  const body = der(0x30, version, serial, ecdsaWithSha256, signer, times, holder, spki, more);
  const signature = sign('sha256', body, by);
  return der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
}

/** Tag, length and content (X.690). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const lengths =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100];
  return Buffer.concat([Buffer.from([tag, ...lengths]), content]);
}

const ecdsaWithSha256 = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

function nameOf(text: string): Buffer {
  const commonName = der(0x06, Buffer.from('550403', 'hex'));
  return der(0x30, der(0x31, der(0x30, commonName, der(0x0c, Buffer.from(text)))));
}

function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+/, '').replaceAll(/[-T:]/g, '');
  return der(0x18, Buffer.from(digits));
}

/** basicConstraints: a certificate authority. */
const authority = der(
  0x30,
  der(0x06, Buffer.from('551d13', 'hex')),
  der(0x01, Buffer.from([0xff])),
  der(0x04, der(0x30, der(0x01, Buffer.from([0xff])))),
);

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name)),
  );
  const value = der(0x04, der(0x30, ...entries));
  return der(0x30, der(0x06, Buffer.from('551d11', 'hex')), value);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
