import { useEffect } from 'preact/hooks';
import { site } from '../client/site.ts';
import { t } from '../words/words.ts';

/**
 * Shows the name of the page and of the server in the tab of the browser, after a number of waiting people. With null
 * another component does it.
 */
export function useTitle(page: string | null, waiting = 0): void {
  const title = page === null ? null : t('page.title', { page, brand: site.brand.name });
  useEffect(() => {
    if (title !== null) document.title = waiting === 0 ? title : `(${waiting}) ${title}`;
  }, [title, waiting]);
}
