import { saveFile } from '../../client/save-file.ts';
import { DownloadIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { t } from '../../words/words.ts';

/** Saves a list as a CSV file; the path names the list with its filters. */
export function DownloadButton({ path }: { readonly path: string }) {
  return (
    <SubmitButton icon={<DownloadIcon />} action={() => saveFile(path)}>
      {t('list.download')}
    </SubmitButton>
  );
}
