import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { cures } from './cures.ts';
import { moveEvents } from './move-events.ts';
import { options as optionTexts } from './options.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

const seconds = (count: number) => plural(count, { one: '# Sekunde', other: '# Sekunden' });

/** What the test of a provider found, by the codes of the server, and what to do about it. */
export const findings = {
  ...optionTexts,
  ...moveEvents,
  ...auditNotes,
  ...cures,

  'finding.failed': 'Fehler',
  'finding.ok': 'Gut',
  'finding.skipped': 'Nicht geprüft',
  'finding.warning': 'Warnung',

  'found.answers_https': 'Der Anbieter antwortet, und sein Zertifikat ist vertrauenswürdig.',
  'found.answers_internally': ({ origin }) =>
    `Der Anbieter antwortet unter ${origin} (OIDC_INTERNAL_URL); dort fragt ihn dieser Server.`,
  'found.answers_on_this_machine':
    'Der Anbieter antwortet über http, das diesen Rechner nicht verlässt.',
  'found.answers_plain_http':
    'Der Anbieter antwortet über unverschlüsseltes http, das alle im Netz mitlesen können.',
  'found.algorithms_forgeable': ({ offered }) =>
    `ID-Tokens werden mit ${offered} signiert. Wer das Client-Secret kennt, könnte sie fälschen.`,
  'found.algorithms_unknown':
    'Der Anbieter nennt seine Signaturverfahren nicht. Seine Signaturen werden trotzdem geprüft.',
  'found.algorithms_usable': ({ algorithms }) => `ID-Tokens werden mit ${algorithms} signiert.`,
  'found.apps_not_provable':
    'Bei nicht signierten Zugriffstokens von Apps lässt sich nicht nachweisen, dass sie für diesen Server gedacht sind.',
  'found.apps_provable': 'Zugriffstokens von Apps lassen sich beim Anbieter prüfen.',
  'found.client_id_missing': 'Die Client-ID fehlt.',
  'found.client_known': ({ method }) =>
    `Der Anbieter kennt diesen Client und sein Secret (${method}).`,
  'found.client_known_public': 'Der Anbieter kennt diesen Client als öffentlichen Client.',
  'found.client_method_unsupported': ({ reason }) =>
    `Der Anbieter bietet keine Client-Anmeldung an, die dieser Server kennt: ${reason}`,
  'found.client_refused': ({ reason }) => `Der Anbieter lehnt diesen Client ab: ${reason}`,
  'found.client_secret_unreadable':
    'Das gespeicherte Client-Secret lässt sich nicht mehr entschlüsseln.',
  'found.client_uncertain': ({ reason }) =>
    `Der Anbieter hat zu diesem Client unerwartet geantwortet: ${reason}`,
  'found.clock_ahead': ({ seconds: count }) =>
    `Die Uhr des Anbieters geht gegenüber der dieses Servers ${seconds(count)} vor.`,
  'found.clock_behind': ({ seconds: count }) =>
    `Die Uhr des Anbieters geht gegenüber der dieses Servers ${seconds(count)} nach.`,
  'found.clock_unknown': 'Der Anbieter sendet seine Uhrzeit nicht.',
  'found.clocks_agree': 'Die Uhren beider Rechner stimmen überein.',
  'found.document_complete': 'Das Discovery-Dokument ist vollständig.',
  'found.document_invalid': ({ reason }) => `Das Discovery-Dokument ist nicht brauchbar: ${reason}`,
  'found.document_missing': ({ url, status }) =>
    `Unter ${url} gibt es kein Discovery-Dokument (HTTP ${status}).`,
  'found.groups_announced': ({ claims }) =>
    `Der Anbieter gibt an, dass er ${claims} schicken kann.`,
  'found.groups_unannounced': ({ claims }) =>
    `Ob der Anbieter ${claims} schickt, zeigt sich erst bei einer Anmeldung.`,
  'found.host_address_refused': ({ host, system }) =>
    `${host} hat eine Adresse, die dieser Server nicht aufruft.${system}`,
  'found.host_broke_off': ({ host, system }) =>
    `${host} hat die Verbindung abgebrochen oder kein gültiges HTTP geantwortet.${system}`,
  'found.host_not_callable': ({ host, system }) =>
    `${host} ist keine http- oder https-Adresse ohne Benutzername und Passwort.${system}`,
  'found.host_sent_too_much': ({ host, system }) =>
    `${host} hat mehr geantwortet, als dieser Server annimmt.${system}`,
  'found.host_timed_out': ({ host, system }) =>
    `${host} hat nicht rechtzeitig geantwortet.${system}`,
  'found.host_tls_refused': ({ host, system }) =>
    `Das Zertifikat oder die Verschlüsselung von ${host} wurde abgelehnt.${system}`,
  'found.host_unreachable': ({ host, system }) => `${host} ist nicht erreichbar.${system}`,
  'found.issuer_differs': ({ named, issuer }) =>
    `Der Anbieter nennt sich ${named}, aber hier ist als Issuer ${issuer} eingetragen.`,
  'found.issuer_equal': ({ issuer }) => `Der Issuer ist genau ${issuer}.`,
  'found.issuer_not_allowed': ({ issuer }) =>
    `Der Issuer ${issuer} verwendet unverschlüsseltes http. Das ist nur auf diesem Rechner erlaubt.`,
  'found.issuer_not_named': ({ issuer }) =>
    `Der Anbieter nennt seinen Issuer nicht. Hier ist ${issuer} eingetragen.`,
  'found.issuer_slash_forgiven': ({ named, issuer }) =>
    `Der Anbieter nennt sich ${named}, und eingetragen ist ${issuer}. Nur der Schrägstrich am Ende unterscheidet sich; die Anmeldung verwendet deshalb die Schreibweise des Anbieters.`,
  'found.keys_found': ({ keys }) => `Signaturschlüssel: ${keys}.`,
  'found.keys_unavailable': ({ reason }) =>
    `Die Signaturschlüssel lassen sich nicht lesen: ${reason}`,
  'found.keys_unusable': ({ keys }) =>
    `Der Anbieter hat keinen brauchbaren Signaturschlüssel: ${keys}.`,
  'found.logout_to_register': ({ uris }) =>
    `Beim Anbieter für die Abmeldung (Back-Channel Logout) einzutragen: ${uris}.`,
  'found.name_found': ({ host, addresses, place }) =>
    `${host} wurde gefunden: ${addresses}.${place}`,
  'found.name_is_address': ({ host, place }) => `${host} ist eine IP-Adresse, kein Name.${place}`,
  'found.name_not_found': ({ host }) => `Der Name ${host} wurde nicht gefunden.`,
  'found.pkce_offered': 'PKCE mit S256 wird angeboten.',
  'found.pkce_unknown':
    'Der Anbieter sagt nicht, ob er PKCE unterstützt. S256 wird trotzdem gesendet.',
  'found.pkce_without_s256': ({ offered }) =>
    `Der Anbieter bietet PKCE als ${offered} an, nötig ist aber S256.`,
  'found.redirects_to_local_app_url': ({ uris, origin }) =>
    `Beim Anbieter einzutragen: ${uris}. Aber APP_URL ist ${origin}, und das kann nur ein Browser auf diesem Rechner öffnen.`,
  'found.claims_not_announced': ({ claims }) =>
    `Der Anbieter nennt keines dieser Claims: ${claims}.`,
  'found.prompt_not_offered': ({ prompt, offered }) =>
    `Der Anbieter soll „${prompt}“ fragen, bietet aber ${offered} an.`,
  'found.sign_out_offered': ({ uris }) =>
    `Der Anbieter kann abmelden. Für den Rückweg dort einzutragen: ${uris}.`,
  'found.sign_out_not_offered':
    'Der Anbieter kann nicht abmelden. Wer sich hier abmeldet, bleibt dort angemeldet.',
  'found.redirects_to_register': ({ uris }) => `Beim Anbieter einzutragen: ${uris}.`,
  'found.scopes_unannounced': ({ scopes }) =>
    `Der Anbieter kündigt diese angefragten Scopes nicht an: ${scopes}.`,
  'found.token_endpoint_unavailable': ({ reason }) =>
    `Der Token-Endpunkt ist nicht erreichbar: ${reason}`,
  'found.account_not_created':
    'OIDC_AUTO_CREATE ist false, und kein Konto hier gehört zu dieser Person.',
  'found.apps_bridge': ({ uris }) =>
    `Für Apps bei einem Anbieter, der nur https-Adressen annimmt (APP_CALLBACK_SCHEMES): ${uris}.`,
  'found.auto_redirect_idle':
    'OIDC_AUTO_REDIRECT ist an, aber es stehen mehrere Anbieter zur Wahl. Deshalb bleibt die Anmeldeseite.',
  'found.browsers_cannot_open': ({ origin }) =>
    `Browser werden zu ${origin} geschickt. Diesen Namen kennt vielleicht nur das Netz dieses Servers.`,
  'found.client_secret_expired': 'Das Client-Secret ist ein Token, das abgelaufen ist.',
  'found.email_missing': ({ claims }) =>
    `Der Anbieter hat in ${claims} keine E-Mail-Adresse geschickt.`,
  'found.email_not_verified': ({ claims }) =>
    `Die Adresse in ${claims} gilt nicht als bestätigt und öffnet deshalb kein bestehendes Konto.`,
  'found.emails_never_verified': ({ provider }) =>
    `${provider} bestätigt Adressen nicht so, dass es hier zählt. Sie öffnen deshalb kein bestehendes Konto.`,
  'found.groups_left_out': ({ claims }) =>
    `Der Anbieter hat die Gruppen in ${claims} weggelassen, weil die Person in zu vielen ist.`,
  'found.groups_never_sent': ({ provider }) =>
    `${provider} schickt keine Gruppen, aber Einstellungen hier brauchen sie.`,
  'found.groups_not_sent': ({ claims }) => `Der Anbieter hat in ${claims} keine Gruppen geschickt.`,
  'found.logout_to_register_without_session': ({ uris }) =>
    `Beim Anbieter für die Abmeldung (Back-Channel Logout) einzutragen: ${uris}. Der Anbieter sagt nicht, dass er die Sitzung nennt. Eine Abmeldung dort beendet deshalb alle Sitzungen der Person hier.`,
  'found.logout_unannounced':
    'Der Anbieter kündigt kein Back-Channel Logout an. Sitzungen hier laufen deshalb nach einer Abmeldung dort weiter.',
  'found.name_missing': ({ claims }) => `Der Anbieter hat in ${claims} keinen Namen geschickt.`,
  'found.redirects_over_http': ({ uris, provider }) =>
    `${provider} nimmt nur https-Adressen an, die Weiterleitungsadresse ist aber: ${uris}.`,
  'found.response_mode_needed':
    'Der Anbieter schickt Browser nur mit einem Formular zurück, und OIDC_RESPONSE_MODE ist query.',
  'found.response_mode_not_offered': ({ offered }) =>
    `OIDC_RESPONSE_MODE ist form_post, und der Anbieter bietet ${offered} an.`,
  'found.scopes_missing': ({ scopes }) =>
    `Diese Scopes werden nicht angefragt, mit denen Anbieter Adresse und Namen schicken: ${scopes}.`,
  'found.scopes_need_map': ({ scopes }) =>
    `Kanidm lehnt alle ab, in deren Scope-Map einer dieser Scopes fehlt: ${scopes}.`,
  'found.settings_default': ({ options }) => `Nicht geändert: ${options}.`,
  'found.settings_from_environment': ({ options }) => `In der Umgebung gesetzt: ${options}.`,
  'found.settings_from_panel': ({ options }) => `In der Verwaltung gewählt: ${options}.`,
  'found.sign_in_failed': ({ reason }) => `Im Einzelnen: ${reason}`,
  'found.sign_out_return_refused': ({ uris }) =>
    `Der Anbieter nimmt diese Adresse für den Rückweg von einer Abmeldung nicht an: ${uris}.`,
  'found.start_accepted': ({ uris }) =>
    `Der Anbieter nimmt den Beginn einer Anmeldung mit der Weiterleitungsadresse ${uris} an.`,
  'found.start_redirect_refused': ({ uris }) =>
    `Der Anbieter nimmt diese Weiterleitungsadresse nicht an: ${uris}.`,
  'found.start_refused': ({ reason }) =>
    `Der Anbieter lehnt den Beginn einer Anmeldung ab: ${reason}`,
  'found.userinfo_failed': ({ reason }) => `Userinfo ließ sich nicht lesen: ${reason}`,

  'place.private_network': 'Der Anbieter liegt in einem privaten Netz.',
  'place.this_machine': 'Das ist dieser Rechner.',

  'tested.accountLinked': ({ email }) => `Das Konto ${email} würde verknüpft und angemeldet.`,
  'tested.accountNew': ({ email }) => `Ein neues Konto würde angelegt: ${email}.`,
  'tested.accountSignedIn': ({ email }) => `Das Konto ${email} würde angemeldet.`,
  'tested.accountTakenOver': ({ email }) =>
    `Das Konto ${email} würde beim Anbieterwechsel übernommen und angemeldet.`,
  'tested.added': 'Käme hinzu',
  'tested.again': 'Der Test wurde nicht abgeschlossen. Bitte starte ihn noch einmal.',
  'tested.claim': ({ path }) => `Claim ${path}`,
  'tested.claimFrom': ({ groups, source }) => `${groups} (${source})`,
  'tested.dropped': ({ names }) =>
    `Weggelassen, weil die Namen nicht brauchbar oder zu viele sind: ${names}`,
  'tested.email': 'E-mail-Adresse',
  'tested.emailUnverified': ({ email }) => `${email} (nicht bestätigt)`,
  'tested.emailVerified': ({ email }) => `${email} (bestätigt)`,
  'tested.failed': ({ why }) => `Der Anbieter hat nicht brauchbar geantwortet: ${why}`,
  'tested.fromIdToken': 'ID-Token',
  'tested.fromUserinfo': 'userinfo',
  'tested.idToken': 'Was das ID-Token sagt',
  'tested.ignored': 'Hier unbekannte Gruppen',
  'tested.name': 'Name',
  'tested.none': 'Keine',
  'tested.notSent': 'Nicht geschickt',
  'tested.nothingWritten': 'Nichts wurde gespeichert und niemand angemeldet.',
  'tested.refused': 'Die Anmeldung würde abgelehnt.',
  'tested.removed': 'Fiele weg',
  'tested.role': 'Admin-Rolle',
  'tested.roleGained': ({ group }) => `Ja, durch die Gruppe „${group}“`,
  'tested.roleLost': 'Nicht mehr',
  'tested.roleWithheld':
    'Behalten, obwohl in keiner dieser Gruppen mehr: sonst hat niemand die Rolle',
  'tested.secured': 'Passwort und Sitzungen würden entfernt, weil die Adresse nie bestätigt wurde.',
  'tested.title': 'Was eine Anmeldung bewirken würde',
  'tested.userinfo': 'Was userinfo sagt',
  'tested.waits': 'Danach würde es auf Freischaltung warten.',
} as const satisfies Partial<FindingsCatalogue>;
