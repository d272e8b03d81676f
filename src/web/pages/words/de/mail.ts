import type { MailCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The settings of mail in the panel. */
export const mail: MailCatalogue = {
  'mail.ehlo': 'Name dieses Servers',
  'mail.ehloHint':
    'So meldet sich dieser Server beim Mailserver. Leer lassen für den Host aus APP_URL.',
  'mail.from': 'Absender',
  'mail.fromHint':
    'Zum Beispiel Anchor <auth@example.com>, mit einer Adresse, von der du über den Mailserver senden darfst.',
  'mail.guide': ({ link }) =>
    `Was bei Gmail, Microsoft 365 und anderen einzutragen ist: ${link('E-Mail im Handbuch')}.`,
  'mail.host': 'Mailserver',
  'mail.hostHint': 'Zum Beispiel smtp.example.com. Leer lassen, um keine E-Mails zu senden.',
  'mail.intro': 'Der Server, über den Links und Hinweise verschickt werden.',
  'mail.isOff': 'Dieser Server verschickt noch keine E-Mails.',
  'mail.none': 'Nicht festgelegt',
  'mail.password': 'Passwort',
  'mail.passwordHint':
    'Wird verschlüsselt gespeichert und nie wieder angezeigt. Manche Anbieter verlangen hier ein App-Passwort oder einen API-Schlüssel.',
  'mail.passwordRemove': 'Passwort entfernen?',
  'mail.passwordRemoved': 'Das Passwort ist entfernt.',
  'mail.passwordRemoveText':
    'Ohne Passwort werden keine E-Mails verschickt, solange ein Benutzername eingetragen ist.',
  'mail.passwordReplaceHint': 'Ersetzt beim Speichern das bisherige Passwort.',
  'mail.passwordStored': 'Ein Passwort ist gespeichert',
  'mail.passwordStoredHint':
    'Bei einem anderen Mailserver oder Benutzernamen oder ohne Verschlüsselung gibst du es neu ein.',
  'mail.passwordUnreadable':
    'Das gespeicherte Passwort lässt sich nicht mehr entschlüsseln. Gib es neu ein, damit wieder E-Mails verschickt werden.',
  'mail.port': 'Port',
  'mail.portHint': 'Meist 587 mit STARTTLS und 465 mit TLS von Anfang an.',
  'mail.saved': 'Gespeichert. Eine Testnachricht zeigt, ob es funktioniert.',
  'mail.title': 'Versand',
  'mail.tls': 'Verschlüsselung',
  'mail.tls.implicit': 'TLS von Anfang an',
  'mail.tls.none': 'Keine, nur im eigenen Netz',
  'mail.tls.starttls': 'STARTTLS',
  'mail.tlsHint': 'Über das Internet wird nichts unverschlüsselt verschickt.',
  'mail.user': 'Benutzername',
  'mail.userHint': 'Leer lassen, wenn der Mailserver keinen verlangt.',

  'mail.test': 'Testnachricht senden',
  'mail.testIntro': 'Verwendet die gespeicherten Einstellungen.',
  'mail.testNotYet': 'Speichere zuerst Mailserver und Absender.',
  'mail.testTitle': 'Test',
  'mail.testTo': 'An',
  'mail.testWithStatus': ({ result, status }) => `${result} (${status})`,

  'mail.notices': 'Hinweise',
  'mail.noticesIntro': 'Links, die jemand anfordert, werden in jedem Fall verschickt.',
  'mail.noticesSaved': 'Gespeichert.',
  'notice.approved': 'Entschiedene Anfragen',
  'notice.approvedText': 'Die Person erfährt, ob sie freigeschaltet oder abgelehnt wurde.',
  'notice.pending': 'Wartende Personen',
  'notice.pendingText':
    'Die Administration erfährt, dass jemand auf Freischaltung wartet, höchstens einmal in der Stunde.',
  'notice.security': 'Sicherheit eines Kontos',
  'notice.securityText':
    'Die Person erfährt, wenn sich Passwort, API-Tokens oder verknüpfte Anbieter ihres Kontos ändern.',
  'notice.sign-in': 'Neue Geräte',
  'notice.sign-inText':
    'Die Person erfährt, dass ihr Konto mit einem neuen Gerät oder aus einem neuen Netz benutzt wurde.',

  'mail.without': 'Ohne E-Mail',
  'mail.withoutIntro': 'Der Server funktioniert auch ohne E-Mail.',
  'mail.withoutInvite':
    'Links gibst du selbst weiter: für ein neues Passwort oder für eine Einladung.',
  'mail.withoutVerify':
    'Niemand kann selbst ein neues Passwort anfordern, die eigene Adresse bestätigen oder ändern.',
  'mail.withoutWaiting':
    'Wer auf Freischaltung wartet, sieht das auf der Seite, auf der die Registrierung stattfand.',

  'mailProblem.cleartext_to_name':
    'Ohne Verschlüsselung wird nur gesendet, solange der Mailserver eine Adresse im eigenen Netz hat.',
  'mailProblem.cleartext_to_public':
    'Dieser Mailserver steht im Internet, und dorthin wird nichts unverschlüsselt verschickt.',
  'mailProblem.host_missing': 'Es werden keine E-Mails verschickt: Trag den Mailserver ein.',
  'mailProblem.implicit_on_587': 'Port 587 erwartet meist STARTTLS.',
  'mailProblem.password_missing':
    'Es werden keine E-Mails verschickt: Zum Benutzernamen fehlt das Passwort.',
  'mailProblem.sender_missing': 'Es werden keine E-Mails verschickt: Trag den Absender ein.',
  'mailProblem.starttls_on_465': 'Port 465 erwartet meist TLS von Anfang an.',
  'mailProblem.user_missing':
    'Es werden keine E-Mails verschickt: Zum Passwort fehlt der Benutzername.',

  'mailResult.address_refused': ({ host }) =>
    `${host} steht im Internet, und dorthin wird nichts unverschlüsselt verschickt. Wähle STARTTLS oder TLS von Anfang an.`,
  'mailResult.certificate_expired': ({ host }) =>
    `Das Zertifikat von ${host} ist zurzeit nicht gültig. Erneuere es, oder stell die Uhr dieses Rechners.`,
  'mailResult.certificate_name': ({ host }) =>
    `Das Zertifikat von ${host} gilt für einen anderen Namen. Trag einen Namen ein, den das Zertifikat enthält.`,
  'mailResult.certificate_untrusted': ({ host }) =>
    `Das Zertifikat von ${host} stammt von einer Zertifizierungsstelle, der hier nicht vertraut wird. Bei einer eigenen starte den Server mit NODE_EXTRA_CA_CERTS=/path/to/ca.pem.`,
  'mailResult.connection_lost': ({ host }) =>
    `${host} hat die Verbindung mitten in der Zustellung beendet.`,
  'mailResult.connection_refused': ({ host, port }) =>
    `${host} nimmt auf Port ${port} keine Verbindungen an. Prüfe den Port und ob der Mailserver läuft.`,
  'mailResult.delivered': ({ host }) =>
    `${host} hat die Nachricht angenommen. Sieh im Posteingang und im Spam-Ordner nach.`,
  'mailResult.encryption_required': ({ host }) =>
    `${host} nimmt E-Mails nur über eine verschlüsselte Verbindung an. Wähle STARTTLS oder TLS von Anfang an.`,
  'mailResult.greeting_refused': ({ host }) =>
    `${host} nimmt von der Adresse dieses Servers keine E-Mails an.`,
  'mailResult.message_invalid':
    'Die Nachricht wurde nicht gesendet, weil einer ihrer Header einen Zeilenumbruch enthält.',
  'mailResult.message_refused': ({ host }) =>
    `${host} hat die Nachricht wegen ihres Inhalts oder ihres Absenders abgelehnt.`,
  'mailResult.message_too_large': ({ host }) => `Die Nachricht ist größer, als ${host} zulässt.`,
  'mailResult.name_not_found': ({ host }) =>
    `Der Mailserver ${host} wurde nicht gefunden. Prüfe den Namen.`,
  'mailResult.name_refused': ({ host }) =>
    `${host} hat den Namen abgelehnt, mit dem sich dieser Server gemeldet hat. Trag einen anderen ein.`,
  'mailResult.not_configured': 'Mailserver und Absender sind nicht eingetragen.',
  'mailResult.not_smtp': ({ host, port }) =>
    `${host} antwortet auf Port ${port} nicht wie ein Mailserver.`,
  'mailResult.recipient_invalid': 'An diese Adresse lassen sich keine E-Mails senden.',
  'mailResult.recipient_refused': ({ host }) => `${host} hat die Empfängeradresse abgelehnt.`,
  'mailResult.relay_refused': ({ host }) =>
    `${host} leitet für diesen Server keine E-Mails weiter. Trag Benutzername und Passwort ein, oder erlaube dort die Adresse dieses Servers.`,
  'mailResult.sender_refused': ({ host }) =>
    `${host} nimmt von diesem Absender keine E-Mails an. Verwende eine Adresse, von der dein Konto dort senden darf.`,
  'mailResult.sign_in_not_offered': ({ host, port }) =>
    `${host} bietet auf Port ${port} keine Anmeldung mit Passwort an. Entferne Benutzername und Passwort, oder verwende einen anderen Port.`,
  'mailResult.sign_in_refused': ({ host }) =>
    `${host} hat den Benutzernamen oder das Passwort abgelehnt. Manche Anbieter verlangen ein App-Passwort oder einen API-Schlüssel.`,
  'mailResult.sign_in_required': ({ host }) =>
    `${host} nimmt E-Mails nur nach einer Anmeldung an. Trag Benutzername und Passwort ein.`,
  'mailResult.silent': ({ host, port }) =>
    `${host} hat auf Port ${port} nicht geantwortet. Vielleicht sperrt eine Firewall den Port, oder er erwartet eine andere Verschlüsselung: meist Port 587 STARTTLS und Port 465 TLS von Anfang an.`,
  'mailResult.starttls_missing': ({ host, port }) =>
    `${host} bietet auf Port ${port} kein STARTTLS an, und unverschlüsselt wird nichts verschickt. Versuche TLS von Anfang an auf Port 465.`,
  'mailResult.tls_failed': ({ host, port }) =>
    `Zu ${host} kam auf Port ${port} keine verschlüsselte Verbindung zustande. Meist erwartet Port 587 STARTTLS und Port 465 TLS von Anfang an.`,
  'mailResult.too_slow': ({ host }) =>
    `${host} hat mitten in der Zustellung aufgehört zu antworten.`,
  'mailResult.try_later': ({ host }) => `${host} kann die Nachricht gerade nicht annehmen.`,
  'mailResult.unreachable': ({ host, port }) =>
    `${host} war auf Port ${port} nicht erreichbar. Prüfe den Namen, den Port und das Netzwerk.`,

  'outbox.lastError': ({ error }) => `Letzter Fehler: ${error}`,
  'outbox.mail': ({ count }) =>
    plural(count, {
      one: '# E-Mail wartet auf den Versand',
      other: '# E-Mails warten auf den Versand',
    }),
  'outbox.oldest': ({ time }) => `Am längsten wartend: ${time}.`,
  'outbox.retry': 'Jetzt erneut versuchen',
  'outbox.stopped':
    'Der Empfänger möchte keine Ereignisse mehr. Bis du es erneut versuchst oder den Server neu startest, wird dorthin nichts gesendet.',
  'outbox.webhook': ({ count }) =>
    plural(count, {
      one: '# Ereignis wartet auf den Webhook',
      other: '# Ereignisse warten auf den Webhook',
    }),
};
