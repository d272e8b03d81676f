import type { BundledFile } from './bundle.ts';
import type { ServableFile } from './served-file.ts';

/** Bundled files ready to be served, by their path below the root of the site. */
export function unpackAll(bundled: readonly BundledFile[]): ReadonlyMap<string, ServableFile> {
  return new Map(bundled.map((file) => [file.path, unpack(file)]));
}

function unpack({ path, type, gzip }: BundledFile): ServableFile {
  const packed = Uint8Array.fromBase64(gzip);
  const isNamedByContent = path.startsWith('assets/');
  return {
    type,
    plain: Bun.gunzipSync(packed),
    gzip: packed,
    cacheControl: isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
