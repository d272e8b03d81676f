import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The audit log. */
export const audit = {
  'audit.account': 'Konto',
  'audit.activityAll': 'Alle im Protokoll anzeigen',
  'audit.activityNone': 'Noch keine Aktivität',
  'audit.allPeople': ({ person }) => `Alle Konten anzeigen, nicht nur ${person}`,
  'audit.anyEvent': 'Alle Ereignisse',
  'audit.anyTime': 'Gesamter Zeitraum',
  'audit.browser': 'Browser',
  'audit.browserOn': ({ browser, system }) => `${browser} auf ${system}`,
  'audit.by': 'Ausgelöst von',
  'audit.byUnknown': 'Nicht angemeldet',
  'audit.clear': 'Ganzes Protokoll anzeigen',
  'audit.commandLine': 'Die Befehlszeile',
  'audit.event': 'Ereignis',
  'audit.failed': 'Fehlgeschlagen',
  'audit.failuresOnly': 'Nur Fehlschläge',
  'audit.findPerson': 'Person suchen',
  'audit.found': ({ count }) => plural(count, { one: '# Eintrag', other: '# Einträge' }),
  'audit.foundPeople': ({ count }) =>
    plural(count, { one: '# Person gefunden', other: '# Personen gefunden' }),
  'audit.from': 'Von',
  'audit.ip': 'IP-Adresse',
  'audit.none': 'Noch keine Einträge',
  'audit.noPerson': 'Kein Konto hat diesen Namen oder diese Adresse.',
  'audit.noMatch': 'Keine passenden Einträge',
  'audit.onePerson': 'Eine Person',
  'audit.onServer': 'Auf dem Server',
  'audit.period': 'Zeitraum',
  'audit.to': 'Bis',
  'audit.today': ({ date }) => `Heute, ${date}`,
  'audit.unknown': 'Unbekannt',
  'audit.when': 'Zeit',
  'audit.yesterday': ({ date }) => `Gestern, ${date}`,

  'period.dates': 'Von … bis …',
  'period.day': 'Letzte 24 Stunden',
  'period.hour': 'Letzte Stunde',
  'period.month': 'Letzte 30 Tage',
  'period.week': 'Letzte 7 Tage',

  'eventGroup.accounts': 'Konten',
  'eventGroup.own': 'Eigenes Konto',
  'eventGroup.server': 'Server',
  'eventGroup.signIn': 'Anmeldung',

  'event.api_token.all_revoked': 'Alle API-Tokens widerrufen',
  'event.api_token.created': 'API-Token mit Namen erstellt',
  'event.api_token.regenerated': 'API-Token erstellt',
  'event.api_token.revoked': 'API-Token widerrufen',
  'event.api_token.updated': 'API-Token geändert',
  'event.audit.exported': 'Protokoll heruntergeladen',
  'event.backup.made': 'Backup gemacht',
  'event.backup.restored': 'Backup wiederhergestellt',
  'event.exchange_code.reused': 'Sitzung beendet: Anmeldecode zweimal benutzt',
  'event.group.created': 'Gruppe angelegt',
  'event.group.deleted': 'Gruppe gelöscht',
  'event.group.updated': 'Gruppe geändert',
  'event.identity.contested': 'Identitäten im Widerspruch',
  'event.identity.link_failed': 'Anbieter nicht verknüpft',
  'event.identity.linked': 'Anbieter verknüpft',
  'event.identity.replaced': 'Beim Wechsel übernommen',
  'event.identity.unlinked': 'Anbieter getrennt',
  'event.instance.moved': 'Server in diese Datenbank umgezogen',
  'event.invitation.created': 'Einladung erstellt',
  'event.invitation.refused': 'Einladung abgelehnt',
  'event.invitation.revoked': 'Einladung zurückgezogen',
  'event.invitation.used': 'Einladung angenommen',
  'event.link_request.granted': 'Verknüpfung erlaubt',
  'event.link_request.made': 'Verknüpfung angefragt',
  'event.link_request.refused': 'Verknüpfung abgelehnt',
  'event.mail.tested': 'E-Mail-Versand getestet',
  'event.message.dropped': 'Nachricht nicht gesendet',
  'event.message.retried': 'Wartende Nachrichten erneut versucht',
  'event.oidc.tested': 'Anbieter getestet',
  'event.password.change_failed': 'Passwort nicht geändert',
  'event.password.changed': 'Passwort geändert',
  'event.profile.changed': 'Profil geändert',
  'event.profile.image_changed': 'Bild geändert',
  'event.profile.image_removed': 'Bild entfernt',
  'event.session.ended': 'Abgemeldet',
  'event.session.ended_by_provider': 'Sitzung beendet: beim Anbieter abgemeldet',
  'event.session.failed': 'Anmeldung fehlgeschlagen',
  'event.session.others_ended': 'Auf anderen Geräten abgemeldet',
  'event.session.pending': 'Anmeldung vor der Freischaltung',
  'event.session.reauthenticated': 'Für eine Änderung neu angemeldet',
  'event.session.reauthentication_failed': 'Anmeldung für eine Änderung fehlgeschlagen',
  'event.session.refresh_repeated': 'Sitzung aus einem anderen Netz erneuert',
  'event.session.refresh_reused': 'Sitzung beendet: Token zweimal benutzt',
  'event.session.started': 'Angemeldet',
  'event.provider_move.started': 'Anbieterwechsel begonnen',
  'event.provider_move.undone': 'Anbieterwechsel rückgängig gemacht',
  'event.setting.changed': 'Einstellung geändert',
  'event.signing_key.rotated': 'Signaturschlüssel gewechselt',
  'event.user.approved': 'Konto freigeschaltet',
  'event.user.created': 'Konto angelegt',
  'event.user.deleted': 'Konto gelöscht',
  'event.user.demotion_withheld': 'Admin-Rolle behalten: sonst niemand mit dieser Rolle',
  'event.user.email_change_requested': 'Änderung der E-Mail-Adresse gewünscht',
  'event.user.email_changed': 'E-Mail-Adresse geändert',
  'event.user.email_followed': 'E-Mail-Adresse beim Anbieter geändert',
  'event.user.email_verified': 'E-Mail-Adresse bestätigt',
  'event.user.expired': 'Anfrage abgelaufen',
  'event.user.groups_changed': 'Gruppen geändert',
  'event.user.password_reset': 'Passwort zurückgesetzt',
  'event.user.reset_requested': 'Passwort-Link angefordert',
  'event.user.registered': 'Registriert',
  'event.user.rejected': 'Anfrage abgelehnt',
  'event.user.reset_link_made': 'Link für ein neues Passwort erstellt',
  'event.user.sessions_ended': 'Von der Administration abgemeldet',
  'event.user.unlocked': 'Konto entsperrt',
  'event.user.updated': 'Konto geändert',
  'event.users.exported': 'Liste der Konten heruntergeladen',
  'event.webhook.stopped': 'Webhook angehalten',

  'did.accountApproved': ({ actor, account }) => `${actor} hat ${account} freigeschaltet`,
  'did.accountChanged': ({ actor, account }) => `${actor} hat das Konto ${account} geändert`,
  'did.accountCreated': ({ actor, account }) => `${actor} hat das Konto ${account} angelegt`,
  'did.accountDeleted': ({ actor, account }) => `${actor} hat das Konto ${account} gelöscht`,
  'did.accountDemoted': ({ actor, account }) => `${actor} hat ${account} die Admin-Rolle entzogen`,
  'did.accountDisabled': ({ actor, account }) => `${actor} hat ${account} deaktiviert`,
  'did.accountEnabled': ({ actor, account }) => `${actor} hat ${account} aktiviert`,
  'did.accountExpired': ({ account }) =>
    `Die Anfrage von ${account} ist ohne Entscheidung abgelaufen`,
  'did.accountPromoted': ({ actor, account }) => `${actor} hat ${account} die Admin-Rolle gegeben`,
  'did.accountRejected': ({ actor, account }) =>
    `${actor} hat die Anfrage von ${account} abgelehnt`,
  'did.accountUnlocked': ({ actor, account }) =>
    `${actor} hat ${account} nach falschen Passwörtern entsperrt`,
  'did.backupMade': ({ people }) =>
    plural(people, {
      one: 'Ein Backup mit # Konto wurde gemacht',
      other: 'Ein Backup mit # Konten wurde gemacht',
    }),
  'did.backupRestored': 'Ein Backup wurde wiederhergestellt, und alle müssen sich neu anmelden',
  'did.codeReused': ({ account }) =>
    `Eine Sitzung von ${account} wurde beendet, weil ihr Anmeldecode zweimal benutzt wurde`,
  'did.confirmed': ({ account }) => `${account} hat sich für eine Änderung neu angemeldet`,
  'did.demotionWithheld': ({ account, provider }) =>
    `${account} ist bei ${provider} in keiner Gruppe für die Admin-Rolle mehr, behält sie aber, weil sie sonst niemand hat`,
  'did.emailChanged': ({ account, former }) =>
    `${account} hat die E-Mail-Adresse geändert, vorher ${former}`,
  'did.emailChangeRequested': ({ account, email }) =>
    `${account} möchte die Adresse ${email}, die noch nicht bestätigt ist`,
  'did.emailFollowed': ({ account, provider }) =>
    `Die E-Mail-Adresse von ${account} hat sich bei ${provider} geändert`,
  'did.emailNotFollowed': ({ account, provider }) =>
    `Die E-Mail-Adresse von ${account} hat sich bei ${provider} geändert, aber nicht hier`,
  'did.emailVerified': ({ account }) => `${account} hat die E-Mail-Adresse bestätigt`,
  'did.exportedAudit': ({ actor }) => `${actor} hat das Protokoll heruntergeladen`,
  'did.exportedUsers': ({ actor }) => `${actor} hat die Liste der Konten heruntergeladen`,
  'did.groupChanged': ({ actor, group }) => `${actor} hat die Gruppe ${group} geändert`,
  'did.groupCreated': ({ actor, group }) => `${actor} hat die Gruppe ${group} angelegt`,
  'did.groupDeleted': ({ actor, group }) => `${actor} hat die Gruppe ${group} gelöscht`,
  'did.groupRenamed': ({ actor, former, group }) =>
    `${actor} hat die Gruppe ${former} in ${group} umbenannt`,
  'did.groupsChanged': ({ actor, account }) => `${actor} hat die Gruppen von ${account} geändert`,
  'did.groupsFollowed': ({ account, provider }) =>
    `Die Gruppen von ${account} haben sich bei ${provider} geändert`,
  'did.keyChanged': ({ actor }) =>
    `${actor} hat den Schlüssel gewechselt, der Zugriffstoken signiert`,
  'did.keyScheduled': 'Planmäßig signiert ein anderer Schlüssel die Zugriffstoken',
  'did.keysRevoked': ({ actor }) =>
    `${actor} hat die Schlüssel widerrufen, die Zugriffstoken signiert haben`,
  'did.languageChanged': ({ account }) => `${account} hat die Sprache geändert`,
  'did.linked': ({ account, provider }) => `${account} hat ${provider} verknüpft`,
  'did.linkFailed': ({ provider }) => `Das Verknüpfen von ${provider} ist fehlgeschlagen`,
  'did.moved': 'Der Server ist in diese Datenbank umgezogen',
  'did.dropped.webhook':
    'Ein Ereignis ließ sich nicht an den Webhook zustellen und wird nicht erneut versucht',
  'did.dropped.mail': 'Eine E-Mail ließ sich nicht zustellen und wird nicht erneut versucht',
  'did.dropped.task': 'Eine Aufgabe des Servers ist fehlgeschlagen und wird nicht erneut versucht',
  'did.messagesRetried': ({ actor }) =>
    `${actor} hat die wartenden Nachrichten erneut versuchen lassen`,
  'did.nameFollowed': ({ account, provider }) =>
    `Der Name von ${account} hat sich bei ${provider} geändert`,
  'did.notConfirmed': ({ account }) =>
    `${account} konnte sich für eine Änderung nicht neu anmelden`,
  'did.otherSessionsEnded': ({ account }) =>
    `${account} hat sich auf allen anderen Geräten abgemeldet`,
  'did.passwordChanged': ({ account }) => `${account} hat das Passwort geändert`,
  'did.passwordNotChanged': ({ account }) => `${account} konnte das Passwort nicht ändern`,
  'did.passwordReset': ({ actor, account }) =>
    `${actor} hat das Passwort von ${account} zurückgesetzt`,
  'did.resetRequested': ({ account }) =>
    `Ein Link für ein neues Passwort wurde auf Anfrage an ${account} geschickt`,
  'did.passwordResetByLink': ({ account }) =>
    `${account} hat mit einem Link ein neues Passwort gewählt`,
  'did.pictureChanged': ({ account }) => `${account} hat das Bild geändert`,
  'did.pictureRemoved': ({ account }) => `${account} hat das Bild entfernt`,
  'did.profileChanged': ({ account }) => `${account} hat das Profil geändert`,
  'did.providerChanged': ({ actor, provider }) =>
    `${actor} hat die Einstellungen von ${provider} geändert`,
  'did.providerTested': ({ actor, provider }) => `${actor} hat ${provider} getestet`,
  'did.registrationClosed': ({ actor }) => `${actor} hat die Registrierung geschlossen`,
  'did.registrationOpen': ({ actor }) => `${actor} hat die Registrierung für alle geöffnet`,
  'did.registrationReview': ({ actor }) =>
    `${actor} hat die Registrierung auf Freischaltung umgestellt`,
  'did.resetLinkMade': ({ actor, account }) =>
    `${actor} hat für ${account} einen Link für ein neues Passwort erstellt`,
  'did.sessionRepeated': ({ account }) =>
    `Eine Sitzung von ${account} wurde zweimal erneuert, einmal aus einem anderen Netz, das das Konto schon benutzt hat`,
  'did.sessionReused': ({ account }) =>
    `Eine Sitzung von ${account} wurde beendet, weil ihr Token zweimal benutzt wurde`,
  'did.sessionsEnded': ({ actor, account }) =>
    `${actor} hat ${account} auf allen Geräten abgemeldet`,
  'did.settingChanged': ({ actor, setting }) => `${actor} hat die Einstellung ${setting} geändert`,
  'did.signedIn': ({ account }) => `${account} hat sich mit Passwort angemeldet`,
  'did.signedInAt': ({ account, provider }) => `${account} hat sich mit ${provider} angemeldet`,
  'did.signedOut': ({ account }) => `${account} hat sich abgemeldet`,
  'did.signedOutThere': ({ account, provider }) =>
    `${account} wurde abgemeldet, nach einer Abmeldung bei ${provider}`,
  'did.signedUp': ({ account }) => `${account} hat sich mit Passwort registriert`,
  'did.signedUpAt': ({ account, provider }) => `${account} hat sich mit ${provider} registriert`,
  'did.signInFailed': ({ account }) => `${account} konnte sich nicht anmelden`,
  'did.signInFailedAt': ({ account, provider }) =>
    `${account} konnte sich nicht mit ${provider} anmelden`,
  'did.strictOff': ({ actor }) => `${actor} hat die strengen Passwortregeln ausgeschaltet`,
  'did.strictOn': ({ actor }) => `${actor} hat die strengen Passwortregeln eingeschaltet`,
  'did.strangerFailed': 'Eine Anmeldung ist fehlgeschlagen',
  'did.strangerFailedAt': ({ provider }) => `Eine Anmeldung mit ${provider} ist fehlgeschlagen`,
  'did.tokenChanged': ({ account, token }) => `${account} hat das API-Token ${token} geändert`,
  'did.signInTested': ({ actor, provider }) =>
    `${actor} hat eine Anmeldung mit ${provider} getestet`,
  'did.tokenCreated': ({ account }) => `${account} hat ein API-Token erstellt`,
  'did.tokenMade': ({ account, token }) => `${account} hat das API-Token ${token} erstellt`,
  'did.tokenRevoked': ({ account }) => `${account} hat das API-Token widerrufen`,
  'did.tokenRevokedHere': ({ account, token }) =>
    `${account} hat das API-Token ${token} widerrufen`,
  'did.tokenRevokedOf': ({ actor, account, token }) =>
    `${actor} hat das API-Token ${token} von ${account} widerrufen`,
  'did.tokensRevoked': ({ actor, account }) =>
    `${actor} hat alle API-Tokens von ${account} widerrufen`,
  'did.unlinked': ({ account, provider }) => `${account} hat ${provider} getrennt`,
  'did.waits': ({ account }) =>
    `${account} wollte sich anmelden, wartet aber noch auf Freischaltung`,
  'did.webhookStopped': 'Der Empfänger des Webhooks möchte keine Ereignisse mehr',
} as const satisfies Partial<AdministrationCatalogue>;
