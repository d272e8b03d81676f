export interface ServedPicture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The largest file that may be uploaded, in bytes. */
export const maxImageBytes = 5 * 1024 * 1024;

const publicPath = '/uploads/profiles/';

/** The address at which a picture is served. */
export function addressOf(name: string): string {
  return publicPath + name;
}

/** The file name in a stored picture path; null when the path does not name a file of this server. */
export function nameIn(path: string | null): string | null {
  return path?.startsWith(publicPath) === true ? path.slice(publicPath.length) : null;
}
