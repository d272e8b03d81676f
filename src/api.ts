import { Elysia } from 'elysia';
import { accountRoutes } from './features/account/routes.ts';
import { accountsRoutes } from './features/admin/users/routes.ts';
import { adminRoutes } from './features/admin/settings/routes.ts';
import { userTokenRoutes } from './features/admin/api-tokens/routes.ts';
import { namedTokenRoutes } from './features/api-tokens/named/routes.ts';
import { apiTokenRoutes } from './features/api-tokens/routes.ts';
import { checklistRoutes } from './features/admin/checklist/routes.ts';
import { compatRoutes } from './features/compat-api/routes.ts';
import { appTokenRoutes } from './features/sessions/app-tokens/routes.ts';
import { linkRequestRoutes } from './features/federation/link-confirmation/routes.ts';
import { exchangeRoutes } from './features/federation/login-codes/routes.ts';
import { formPostRoutes } from './features/federation/form-post/routes.ts';
import { healthRoutes } from './features/health/routes.ts';
import { Readiness } from './features/health/service.ts';
import { pendingRoutes } from './features/local-login/pending/routes.ts';
import { localRoutes } from './features/local-login/routes.ts';
import { oauthRoutes } from './features/federation/social/routes.ts';
import { oidcRoutes } from './features/federation/oidc/routes.ts';
import { groupRoutes } from './features/admin/groups/routes.ts';
import { invitationRoutes } from './features/admin/invitations/routes.ts';
import { linkDecisionRoutes } from './features/admin/link-requests/routes.ts';
import { membershipRoutes } from './features/admin/memberships/routes.ts';
import { providerLogoutRoutes } from './features/federation/provider-logout/routes.ts';
import { linkRoutes } from './features/links/routes.ts';
import { emailChangeRoutes } from './features/links/email-change/routes.ts';
import { forgotPasswordRoutes } from './features/links/forgot-password/routes.ts';
import { verificationRoutes } from './features/links/verification/routes.ts';
import { passwordResetLinkRoutes } from './features/links/password-reset/routes.ts';
import { resetLinkRoutes } from './features/admin/reset-links/routes.ts';
import { passwordResetRoutes } from './features/admin/password-resets/routes.ts';
import { mailSettingsRoutes } from './features/admin/mail-settings/routes.ts';
import { providerOptionsRoutes } from './features/admin/provider-options/routes.ts';
import { providerMoveRoutes } from './features/admin/provider-move/routes.ts';
import { providerSettingsRoutes } from './features/admin/providers/routes.ts';
import { signInTestRoutes } from './features/admin/sign-in-test/routes.ts';
import { reauthenticationRoutes } from './features/sessions/reauthentication/routes.ts';
import { refreshRoutes } from './features/sessions/rotation/routes.ts';
import type { Person, SessionPerson } from './features/sessions/service.ts';
import { sessionListRoutes } from './features/sessions/list/routes.ts';
import { sessionRoutes } from './features/sessions/routes.ts';
import { userPageRoutes } from './features/admin/user-page/routes.ts';
import { outboxRoutes } from './features/admin/outbox/routes.ts';
import { signingKeyRoutes } from './features/admin/signing-keys/routes.ts';
import { publicationRoutes } from './features/signing-keys/publication/routes.ts';
import { selectionRoutes } from './features/admin/selection/routes.ts';
import { createAppHost } from './http/app-host.ts';
import { createCodeCookie } from './http/code-cookie.ts';
import { createFlowCookie } from './http/flow-cookie.ts';
import type { RouteParts } from './http/route-parts.ts';
import { createTicketCookie } from './http/ticket-cookie.ts';
import type { Services } from './services.ts';
import { version } from './version.ts';
import { brandOf } from './web/brand.ts';

/** All API routes, in the order in which the documentation shows them. */
export function apiRoutes(services: Services, parts: RouteParts<SessionPerson, Person>) {
  const { config } = services;
  const { appUrl } = config.server;
  const appearance = { brand: brandOf(config), supportContact: config.brand.supportContact };
  const browser = browserParts(appUrl);
  return new Elysia()
    .use(localRoutes(services.local, { ...parts, appearance }))
    .use(pendingRoutes(services.pendingTickets, parts))
    .use(sessionRoutes(services, parts))
    .use(sessionListRoutes(services.sessionList, parts))
    .use(reauthenticationRoutes(services.reauthentication, parts))
    .use(refreshRoutes(services.refresh, parts))
    .use(appTokenRoutes(services.appTokens, parts))
    .use(publicationRoutes(services.publication))
    .use(mailedLinkRoutes(services, parts))
    .use(accountRoutes(services.account, parts))
    .use(namedTokenRoutes(services.namedTokens, parts))
    .use(apiTokenRoutes(services.apiTokens, parts))
    .use(adminRoutes(services.admin, parts))
    .use(checklistRoutes(services.firstSteps, parts))
    .use(userPageRoutes(services.userPage, parts))
    .use(accountsRoutes(services.accounts, parts))
    .use(userTokenRoutes(services.userTokens, parts))
    .use(passwordResetRoutes(services.passwordResets, parts))
    .use(resetLinkRoutes(services.resetLinks, parts))
    .use(selectionRoutes(services.selection, parts))
    .use(linkDecisionRoutes(services.linkDecisions, parts))
    .use(groupRoutes(services.groups, parts))
    .use(membershipRoutes(services.memberships, parts))
    .use(invitationRoutes(services.invitationAdministration, parts))
    .use(oidcRoutes({ ...services, ...parts, ...browser }))
    .use(formPostRoutes(services.formPosts, parts))
    .use(providerLogoutRoutes(services.providerLogout, parts))
    .use(oauthRoutes({ ...services, ...parts, ...browser }))
    .use(exchangeRoutes({ ...services, ...parts, ...browser }))
    .use(linkRequestRoutes({ ...services, ...parts, ...browser }))
    .use(signingKeyRoutes(services.signingKeys, parts))
    .use(outboxRoutes(services.outboxAdministration, parts))
    .use(providerSettingsRoutes(services.providerSettings, parts))
    .use(providerOptionsRoutes(services.providerOptions, parts))
    .use(mailSettingsRoutes(services.mailAdministration, parts))
    .use(signInTestRoutes({ ...services, ...parts, ...browser }))
    .use(providerMoveRoutes(services.providerMove, parts))
    .use(compatRoutes({ ...services, ...parts, appUrl }))
    .use(healthRoutes(new Readiness(services), version));
}

/** The routes of links that people are mailed or handed. */
function mailedLinkRoutes(services: Services, parts: RouteParts<SessionPerson, Person>) {
  return new Elysia()
    .use(linkRoutes(services.oneTimeLinks, parts))
    .use(passwordResetLinkRoutes(services.passwordResetLinks, parts))
    .use(forgotPasswordRoutes(services.forgottenPasswords, parts))
    .use(verificationRoutes(services.verification, parts))
    .use(emailChangeRoutes(services.emailChange, parts));
}

/** What routes for browsers use on the way to a provider and back. */
function browserParts(appUrl: string) {
  return {
    appHost: createAppHost(appUrl),
    flowCookie: createFlowCookie(appUrl),
    codeCookie: createCodeCookie(appUrl),
    ticketCookie: createTicketCookie(appUrl),
  };
}
