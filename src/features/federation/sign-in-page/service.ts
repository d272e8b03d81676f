import { localRedirect } from '../../../core/local-redirect.ts';
import { refusalOf } from '../../../db/storage-errors.ts';
import { type PageLanding, pageOf, refusedLanding } from '../landing/rules.ts';
import type { BegunFlow } from '../sign-in/rules.ts';

/** Begins a sign-in, or returns the sign-in page with the reason why it cannot begin. */
export async function orSignInPage(
  begin: () => Promise<BegunFlow>,
  { wanted, appUrl }: { readonly wanted: string | undefined; readonly appUrl: string },
): Promise<BegunFlow | PageLanding> {
  try {
    return await begin();
  } catch (error) {
    const redirect = localRedirect(wanted ?? '', appUrl);
    return pageOf(refusedLanding(refusalOf(error), 'login', redirect), appUrl);
  }
}
