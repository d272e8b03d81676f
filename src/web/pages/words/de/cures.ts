import type { FindingsCatalogue } from '../catalogue.ts';

/** What to do about what a test of the provider found. */
export const cures = {
  'cure.add_client_id':
    'Vergleiche die Client-ID (OIDC_CLIENT_ID) mit dem Client beim Anbieter. Apps mit einem eigenen Client dort brauchen OIDC_MOBILE_CLIENT_IDS.',
  'cure.add_scopes': 'Füge sie unter „Weitere Einstellungen“ den Scopes hinzu (OIDC_SCOPES).',
  'cure.add_signing_key':
    'Gib dem Anbieter einen RSA-Schlüssel mit mindestens 2048 Bit oder einen EC- oder Ed25519-Schlüssel.',
  'cure.allow_s256': 'Erlaube S256 beim Anbieter.',
  'cure.assign_person':
    'Die Person hat abgebrochen oder darf diesen Client nicht benutzen: Weise ihm beim Anbieter die Person oder eine Gruppe zu.',
  'cure.check_internal_name':
    'Prüfe OIDC_INTERNAL_URL auf Tippfehler und die Nameserver dieses Rechners.',
  'cure.check_internal_url':
    'Läuft der Anbieter unter OIDC_INTERNAL_URL, und sperrt eine Firewall diesen Server aus?',
  'cure.check_name':
    'Prüfe den Issuer auf Tippfehler und die Nameserver dieses Rechners. Finden nur Browser den Namen, setze OIDC_INTERNAL_URL auf die Adresse, unter der dieser Server den Anbieter erreicht.',
  'cure.check_protocol':
    'Antwortet unter dieser Adresse etwas anderes, zum Beispiel http statt https?',
  'cure.check_provider_runs':
    'Läuft der Anbieter, und sperrt eine Firewall diesen Server aus? Erreichen ihn Browser, aber dieser Server nicht, setze OIDC_INTERNAL_URL auf die Adresse, unter der dieser Server ihn erreicht.',
  'cure.check_tls':
    'Dort antwortet etwas ohne Verschlüsselung. Ist http gemeint, oder ein anderer Port?',
  'cure.choose_client_secret_basic': 'Wähle beim Anbieter für diesen Client client_secret_basic.',
  'cure.choose_offered_prompt':
    'Wähle unter „Weitere Einstellungen“ (OIDC_PROMPT), was der Anbieter anbietet.',
  'cure.choose_signing_key':
    'Wähle beim Anbieter für diesen Client einen Signaturschlüssel (RS256 oder ES256).',
  'cure.compare_claims':
    'Vergleiche die Claims unter „Weitere Einstellungen“ (OIDC_EMAIL_CLAIM, OIDC_NAME_CLAIM) mit denen, die der Anbieter sendet.',
  'cure.compare_client':
    'Vergleiche Client-ID, Client-Secret und Art des Clients (vertraulich oder öffentlich).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Vergleiche Client-ID, Client-Secret und Art des Clients (vertraulich oder öffentlich). Nur ${method} wurde versucht: Wenn der Client für client_secret_${other} registriert ist, setze OIDC_CLIENT_AUTH=${other}.`,
  'cure.compare_token_issuer':
    'Das Token muss den Issuer nennen, der hier eingetragen ist (OIDC_ISSUER_URL): Vergleiche beide, und korrigiere die öffentliche Adresse in den Einstellungen des Anbieters.',
  'cure.correct_provider':
    'Ist das der Issuer eines OpenID-Anbieters? Wenn ja, korrigiere dort seine Einstellungen.',
  'cure.create_account_first': 'Leg das Konto zuerst an, oder setze OIDC_AUTO_CREATE=true.',
  'cure.enter_client_id': 'Gib die Client-ID ein, die du vom Anbieter bekommen hast.',
  'cure.enter_client_secret': 'Gib das Client-Secret neu ein.',
  'cure.enter_final_address':
    'Die Adresse führt zu einer anderen weiter. Öffne sie im Browser, und trag den Issuer (OIDC_ISSUER_URL) so ein, wie er dort steht, mit https und ohne oder mit www.',
  'cure.forward_scheme':
    'Der Anbieter glaubt, er laufe über http, weil sein Proxy nichts anderes sagt: Lass den Proxy X-Forwarded-Proto senden und den Anbieter ihm vertrauen (bei Keycloak KC_PROXY_HEADERS=xforwarded).',
  'cure.let_server_through':
    'Etwas vor dem Anbieter weist diesen Server ab: Lass ihn dort durch, oder setze OIDC_INTERNAL_URL auf die Adresse des Anbieters dahinter.',
  'cure.reach_jwks_uri': 'Dieser Server muss die jwks_uri des Anbieters erreichen können.',
  'cure.reach_token_endpoint':
    'Dieser Server muss den token_endpoint des Anbieters erreichen können.',
  'cure.register_redirect':
    'Trag genau diese Adresse beim Anbieter ein, oder korrigiere APP_URL, aus der sie entsteht.',
  'cure.register_sign_out_return':
    'Trag genau diese Adresse beim Anbieter als Weiterleitungsadresse nach der Abmeldung ein, oder schalte „Auch beim Anbieter abmelden“ (OIDC_LOGOUT) aus.',
  'cure.remove_scopes':
    'Korrigiere die Scopes unter „Weitere Einstellungen“ (OIDC_SCOPES) oder erlaube sie beim Anbieter. Entra ID lehnt Anmeldungen mit unbekannten Scopes ab.',
  'cure.renew_certificate': 'Erneuere das Zertifikat, oder stell die Uhr dieses Rechners.',
  'cure.renew_client_secret':
    'Erzeuge ein neues Client-Secret, bei Apple alle sechs Monate, und trag es ein (OIDC_CLIENT_SECRET).',
  'cure.send_email':
    'Trag beim Anbieter eine Adresse für die Person ein, und lass sie schicken: Der Scope „email“ muss angefragt werden (OIDC_SCOPES).',
  'cure.send_groups_authelia':
    'Gib dem Client in Authelia den Scope „groups“. Apps müssen ihn anfragen und einen Code schicken, weil der Claim nur in userinfo steht.',
  'cure.send_groups_authentik':
    'Gib dem Anbieter in Authentik das Scope-Mapping „profile“, dessen Claim „groups“ die Namen enthält.',
  'cure.send_groups_entra':
    'Füge in Entra ID unter Tokenkonfiguration einen Gruppen-Claim hinzu, der IDs schickt. Oder lege App-Rollen an und setze den Claim auf „roles“.',
  'cure.send_groups_kanidm':
    'Nimm in Kanidm den Scope „groups“ in die Scope-Map des Clients auf. Der Claim enthält Namen wie admins@idm.example.com. Für kurze Namen nimm den Scope „groups_name“ und frag ihn mit OIDC_SCOPES an.',
  'cure.send_groups_keycloak':
    'Füge dem Client in Keycloak den Mapper „Group Membership“ mit dem Token-Claim-Namen „groups“ hinzu. Oder setze den Claim auf „realm_access.roles“ und schalte für die Realm-Rollen „Add to ID token“ ein.',
  'cure.send_groups_other':
    'Gib den Claim mit den Gruppen an (OIDC_GROUPS_CLAIM) und die Scopes, mit denen der Anbieter ihn schickt (OIDC_SCOPES).',
  'cure.send_groups_pocket_id':
    'Pocket ID schickt den Claim „groups“ für den Scope „groups“. Auch Apps müssen diesen Scope anfragen.',
  'cure.send_groups_zitadel':
    'Schalte in Zitadel für das Projekt „Assert Roles on Authentication“ ein und setze den Claim auf „urn:zitadel:iam:org:project:roles“.',
  'cure.send_session':
    'Lass den Anbieter die Sitzung (sid) senden, wenn er es kann: Dann enden nur die Sitzungen dieser Anmeldung.',
  'cure.set_app_url':
    'Setze APP_URL auf die Adresse, die alle öffnen, zum Beispiel https://auth.example.com.',
  'cure.set_auto_redirect_off':
    'Schalte „Gleich zum Anbieter gehen“ (OIDC_AUTO_REDIRECT) aus oder die anderen Anbieter.',
  'cure.set_both_clocks': 'Stell beide Uhren nach einem Zeitserver (NTP).',
  'cure.set_email_claim':
    'Setze „Claims mit der E-Mail-Adresse“ (OIDC_EMAIL_CLAIM) auf den Claim mit der Adresse, bei Entra ID zum Beispiel upn oder preferred_username.',
  'cure.set_https_app_url':
    'Setze APP_URL auf eine https-Adresse und stell einen Proxy mit Zertifikat vor diesen Server.',
  'cure.set_logout_off':
    'Schalte „Auch beim Anbieter abmelden“ (OIDC_LOGOUT) aus, oder nimm einen Anbieter, der das kann.',
  'cure.set_name_claim':
    'Setze „Claims mit dem Namen“ (OIDC_NAME_CLAIM) auf den Claim mit dem Namen und die Scopes (OIDC_SCOPES) so, dass er geschickt wird, meist „profile“.',
  'cure.set_named_issuer': ({ named }) => `Trag als Issuer genau ${named} ein.`,
  'cure.set_own_clock': 'Stell die Uhr dieses Rechners.',
  'cure.set_public_issuer':
    'Setze den Issuer (OIDC_ISSUER_URL) auf die Adresse, unter der Browser den Anbieter öffnen, und OIDC_INTERNAL_URL auf die, unter der dieser Server ihn erreicht.',
  'cure.set_response_mode_form_post': 'Setze OIDC_RESPONSE_MODE=form_post.',
  'cure.set_response_mode_query': 'Setze OIDC_RESPONSE_MODE=query.',
  'cure.set_session_ttl':
    '„Sitzungen enden nach“ unter „Weitere Einstellungen“ (OIDC_SESSION_TTL) beendet die Sitzungen hier nach einer Zeit deiner Wahl.',
  'cure.set_strict_audience_check':
    'Mit OIDC_MOBILE_AUDIENCE_CHECK=strict senden Apps stattdessen ein ID-Token oder einen Code.',
  'cure.set_trust_email':
    'Wenn beim Anbieter niemand eine fremde Adresse eintragen kann, setze OIDC_TRUST_EMAIL=true.',
  'cure.show_signing_key':
    'Der Anbieter muss unter seiner jwks_uri den Schlüssel zeigen, mit dem er signiert. Antwortet dort ein anderer Server oder eine Kopie mit anderen Schlüsseln?',
  'cure.switch_encryption_off': 'Schalte beim Anbieter für diesen Client die Verschlüsselung aus.',
  'cure.trust_authority':
    'Wenn das Zertifikat von einer eigenen Zertifizierungsstelle stammt, starte den Server mit NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.update_scope_map':
    'Nimm sie alle in die Scope-Map einer Gruppe auf, in der alle sind, die sich anmelden: kanidm system oauth2 update-scope-map. Mit OIDC_SCOPES werden weniger angefragt.',
  'cure.use_address_without_credentials': 'Lass den Benutzernamen und das Passwort weg.',
  'cure.use_app_roles':
    'Lege in Entra ID App-Rollen an und setze den Claim auf „roles“, oder lass nur die Gruppen schicken, die der Anwendung zugewiesen sind.',
  'cure.use_certificate_name':
    'Das Zertifikat gilt für einen anderen Namen. Gib diesen ein, oder besorge ein passendes Zertifikat.',
  'cure.use_discovery_issuer':
    'Der Issuer (OIDC_ISSUER_URL) ist die Adresse, deren /.well-known/openid-configuration sich öffnen lässt, mit ihrem Pfad, zum Beispiel /realms/NAME bei Keycloak oder /application/o/SLUG/ bei Authentik.',
  'cure.use_https': 'Verwende https.',
  'cure.use_https_or_allow_http':
    'Verwende https. OIDC_ALLOW_HTTP=true erlaubt http in einem Netz, dem du vertraust.',
  'cure.use_provider_address': 'Gib die Adresse eines OpenID-Anbieters ein.',
  'cure.use_provider_with_groups':
    'Lass die Einstellungen für Gruppen leer oder benutze einen anderen Anbieter.',
  'cure.use_tenant_issuer':
    'Diese Adresse gilt für alle Mandanten von Microsoft. Verwende weiter unten den Anbieter Microsoft oder den Issuer deines Mandanten, mit seiner ID statt „common“.',
  'cure.verify_email_there':
    'Lass die Person ihre Adresse beim Anbieter bestätigen. OIDC_TRUST_EMAIL zählt nicht, wenn der Anbieter sie unbestätigt nennt, und nicht für einen anderen Claim als „email“ (OIDC_EMAIL_CLAIM).',
} as const satisfies Partial<FindingsCatalogue>;
