import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
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
  'found.groups_never_sent': 'Google schickt keine Gruppen, aber Einstellungen hier brauchen sie.',
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
  'found.options_chosen': ({ options }) =>
    `Vom üblichen Wert abweichende Einstellungen: ${options}.`,
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

  'place.private_network': 'Der Anbieter liegt in einem privaten Netz.',
  'place.this_machine': 'Das ist dieser Rechner.',

  'cure.add_signing_key':
    'Gib dem Anbieter einen RSA-Schlüssel mit mindestens 2048 Bit oder einen EC- oder Ed25519-Schlüssel.',
  'cure.allow_s256': 'Erlaube S256 beim Anbieter.',
  'cure.check_name': 'Prüfe den Issuer auf Tippfehler und die Nameserver dieses Rechners.',
  'cure.check_protocol':
    'Antwortet unter dieser Adresse etwas anderes, zum Beispiel http statt https?',
  'cure.check_provider_runs': 'Läuft der Anbieter, und sperrt eine Firewall diesen Server aus?',
  'cure.check_tls':
    'Dort antwortet etwas ohne Verschlüsselung. Ist http gemeint, oder ein anderer Port?',
  'cure.choose_client_secret_basic': 'Wähle beim Anbieter für diesen Client client_secret_basic.',
  'cure.choose_signing_key':
    'Wähle beim Anbieter für diesen Client einen Signaturschlüssel (RS256 oder ES256).',
  'cure.compare_client':
    'Vergleiche Client-ID, Client-Secret und Art des Clients (vertraulich oder öffentlich).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Vergleiche Client-ID, Client-Secret und Art des Clients (vertraulich oder öffentlich). Nur ${method} wurde versucht: Wenn der Client für client_secret_${other} registriert ist, setze OIDC_CLIENT_AUTH=${other}.`,
  'cure.correct_provider':
    'Ist das der Issuer eines OpenID-Anbieters? Wenn ja, korrigiere dort seine Einstellungen.',
  'cure.enter_client_id': 'Gib die Client-ID ein, die du vom Anbieter bekommen hast.',
  'cure.enter_client_secret': 'Gib das Client-Secret neu ein.',
  'cure.reach_jwks_uri': 'Dieser Server muss die jwks_uri des Anbieters erreichen können.',
  'cure.reach_token_endpoint':
    'Dieser Server muss den token_endpoint des Anbieters erreichen können.',
  'cure.renew_certificate': 'Erneuere das Zertifikat, oder stell die Uhr dieses Rechners.',
  'cure.compare_claims':
    'Vergleiche die Claims unter „Weitere Einstellungen“ mit denen, die der Anbieter sendet.',
  'cure.choose_offered_prompt': 'Wähle unter „Weitere Einstellungen“, was der Anbieter anbietet.',
  'cure.set_logout_off':
    'Schalte „Auch beim Anbieter abmelden“ aus, oder nimm einen Anbieter, der das kann.',
  'cure.remove_scopes':
    'Korrigiere die Scopes in den Einstellungen oder erlaube sie beim Anbieter. Entra ID lehnt Anmeldungen mit unbekannten Scopes ab.',
  'cure.send_groups_authelia':
    'Gib dem Client in Authelia den Scope „groups“. Apps müssen ihn anfragen und einen Code schicken, weil der Claim nur in userinfo steht.',
  'cure.send_groups_authentik':
    'Gib dem Anbieter in Authentik das Scope-Mapping „profile“, dessen Claim „groups“ die Namen enthält.',
  'cure.send_groups_entra':
    'Füge in Entra ID unter Tokenkonfiguration einen Gruppen-Claim hinzu, der IDs schickt. Oder lege App-Rollen an und setze den Claim auf „roles“.',
  'cure.send_groups_keycloak':
    'Füge dem Client in Keycloak den Mapper „Group Membership“ mit dem Token-Claim-Namen „groups“ hinzu. Oder setze den Claim auf „realm_access.roles“ und schalte für die Realm-Rollen „Add to ID token“ ein.',
  'cure.send_groups_other':
    'Gib den Claim mit den Gruppen an und die Scopes, mit denen der Anbieter ihn schickt.',
  'cure.send_groups_pocket_id':
    'Pocket ID schickt den Claim „groups“ für den Scope „groups“. Auch Apps müssen diesen Scope anfragen.',
  'cure.send_groups_zitadel':
    'Schalte in Zitadel für das Projekt „Assert Roles on Authentication“ ein und setze den Claim auf „urn:zitadel:iam:org:project:roles“.',
  'cure.set_app_url':
    'Setze APP_URL auf die Adresse, die alle öffnen, zum Beispiel https://auth.example.com.',
  'cure.set_both_clocks': 'Stell beide Uhren nach einem Zeitserver (NTP).',
  'cure.set_named_issuer': ({ named }) => `Trag als Issuer genau ${named} ein.`,
  'cure.set_own_clock': 'Stell die Uhr dieses Rechners.',
  'cure.set_strict_audience_check':
    'Mit OIDC_MOBILE_AUDIENCE_CHECK=strict senden Apps stattdessen ein ID-Token oder einen Code.',
  'cure.trust_authority':
    'Wenn das Zertifikat von einer eigenen Zertifizierungsstelle stammt, starte den Server mit NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.use_address_without_credentials': 'Lass den Benutzernamen und das Passwort weg.',
  'cure.use_app_roles':
    'Lege in Entra ID App-Rollen an und setze den Claim auf „roles“, oder lass nur die Gruppen schicken, die der Anwendung zugewiesen sind.',
  'cure.use_certificate_name':
    'Das Zertifikat gilt für einen anderen Namen. Gib diesen ein, oder besorge ein passendes Zertifikat.',
  'cure.use_discovery_issuer':
    'Der Issuer ist die Adresse, deren /.well-known/openid-configuration sich öffnen lässt.',
  'cure.use_https': 'Verwende https.',
  'cure.use_https_or_allow_http':
    'Verwende https. OIDC_ALLOW_HTTP=true erlaubt http in einem Netz, dem du vertraust.',
  'cure.use_provider_address': 'Gib die Adresse eines OpenID-Anbieters ein.',
  'cure.use_provider_with_groups':
    'Lass die Einstellungen für Gruppen leer oder benutze einen anderen Anbieter.',
  'cure.use_tenant_issuer':
    'Diese Adresse gilt für alle Mandanten von Microsoft. Verwende weiter unten den Anbieter Microsoft oder den Issuer deines Mandanten, mit seiner ID statt „common“.',

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
  'tested.missingAbsent': 'Der Anbieter hat keine Gruppen geschickt.',
  'tested.missingOverage':
    'Der Anbieter hat die Gruppen weggelassen, weil die Person in zu vielen ist.',
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
  'tested.userinfoFailed': ({ why }) => `Userinfo ließ sich nicht lesen: ${why}`,
  'tested.waits': 'Danach würde es auf Freischaltung warten.',
} as const satisfies Partial<FindingsCatalogue>;
