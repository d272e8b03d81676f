// What people see at the provider of `real-provider.ts`: who are you, may they know, and a way out.
import type { IncomingMessage } from 'node:http';
import type { InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider';

type Middleware = Parameters<Provider['use']>[0];
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The path of an interaction; `?cancel` behind it says no. */
export function pageOf(uid: string): string {
  return `/interaction/${uid}`;
}

/** Asks whether to sign out; `form` is the one that the provider wants back, without a button of its own. */
export function showLogout(context: KoaContextWithOIDC, form: string): void {
  const button = '<button form="op.logoutForm" name="logout" value="yes">Sign me out</button>';
  context.body = `<!DOCTYPE html><html lang="en"><title>Pocket ID</title>${form}${button}</html>`;
}

export function showLeft(context: KoaContextWithOIDC): void {
  context.body =
    '<!DOCTYPE html><html lang="en"><title>Pocket ID</title><h1>Signed out</h1></html>';
}

/** Shows the page of each interaction, and takes every answer for the truth. */
export function pages(provider: Provider): Middleware {
  return async (context, next) => {
    if (!context.path.startsWith(pageOf(''))) {
      await next();
      return;
    }
    const { req, res, querystring, method } = context;
    const interaction = await provider.interactionDetails(req, res);
    if (querystring === 'cancel') context.redirect(await finish(provider, context, refusal));
    else if (method === 'POST') {
      const result = await consentOf(provider, interaction, await read(req));
      context.redirect(await finish(provider, context, result));
    } else {
      context.type = 'html';
      context.body = page(interaction);
    }
  };
}

/** Where the browser is redirected; an error replaces everything before. */
function finish(
  provider: Provider,
  { req, res }: Parameters<Middleware>[0],
  result: InteractionResults,
): Promise<string> {
  const mergeWithLastSubmission = !('error' in result);
  return provider.interactionResult(req, res, result, { mergeWithLastSubmission });
}

const refusal = { error: 'access_denied', error_description: 'End-User aborted interaction' };

function page({ uid, prompt }: Interaction): string {
  const body = prompt.name === 'login' ? loginForm : consentForm;
  return `<!DOCTYPE html><html lang="en"><title>Pocket ID</title>
<form action="${pageOf(uid)}" method="post">${body}</form><a href="${pageOf(uid)}?cancel">Cancel</a></html>`;
}

const loginForm = `<input name="login" placeholder="Enter any login" required>
<input type="password" name="password" placeholder="and password" required><button>Sign-in</button>`;

const consentForm = '<button>Continue</button>';

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

async function consentOf(
  provider: Provider,
  { prompt, params, session, grantId }: Interaction,
  form: URLSearchParams,
): Promise<InteractionResults> {
  const login = form.get('login');
  if (prompt.name === 'login') return { login: { accountId: login ?? '' } };
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const whose = { accountId: session?.accountId, clientId: String(params['client_id']) };
  const grant = known ?? new provider.Grant(whose);
  grant.addOIDCScope(String(params['scope']));
  return { consent: { grantId: await grant.save() } };
}
