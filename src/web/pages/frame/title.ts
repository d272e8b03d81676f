import { useEffect } from 'preact/hooks';
import { site } from '../client/site.ts';
import { t } from '../words/words.ts';

/** Shows the name of the page and of the server in the tab of the browser, after a number of waiting people. */
export function useTitle(page: string, waiting = 0): void {
  const title = t('page.title', { page, brand: site.brand.name });
  useEffect(() => {
    document.title = waiting === 0 ? title : `(${waiting}) ${title}`;
  }, [title, waiting]);
}
