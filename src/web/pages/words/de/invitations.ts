import type { JoiningCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** Invitations in the panel. */
export const invitations = {
  'invitations.afterDays': ({ days, date }) =>
    plural(days, { one: `${date} (nach # Tag)`, other: `${date} (nach # Tagen)` }),
  'invitations.anyone': 'Alle, die den Link haben',
  'invitations.by': ({ person }) => `von ${person}`,
  'invitations.byCommand': 'von der Befehlszeile',
  'invitations.code': 'Der Link als QR-Code',
  'invitations.create': 'Einladung erstellen',
  'invitations.days': 'Gilt bis',
  'invitations.done': 'Ich habe ihn weitergegeben',
  'invitations.email': 'E-Mail-Adresse (optional)',
  'invitations.emailHint':
    'Dann kann nur diese Adresse den Link benutzen, und er wird dorthin geschickt, wenn dieser Server E-Mails verschickt.',
  'invitations.groups': ({ groups }) => `Gruppen: ${groups}`,
  'invitations.link': 'Der Link der Einladung',
  'invitations.made': 'Die Einladung ist fertig',
  'invitations.mailed': 'Per E-Mail verschickt',
  'invitations.maxUses': 'Für wie viele Personen',
  'invitations.name': 'Name (optional)',
  'invitations.nameHint': 'Das Formular schlägt ihn vor; die Person kann ihn ändern.',
  'invitations.new': 'Neue Einladung',
  'invitations.none': 'Noch keine Einladungen',
  'invitations.noneText':
    'Erstelle einen Link und gib ihn weiter, oder lass ihn vom Server verschicken. Er gilt auch, wenn die Registrierung geschlossen ist.',
  'invitations.noMaker': 'Wer sie erstellt hat, hat keine Admin-Rechte mehr.',
  'invitations.onItsWay': ({ email }) =>
    `Der Link ist unterwegs an ${email}. Du kannst ihn auch selbst weitergeben; er wird nur jetzt angezeigt.`,
  'invitations.once':
    'Kopiere den Link oder lass die Person den Code scannen. Er wird nur jetzt angezeigt.',
  'invitations.people': ({ count }) => plural(count, { one: '# Person', other: '# Personen' }),
  'invitations.revoke': 'Zurückziehen',
  'invitations.revokeOne': ({ whom }) => `Einladung für ${whom} zurückziehen`,
  'invitations.revokeText':
    'Der Link gilt dann sofort nicht mehr. Konten, die damit entstanden sind, bleiben.',
  'invitations.revokeTitle': 'Diese Einladung zurückziehen?',
  'invitations.revoked': 'Die Einladung wurde zurückgezogen.',
  'invitations.state.expired': 'Abgelaufen',
  'invitations.state.maker_lost_role': 'Angehalten',
  'invitations.state.used_up': 'Aufgebraucht',
  'invitations.text': 'Links, mit denen Personen selbst ein Konto erstellen, ohne Freischaltung.',
  'invitations.until': ({ time }) => `bis ${time}`,
  'invitations.uses': ({ uses, max }) =>
    plural(max, { one: `${uses} von # Mal benutzt`, other: `${uses} von # Malen benutzt` }),

  'cause.invitation.expired': 'Sie war abgelaufen',
  'cause.invitation.maker_lost_role': 'Wer sie erstellt hat, hat keine Admin-Rechte mehr',
  'cause.invitation.other_address': 'Sie ist für eine andere E-Mail-Adresse',
  'cause.invitation.used_up': 'Sie war aufgebraucht',
  'cause.invitation_for_other_address': 'Die Einladung ist für eine andere E-Mail-Adresse',
  'cause.link_invalid': 'Der Link war nicht mehr gültig',

  'did.invited': ({ actor, account }) => `${actor} hat ${account} eingeladen`,
  'did.invitationCame': ({ account }) => `${account} hat eine Einladung angenommen`,
  'did.invitationCameBy': ({ account, inviter }) =>
    `${account} hat eine Einladung von ${inviter} angenommen`,
  'did.invitationMade': ({ actor }) => `${actor} hat eine Einladung erstellt`,
  'did.invitationRefused': 'Eine Einladung wurde abgelehnt',
  'did.invitationRefusedFor': ({ account }) => `${account} konnte eine Einladung nicht annehmen`,
  'did.invitationRevoked': ({ actor }) => `${actor} hat eine Einladung zurückgezogen`,
  'did.invitationRevokedFor': ({ actor, account }) =>
    `${actor} hat die Einladung für ${account} zurückgezogen`,
} as const satisfies Partial<JoiningCatalogue>;
