import { saveFile } from '../client/save-file.ts';

interface FileLinkProps {
  readonly path: string;
  /** The name under which it is saved. */
  readonly name: string;
  /** Whether only the pages' session may read it. */
  readonly isBySession: boolean;
  readonly children: string;
}

/** A link to a file of the documentation. */
export function FileLink({ path, name, isBySession, children }: FileLinkProps) {
  if (!isBySession) return <a href={path}>{children}</a>;
  // A link carries no access token, so the file is read and saved in the name of the administrator.
  const save = (event: Event) => {
    event.preventDefault();
    saveFile(path, name).catch(() => {
      location.assign(path);
    });
  };
  return (
    <a href={path} download={name} onClick={save}>
      {children}
    </a>
  );
}
