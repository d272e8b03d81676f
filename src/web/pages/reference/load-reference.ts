import type { Me } from '../../../features/sessions/schema.ts';
import { loadMe } from '../client/account.ts';
import { asFailure } from '../client/failure.ts';
import { request, signedRequest } from '../client/request.ts';
import { hasSession } from '../client/session.ts';
import type { ApiDocument } from './operations.ts';

/** What the page can show to this user. */
export type Loaded =
  | { readonly kind: 'shown'; readonly spec: ApiDocument; readonly me: Me | null }
  | { readonly kind: 'refused'; readonly me: Me | null }
  | { readonly kind: 'signed-out' };

/** Loads the document, with the pages' session when only administrators may read it. Throws Failure. */
export async function loadReference(isForAdministrators: boolean): Promise<Loaded> {
  if (!isForAdministrators) {
    const [spec, me] = await Promise.all([request<ApiDocument>('/docs/json'), whoAmI(), swagger()]);
    return { kind: 'shown', spec, me };
  }
  if (!hasSession()) return { kind: 'signed-out' };
  const me = await whoAmI();
  if (me?.isAdmin === false) return { kind: 'refused', me };
  try {
    const [spec] = await Promise.all([signedRequest<ApiDocument>('/docs/json'), swagger()]);
    return { kind: 'shown', spec, me };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.status === 401) return { kind: 'signed-out' };
    if (failure.code === 'admin_required') return { kind: 'refused', me };
    throw failure;
  }
}

/** The user of the pages' session; null when there is none, or when it cannot be read now. */
async function whoAmI(): Promise<Me | null> {
  return hasSession() ? loadMe().catch(() => null) : null;
}

/** Loads the script of Swagger UI, which is too large for people who may not read the reference. */
function swagger(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/docs/swagger-ui-bundle.js';
    script.addEventListener('load', () => {
      resolve();
    });
    script.addEventListener('error', () => {
      reject(new Error('Swagger UI could not be loaded'));
    });
    document.head.append(script);
  });
}
