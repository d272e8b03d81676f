export interface ServedPicture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The most that a file may have, as people send it. */
export const maxImageBytes = 5 * 1024 * 1024;

const publicPath = '/uploads/profiles/';

/** Where a picture is served. */
export function addressOf(name: string): string {
  return publicPath + name;
}

/** The file's name in what a row says; whatever else stands there is no file of this server. */
export function nameIn(path: string | null): string | null {
  return path?.startsWith(publicPath) === true ? path.slice(publicPath.length) : null;
}
