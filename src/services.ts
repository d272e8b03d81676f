import type { Config, TokenAlgorithm } from './config/config.ts';
import type { StartupError } from './core/startup-error.ts';
import { rethrow } from './db/effects.ts';
import type { Database } from './db/port.ts';
import type { Account } from './features/account/service.ts';
import type { Accounts } from './features/admin/users/service.ts';
import type { UserPage } from './features/admin/user-page/service.ts';
import type { GroupAdministration } from './features/admin/groups/service.ts';
import type { InvitationAdministration } from './features/admin/invitations/service.ts';
import type { MailAdministration } from './features/admin/mail-settings/service.ts';
import type { OutboxAdministration } from './features/admin/outbox/service.ts';
import type { Memberships } from './features/admin/memberships/service.ts';
import type { Selection } from './features/admin/selection/service.ts';
import type { Admin } from './features/admin/settings/service.ts';
import type { KeyAdministration } from './features/admin/signing-keys/service.ts';
import type { UserTokens } from './features/admin/api-tokens/service.ts';
import type { NamedTokens } from './features/api-tokens/named/service.ts';
import type { ApiTokens } from './features/api-tokens/service.ts';
import type { TokenUses } from './features/api-tokens/uses/service.ts';
import type { Audit } from './features/audit/service.ts';
import type { Connections } from './features/providers/service.ts';
import type { LoginCodes } from './features/federation/login-codes/service.ts';
import type { ClockCheck } from './features/health/clock/service.ts';
import type { Housekeeping } from './features/maintenance/cleanup/service.ts';
import type { Identity } from './features/federation/arrival/service.ts';
import type { ProfileImages } from './features/account/picture/service.ts';
import type { MailDelivery } from './features/mail/delivery/service.ts';
import type { Mail } from './features/mail/service.ts';
import type { Notices } from './features/mail/notices/service.ts';
import type { MailSettings } from './features/mail/settings/service.ts';
import type { Outbox } from './features/outbox/service.ts';
import type { LinkConfirmation } from './features/federation/link-confirmation/service.ts';
import type { LinkRequests } from './features/federation/link-requests/service.ts';
import type { Links } from './features/federation/linking/service.ts';
import type { PendingTickets } from './features/local-login/pending/service.ts';
import type { Local } from './features/local-login/service.ts';
import type { FormPosts } from './features/federation/form-post/service.ts';
import type { ProviderLogout } from './features/federation/provider-logout/service.ts';
import type { OAuth } from './features/federation/social/service.ts';
import type { Oidc } from './features/federation/oidc/service.ts';
import type { SignInTests } from './features/federation/sign-in-test/service.ts';
import type { UnprovenTokens } from './features/federation/unproven-tokens/service.ts';
import type { ResetLinks } from './features/admin/reset-links/service.ts';
import type { PasswordResets } from './features/admin/password-resets/service.ts';
import type { FirstSteps } from './features/admin/checklist/service.ts';
import type { ProviderPictures } from './features/federation/picture/service.ts';
import type { ProviderOptions } from './features/admin/provider-options/service.ts';
import type { LinkDecisions } from './features/admin/link-requests/service.ts';
import type { ProviderMoveAdministration } from './features/admin/provider-move/service.ts';
import type { ProviderSettings } from './features/admin/providers/service.ts';
import type { Reauthentication } from './features/sessions/reauthentication/service.ts';
import type { ProviderSignOuts } from './features/sessions/provider-sign-out/service.ts';
import type { Refresh } from './features/sessions/rotation/service.ts';
import type { AppTokens } from './features/sessions/app-tokens/service.ts';
import type { SessionStart } from './features/sessions/start/service.ts';
import type { SessionList } from './features/sessions/list/service.ts';
import type { Sessions } from './features/sessions/service.ts';
import type { RuntimeSettings } from './features/settings/service.ts';
import type { Publication } from './features/signing-keys/publication/service.ts';
import type { Users } from './features/users/service.ts';
import type { Waiting } from './features/admin/waiting/service.ts';
import type { DataDir } from './io/data-dir.ts';
import type { Log } from './io/log.ts';
import type { Passwords } from './io/passwords.ts';
import type { RateLimits } from './io/rate-limits.ts';
import { buildAccounts, buildRecords, buildSessions } from './services-accounts.ts';
import { buildAdministration } from './services-administration.ts';
import { buildArrivals, buildProviders, buildProviderSettings } from './services-federation.ts';
import { buildLinkRequests } from './services-link-requests.ts';
import { requireMail } from './features/links/verification/service.ts';
import { buildLinks } from './services-links.ts';
import { type GroundOptions, openGround } from './services-ground.ts';
import { buildMaintenance } from './services-maintenance.ts';
import { buildSenders, type Channels } from './services-messages.ts';
import { type Logos, loadLogos } from './web/logos.ts';

