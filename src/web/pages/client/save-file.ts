import { signedFile } from './request.ts';

/** Reads a file as the signed-in user and saves it, under its own name unless there is another. Throws Failure. */
export async function saveFile(path: string, name?: string): Promise<void> {
  const file = await signedFile(path);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file.content);
  link.download = name ?? file.name;
  link.click();
  // The browser has taken over the file when the click returns.
  URL.revokeObjectURL(link.href);
}
