import type { Notice } from '../../../../core/mail-options.ts';
import type { MailProblem } from '../../../../core/mail-problem-codes.ts';
import type { MailResultCode } from '../../../../core/mail-results.ts';
import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

type Host = { host: string };
type Port = { host: string; port: string };

/** The settings of mail in the panel; loaded when they are shown. */
export const mail = {
  'mail.ehlo': 'Name of this server',
  'mail.ehloHint': 'The mail server is told this name. Leave it empty for the host of APP_URL.',
  'mail.from': 'Sender',
  'mail.fromHint':
    'Such as Anchor <auth@example.com>, with an address that the mail server lets you send from.',
  'mail.guide': ({ link }: { link: Mark }) =>
    `What to enter for Gmail, Microsoft 365 and others: ${link('Mail in the handbook')}.`,
  'mail.host': 'Mail server',
  'mail.hostHint': 'Such as smtp.example.com. Leave it empty to send no mail.',
  'mail.intro': 'The server over which links and notices are sent.',
  'mail.isOff': 'This server sends no mail yet.',
  'mail.none': 'Not set',
  'mail.password': 'Password',
  'mail.passwordHint':
    'Stored encrypted, and never shown again. Some providers want an app password or an API key here.',
  'mail.passwordRemove': 'Remove the password?',
  'mail.passwordRemoved': 'The password is removed.',
  'mail.passwordRemoveText': 'Without it, no mail is sent as long as a user name is set.',
  'mail.passwordReplaceHint': 'Replaces the stored password when you save.',
  'mail.passwordStored': 'A password is stored',
  'mail.passwordStoredHint':
    'With another mail server or user name, or without encryption, you enter it again.',
  'mail.passwordUnreadable':
    'The stored password can no longer be decrypted. Enter it again so that mail can be sent.',
  'mail.port': 'Port',
  'mail.portHint': 'Usually 587 with STARTTLS, and 465 with TLS from the start.',
  'mail.saved': 'Saved. Send a test mail to see whether it works.',
  'mail.title': 'Sending',
  'mail.tls': 'Encryption',
  'mail.tls.implicit': 'TLS from the start',
  'mail.tls.none': 'None, only in your own network',
  'mail.tls.starttls': 'STARTTLS',
  'mail.tlsHint': 'Nothing is sent over the internet without encryption.',
  'mail.user': 'User name',
  'mail.userHint': 'Leave it empty if the mail server asks for none.',

  'mail.test': 'Send a test mail',
  'mail.testIntro': 'Uses the settings as they are saved.',
  'mail.testNotYet': 'First save a mail server and a sender.',
  'mail.testTitle': 'Test',
  'mail.testTo': 'To',
  'mail.testWithStatus': ({ result, status }: { result: string; status: string }) =>
    `${result} (${status})`,

  'mail.notices': 'Notices',
  'mail.noticesIntro': 'Links that people ask for are sent in any case.',
  'mail.noticesSaved': 'Saved.',
  'notice.approved': 'Requests that are decided',
  'notice.approvedText': 'People learn that they were approved or rejected.',
  'notice.pending': 'People who wait',
  'notice.pendingText': 'Administrators learn that people wait for approval, at most once an hour.',
  'notice.security': 'Security of an account',
  'notice.securityText':
    'People learn when the password, the API tokens or the linked providers of their account change.',
  'notice.sign-in': 'New devices',
  'notice.sign-inText':
    'People learn that their account was used with a new device or from a new network.',

  'mail.without': 'Without mail',
  'mail.withoutIntro': 'The server works without mail, too.',
  'mail.withoutInvite': 'You give people links yourself: to choose a new password, or to join.',
  'mail.withoutVerify':
    'People cannot ask for a new password themselves, confirm their address or change it.',
  'mail.withoutWaiting': 'People who wait for approval see it on the page where they signed up.',

  'mailProblem.cleartext_to_name':
    'Without encryption, mail is sent only while the mail server has an address in your own network.',
  'mailProblem.cleartext_to_public':
    'This mail server is on the internet, and nothing is sent there without encryption.',
  'mailProblem.host_missing': 'No mail is sent: enter the mail server.',
  'mailProblem.implicit_on_587': 'Port 587 usually takes STARTTLS.',
  'mailProblem.password_missing': 'No mail is sent: enter the password for the user name.',
  'mailProblem.sender_missing': 'No mail is sent: enter the sender.',
  'mailProblem.starttls_on_465': 'Port 465 usually takes TLS from the start.',
  'mailProblem.user_missing': 'No mail is sent: enter the user name for the password.',

  'mailResult.address_refused': ({ host }: Host) =>
    `${host} is on the internet, and nothing is sent there without encryption. Choose STARTTLS or TLS from the start.`,
  'mailResult.certificate_expired': ({ host }: Host) =>
    `The certificate of ${host} is not valid at this time. Renew it, or set the clock of this machine.`,
  'mailResult.certificate_name': ({ host }: Host) =>
    `The certificate of ${host} is for another name. Enter a name that the certificate has.`,
  'mailResult.certificate_untrusted': ({ host }: Host) =>
    `The certificate of ${host} is from an authority that is not trusted here. For an authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.`,
  'mailResult.connection_lost': ({ host }: Host) =>
    `${host} ended the connection in the middle of the delivery.`,
  'mailResult.connection_refused': ({ host, port }: Port) =>
    `${host} takes no connections on port ${port}. Check the port, and whether the mail server runs.`,
  'mailResult.delivered': ({ host }: Host) =>
    `${host} took the mail. Look into the inbox, and into the spam folder.`,
  'mailResult.encryption_required': ({ host }: Host) =>
    `${host} takes mail only over an encrypted connection. Choose STARTTLS or TLS from the start.`,
  'mailResult.greeting_refused': ({ host }: Host) =>
    `${host} takes no mail from the address of this server.`,
  'mailResult.message_invalid':
    'The mail was not sent, because one of its headers has a line break.',
  'mailResult.message_refused': ({ host }: Host) =>
    `${host} refused the mail because of its content or its sender.`,
  'mailResult.message_too_large': ({ host }: Host) => `The mail is larger than ${host} accepts.`,
  'mailResult.name_not_found': ({ host }: Host) =>
    `The mail server ${host} was not found. Check its name.`,
  'mailResult.name_refused': ({ host }: Host) =>
    `${host} refused the name that this server gave itself. Enter another one.`,
  'mailResult.not_configured': 'The mail server and the sender are not set.',
  'mailResult.not_smtp': ({ host, port }: Port) =>
    `${host} does not answer as a mail server on port ${port}.`,
  'mailResult.recipient_invalid': 'No mail can be sent to this address.',
  'mailResult.recipient_refused': ({ host }: Host) =>
    `${host} refused the address of the recipient.`,
  'mailResult.relay_refused': ({ host }: Host) =>
    `${host} passes no mail on to other servers for this one. Enter a user name and a password, or allow the address of this server there.`,
  'mailResult.sender_refused': ({ host }: Host) =>
    `${host} takes no mail from this sender. Use an address that your account there may send from.`,
  'mailResult.sign_in_not_offered': ({ host, port }: Port) =>
    `${host} offers no sign-in with a password on port ${port}. Remove user name and password, or use another port.`,
  'mailResult.sign_in_refused': ({ host }: Host) =>
    `${host} refused the user name or the password. Some providers want an app password or an API key.`,
  'mailResult.sign_in_required': ({ host }: Host) =>
    `${host} takes mail only after a sign-in. Enter a user name and a password.`,
  'mailResult.silent': ({ host, port }: Port) =>
    `${host} did not answer on port ${port}. A firewall may block the port, or it takes another encryption: usually port 587 takes STARTTLS, and port 465 TLS from the start.`,
  'mailResult.starttls_missing': ({ host, port }: Port) =>
    `${host} offers no STARTTLS on port ${port}, and nothing is sent without encryption. Try TLS from the start on port 465.`,
  'mailResult.tls_failed': ({ host, port }: Port) =>
    `No encrypted connection to ${host} could be made on port ${port}. Usually port 587 takes STARTTLS, and port 465 TLS from the start.`,
  'mailResult.too_slow': ({ host }: Host) =>
    `${host} stopped answering in the middle of the delivery.`,
  'mailResult.try_later': ({ host }: Host) => `${host} cannot take the mail at the moment.`,
  'mailResult.unreachable': ({ host, port }: Port) =>
    `${host} could not be reached on port ${port}. Check its name, the port and the network.`,

  'outbox.lastError': ({ error }: { error: string }) => `Last error: ${error}`,
  'outbox.mail': ({ count }: { count: number }) =>
    plural(count, { one: '# mail waits to be sent', other: '# mails wait to be sent' }),
  'outbox.oldest': ({ time }: { time: string }) => `The oldest: ${time}.`,
  'outbox.retry': 'Try again now',
  'outbox.stopped':
    'The receiver wants no more events. Nothing is sent there until you try again or restart the server.',
  'outbox.webhook': ({ count }: { count: number }) =>
    plural(count, { one: '# event waits for the webhook', other: '# events wait for the webhook' }),
} as const satisfies Readonly<
  Record<`mailProblem.${MailProblem}` | `notice.${Notice}` | `notice.${Notice}Text`, string>
> &
  Readonly<Record<`mailResult.${MailResultCode}`, unknown>> &
  Readonly<Record<`mail.${string}` | `outbox.${string}`, unknown>>;
