import type { BaseCatalogue } from '../catalogue.ts';

const generic = 'Das hat nicht geklappt. Bitte versuche es noch einmal.';
const onlyAdministrator =
  'Das ist das einzige aktive Admin-Konto. Gib zuerst einem anderen Konto die Admin-Rolle.';
const methodOff = 'Diese Anmeldemethode ist ausgeschaltet. Bitte nimm eine andere.';

/** What a failure means for the person at the page, and what to do. */
export const errors = {
  'error.account_disabled': 'Dein Konto ist deaktiviert.',
  'error.account_exists':
    'Es gibt schon ein Konto mit dieser E-Mail-Adresse. Bitte melde dich wie bisher an und verknüpfe diesen Anbieter dann in deinem Konto.',
  'error.account_pending': 'Deine Administration muss dein Konto noch freischalten.',
  'error.admin_by_group':
    'Diese Person hat die Admin-Rolle durch eine Gruppe beim Anbieter. Nimm sie dort aus der Gruppe.',
  'error.admin_required': 'Du hast die Admin-Rolle nicht mehr.',
  'error.asymmetric_keys_required': generic,
  'error.authentication_required': 'Du bist abgemeldet. Bitte melde dich wieder an.',
  'error.email_not_verified':
    'Bitte bestätige zuerst deine E-Mail-Adresse. Wir haben dir einen Link geschickt.',
  'error.email_verified': 'Diese Adresse ist schon bestätigt.',
  'error.foreign_issuer':
    'Die Antwort kam von einem anderen Anmeldeanbieter. Bitte melde dich noch einmal an.',
  'error.group_exists': 'Eine Gruppe mit diesem Namen gibt es schon.',
  'error.group_not_found': 'Diese Gruppe gibt es nicht mehr. Vielleicht wurde sie gerade gelöscht.',
  'error.group_of_provider': 'Diese Gruppe kommt vom Anbieter und hat dort ihren Namen.',
  'error.group_required':
    'Dein Konto beim Anbieter ist in keiner Gruppe, die sich hier anmelden darf. Bitte frag deine Administration.',
  'error.identity_contested':
    'Zwei Konten beim Anbieter beanspruchen dein Konto hier, deshalb kann sich keines anmelden. Bitte sag deiner Administration Bescheid.',
  'error.identity_not_linked': 'Dieser Anbieter ist nicht mehr mit deinem Konto verknüpft.',
  'error.identity_taken': 'Dieses Konto beim Anbieter ist hier mit einem anderen Konto verknüpft.',
  'error.image_invalid': 'Diese Datei ist kein lesbares Bild.',
  'error.image_required': 'Bitte wähle ein Bild.',
  'error.image_too_large': 'Das Bild darf höchstens 5 MB groß sein.',
  'error.insufficient_scope': 'Dieses API-Token darf das nicht.',
  'error.internal_error': 'Auf dem Server ist etwas schiefgegangen. Bitte versuche es noch einmal.',
  'error.invitation_for_other_address': 'Diese Einladung ist für eine andere E-Mail-Adresse.',
  'error.invitation_not_found': 'Diese Einladung gibt es nicht mehr.',
  'error.invalid_credentials': 'Die E-Mail-Adresse oder das Passwort ist falsch.',
  'error.invalid_link_ticket':
    'Das hat zu lange gedauert oder wurde schon benutzt. Bitte melde dich noch einmal bei deinem Anbieter an.',
  'error.invalid_login_code':
    'Diese Anmeldung hat zu lange gedauert oder wurde schon benutzt. Bitte melde dich noch einmal an.',
  'error.invalid_logout_token': generic,
  'error.invalid_oidc_token': 'Diese Anmeldung ist abgelaufen. Bitte melde dich noch einmal an.',
  'error.invalid_pending_ticket':
    'Bitte melde dich an, um zu sehen, ob dein Konto freigeschaltet ist.',
  'error.invalid_redirect': generic,
  'error.invalid_refresh_token': 'Du bist abgemeldet. Bitte melde dich wieder an.',
  'error.invalid_state':
    'Diese Anmeldung hat zu lange gedauert oder wurde in einem anderen Browser begonnen. Bitte melde dich noch einmal an.',
  'error.invalid_token': 'Du bist abgemeldet. Bitte melde dich wieder an.',
  'error.issuer_unused':
    'Hier hat sich noch kein Konto bei diesem Issuer angemeldet. Bitte prüfe die Schreibweise.',
  'error.keys_from_secret':
    'Dieser Server signiert mit einem Geheimnis und hat daher keine Schlüssel zum Wechseln.',
  'error.last_admin_deleted': onlyAdministrator,
  'error.last_admin_demoted': onlyAdministrator,
  'error.last_admin_disabled': onlyAdministrator,
  'error.last_way_in':
    'Das ist deine einzige Anmeldemethode. Richte eine andere ein, bevor du sie entfernst.',
  'error.link_request_not_found':
    'Diese Anfrage ist beendet. Vielleicht wurde schon darüber entschieden.',
  'error.link_request_outdated':
    'Diese Anfrage gilt nicht mehr, weil sich inzwischen etwas geändert hat. Bitte melde dich noch einmal beim Anbieter an.',
  'error.link_request_refused': 'Diese Anfrage wurde schon abgelehnt.',
  'error.link_owner_required': 'Melde dich beim Konto dieses Links an, oder gib sein Passwort ein.',
  'error.link_invalid': 'Dieser Link ist nicht mehr gültig. Bitte lass dir einen neuen geben.',
  'error.local_auth_disabled':
    'Passwörter sind auf diesem Server ausgeschaltet. Bitte melde dich beim Anmeldeanbieter an.',
  'error.mail_not_configured':
    'Dieser Server verschickt keine E-Mails. Bitte lass dir von der Administration einen Link geben.',
  'error.mail_required':
    'Konten brauchen hier eine bestätigte Adresse (REQUIRE_VERIFIED_EMAIL), darum lässt sich der Mailversand nicht ausschalten.',
  'error.mail_settings_missing': 'Bitte richte zuerst Mailserver und Absender ein.',
  'error.malformed_json': generic,
  'error.malformed_request': generic,
  'error.method_not_allowed': generic,
  'error.no_local_password':
    'Dieses Konto hat hier kein Passwort. Bitte ändere es bei deinem Anmeldeanbieter.',
  'error.no_way_in':
    'Danach könnte sich kein Admin-Konto mehr anmelden. Verknüpfe einen Anbieter mit deinem eigenen Konto oder lass Passwörter eingeschaltet, und versuche es dann noch einmal.',
  'error.not_found': 'Das gibt es nicht mehr.',
  'error.offline':
    'Der Server ist nicht erreichbar. Bitte prüfe deine Verbindung und versuche es noch einmal.',
  'error.oidc_not_enabled': methodOff,
  'error.own_admin_status':
    'Deine eigene Admin-Rolle kannst du nicht ändern. Das geht nur mit einem anderen Admin-Konto.',
  'error.own_link_request':
    'Das ist dein eigenes Konto. Bitte verknüpfe den Anbieter unter „Konto“.',
  'error.own_password_reset': 'Bitte ändere dein eigenes Passwort in deinem Konto.',
  'error.password_change_required': 'Bitte wähle zuerst ein neues Passwort.',
  'error.password_unchanged': 'Das neue Passwort muss anders sein als das aktuelle.',
  'error.payload_too_large': 'Das ist zu viel auf einmal.',
  'error.provider_already_linked':
    'Dein Konto ist mit einem anderen Konto bei diesem Anbieter verknüpft. Bitte trenne es zuerst.',
  'error.provider_answer_invalid':
    'Der Antwort des Anmeldeanbieters ist nicht zu trauen. Bitte melde dich noch einmal an.',
  'error.provider_disabled': methodOff,
  'error.provider_email_missing':
    'Der Anmeldeanbieter hat deine E-Mail-Adresse nicht mitgeteilt. Bitte erlaube es ihm, oder melde dich anders an.',
  'error.provider_misconfigured':
    'Die Einstellungen des Anmeldeanbieters passen nicht zu denen dieses Servers. Bitte sag deiner Administration Bescheid.',
  'error.provider_move_not_found': 'Es gibt keinen Anbieterwechsel, der rückgängig zu machen wäre.',
  'error.provider_move_running':
    'Ein Anbieterwechsel läuft schon. Mach ihn rückgängig, oder warte, bis er endet.',
  'error.provider_not_configured':
    'Diese Anmeldemethode ist nicht eingerichtet. Bitte nimm eine andere.',
  'error.provider_refused':
    'Der Anmeldeanbieter hat die Anmeldung abgelehnt. Bitte versuche es noch einmal.',
  'error.provider_unavailable':
    'Der Anmeldeanbieter ist gerade nicht erreichbar. Bitte versuche es gleich noch einmal.',
  'error.rate_limited': ({ wait }) =>
    `Zu viele Versuche. Bitte versuche es in ${wait} noch einmal.`,
  'error.reauthentication_required':
    'Es wurde nichts geändert, weil du nicht bestätigt hast, dass du es bist.',
  'error.refresh_token_expired': 'Deine Sitzung ist beendet. Bitte melde dich wieder an.',
  'error.registration_disabled': 'Dieser Server nimmt keine neuen Konten an.',
  'error.server_busy': 'Der Server hat gerade viel zu tun. Bitte versuche es gleich noch einmal.',
  'error.session_not_found': 'Diese Sitzung ist schon beendet.',
  'error.session_required': generic,
  'error.setting_locked':
    'Diese Einstellung kommt aus der Umgebung des Servers und lässt sich hier nicht ändern.',
  'error.setup_token_required':
    'Das Setup-Token fehlt oder ist falsch. Wer diesen Server gestartet hat, hat es in SETUP_TOKEN festgelegt.',
  'error.sign_in_denied':
    'Du hast die Anmeldung abgebrochen, oder der Anmeldeanbieter hat sie abgelehnt.',
  'error.sign_up_closed': 'Für dich gibt es hier noch kein Konto.',
  'error.storage_unavailable':
    'Der Server kann gerade nichts speichern. Bitte sag deiner Administration Bescheid.',
  'error.token_name_taken':
    'Du hast schon ein API-Token mit diesem Namen. Wähle bitte einen anderen.',
  'error.token_not_found': 'Dieses API-Token gibt es nicht mehr.',
  'error.too_many_link_requests':
    'Es warten schon zu viele Anfragen. Bitte wende dich an deine Administration.',
  'error.too_many_tokens':
    'Du hast so viele API-Tokens, wie erlaubt sind. Widerrufe eines, das du nicht mehr brauchst, und versuche es noch einmal.',
  'error.too_many_invitations':
    'Es gibt zu viele offene Einladungen. Bitte zieh zuerst eine zurück.',
  'error.too_many_groups': 'Es gibt zu viele Gruppen. Lösche zuerst eine.',
  'error.unknown': generic,
  'error.unknown_audience': generic,
  'error.unknown_provider': methodOff,
  'error.unprovable_oidc_token': generic,
  'error.unsupported_image_type': 'Bitte wähle ein Bild im Format JPEG, PNG oder WebP.',
  'error.unsupported_media_type': generic,
  'error.user_exists': 'Es gibt schon ein Konto mit dieser E-Mail-Adresse.',
  'error.user_not_found':
    'Dieses Konto gibt es nicht mehr. Vielleicht hat es ein anderes Admin-Konto gelöscht.',
  'error.user_not_pending': 'Ein anderes Admin-Konto hat schon über diese Anfrage entschieden.',
  'error.validation_failed': 'Bitte prüfe deine Eingaben.',
  'error.wrong_current_password': 'Das aktuelle Passwort ist falsch.',

  'reason.admin_by_group': ({ group, provider }) =>
    `Diese Person hat die Admin-Rolle durch die Gruppe „${group}“ bei ${provider}.`,
  'reason.foreign_tenant': 'Dieses Microsoft-Konto kann sich hier nicht anmelden.',
  'reason.group_missing': ({ provider }) =>
    `Dein Konto bei ${provider} ist in keiner Gruppe, die sich hier anmelden darf. Bitte frag deine Administration.`,
  'reason.image_damaged': 'Das Bild ist beschädigt oder unvollständig.',
  'reason.image_too_many_pixels': ({ maxMegapixels }) =>
    `Das Bild darf höchstens ${maxMegapixels} Megapixel haben.`,
  'reason.image_too_many_scans': 'Das Bild ist so gespeichert, dass das Lesen zu lange dauert.',
  'reason.locked_by_variable': ({ variable }) =>
    `Das ist in der Umgebung des Servers mit ${variable} festgelegt und lässt sich hier nicht ändern.`,
  'reason.passwords_off':
    'Dieses Konto hat hier kein Passwort, und die Anmeldung mit Passwort ist ausgeschaltet.',
  'reason.provider_switched_off': ({ provider }) =>
    `Die Anmeldung mit ${provider} ist ausgeschaltet. Bitte nimm eine andere Methode.`,
  'reason.role_not_in_tokens': 'API-Tokens tragen die Admin-Rolle nicht, die eine Gruppe gibt.',
  'reason.sign_in_at_provider':
    'Dieses Konto hat hier kein Passwort. Bitte melde dich noch einmal bei deinem Anbieter an.',
  'reason.too_many_waiting':
    'Gerade warten zu viele Anfragen auf Freischaltung. Bitte versuche es später noch einmal.',

  'reason.waits_for_approval':
    'Diese Adresse ist registriert und wartet auf Freischaltung. Bitte nimm das Passwort, das du damals gewählt hast, oder bitte die Administration, das Konto freizuschalten.',
  'error.signIn': 'Die Anmeldung hat nicht geklappt. Bitte versuche es noch einmal.',
  'error.unreadable':
    'Der Server war nicht richtig erreichbar. Bitte versuche es gleich noch einmal.',
} as const satisfies Partial<BaseCatalogue>;