/** All services of the server, each built once. */
export interface Services extends ReturnType<typeof buildLinks> {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly dataDir: DataDir;
  readonly passwords: Passwords;
  readonly limits: RateLimits;
  /** How access tokens are signed. */
  readonly algorithm: TokenAlgorithm;
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly connections: Connections;
  readonly users: Users;
  readonly outbox: Outbox;
  readonly mail: Mail;
  readonly notices: Notices;
  readonly mailSettings: MailSettings;
  readonly mailDelivery: MailDelivery;
  readonly sessions: Sessions;
  readonly sessionList: SessionList;
  readonly sessionStart: SessionStart;
  readonly reauthentication: Reauthentication;
  readonly refresh: Refresh;
  readonly tokenUses: TokenUses;
  readonly apiTokens: ApiTokens;
  readonly namedTokens: NamedTokens;
  readonly appTokens: AppTokens;
  readonly publication: Publication;
  readonly local: Local;
  readonly pendingTickets: PendingTickets;
  readonly account: Account;
  readonly accounts: Accounts;
  readonly passwordResets: PasswordResets;
  readonly resetLinks: ResetLinks;
  readonly selection: Selection;
  readonly groups: GroupAdministration;
  readonly memberships: Memberships;
  readonly invitationAdministration: InvitationAdministration;
  readonly waiting: Waiting;
  readonly admin: Admin;
  readonly firstSteps: FirstSteps;
  readonly userPage: UserPage;
  readonly userTokens: UserTokens;
  readonly signingKeys: KeyAdministration;
  readonly mailAdministration: MailAdministration;
  readonly outboxAdministration: OutboxAdministration;
  readonly images: ProfileImages;
  readonly identity: Identity;
  readonly links: Links;
  readonly linkRequests: LinkRequests;
  readonly linkConfirmation: LinkConfirmation;
  readonly linkDecisions: LinkDecisions;
  readonly loginCodes: LoginCodes;
  readonly signOuts: ProviderSignOuts;
  readonly pictures: ProviderPictures;
  readonly oidc: Oidc;
  readonly unprovenTokens: UnprovenTokens;
  readonly formPosts: FormPosts;
  readonly providerLogout: ProviderLogout;
  readonly oauth: OAuth;
  readonly signInTests: SignInTests;
  readonly providerSettings: ProviderSettings;
  readonly providerOptions: ProviderOptions;
  readonly providerMove: ProviderMoveAdministration;
  readonly housekeeping: Housekeeping;
  readonly clock: ClockCheck;
  /** Has the senders look for messages now; in a command it does nothing, because only servers send. */
  lookForMessages(): void;
  readonly logos: Logos;
  /** Closes all services in reverse order, also when one fails; committed data is not lost. */
  close(): Promise<void>;
}

interface BuildOptions extends GroundOptions {
  /** Called when the instance was moved elsewhere while this process ran: it must not use the database any more. */
  readonly onMoved?: (refusal: StartupError) => void;
  /** How messages are sent, where it differs from the settings. */
  readonly channels?: Partial<Channels>;
}

/** Builds all services, lowest layer first. Throws StartupError if data directory, database or secret is unusable. */
export async function createServices(options: BuildOptions): Promise<Services> {
  await using unfinished = new AsyncDisposableStack();
  const built = await build(options, unfinished);
  const closers = unfinished.move();
  return { ...built, close: () => closers.disposeAsync() };
}

async function build(
  options: BuildOptions,
  closers: AsyncDisposableStack,
): Promise<Omit<Services, 'close'>> {
  const { tenancy = 'server', onMoved = rethrow, channels } = options;
  // A command shows no page.
  const logos = tenancy === 'server' ? await loadLogos(options.config.brand) : noLogos;
  const { secret, ...open } = await openGround(options, closers);
  const ground = { ...open, secret };
  const records = buildRecords(ground);
  closers.defer(() => records.mailDelivery.close());
  if (tenancy === 'server' && ground.config.policy.requireVerifiedEmail) {
    await requireMail(records.mail, ground.database.read);
  }
  const signedIn = buildSessions({ ground, records });
  closers.defer(() => signedIn.tokenUses.settle());
  const links = buildLinks({ ground, records, signedIn });
  const { verification } = links;
  const accounts = buildAccounts({ ground, records, signedIn, verification });
  const built = { ground, records, signedIn, accounts, links };
  const administration = buildAdministration(built);
  const arrivals = buildArrivals(built);
  closers.defer(() => arrivals.pictures.settle());
  const providers = buildProviders({ ...built, arrivals });
  const settingsOfProviders = buildProviderSettings({ ...built, providers });
  if (tenancy === 'server') await accounts.images.sweep();
  const { waiting } = administration;
  const { keys, ...sessionServices } = signedIn;
  const lookForMessages = buildSenders({ ground, tenancy, records, links, channels, closers });
  const calls = { onMoved, onRenewed: lookForMessages };
  const parts = { tenancy, keys, waiting, closers, calls };
  const maintenance = await buildMaintenance({ ...built, ...parts });
  return {
    ...open,
    ...records,
    ...sessionServices,
    ...accounts,
    ...links,
    ...administration,
    ...arrivals,
    ...providers,
    ...maintenance,
    lookForMessages,
    ...settingsOfProviders,
    ...buildLinkRequests(built, arrivals),
    logos,
  };
}

const noLogos: Logos = { light: null, dark: null };
