import { signedFile } from '../../client/request.ts';
import { DownloadIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { t } from '../../words/words.ts';

/** Saves a list as a CSV file; the path names the list with its filters. */
export function DownloadButton({ path }: { readonly path: string }) {
  return (
    <SubmitButton icon={<DownloadIcon />} action={() => download(path)}>
      {t('list.download')}
    </SubmitButton>
  );
}

async function download(path: string): Promise<void> {
  const { name, content } = await signedFile(path);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken over the file when the click returns.
  URL.revokeObjectURL(link.href);
}
