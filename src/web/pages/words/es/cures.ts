import type { FindingsCatalogue } from '../catalogue.ts';

/** What to do about what a test of the provider found. */
export const cures = {
  'cure.add_client_id':
    'Compara el ID de cliente (OIDC_CLIENT_ID) con el cliente en el proveedor. Las aplicaciones con un cliente propio allí necesitan OIDC_MOBILE_CLIENT_IDS.',
  'cure.add_scopes': 'Añádelos a los scopes en «Más ajustes» (OIDC_SCOPES).',
  'cure.add_signing_key':
    'Añade al proveedor una clave RSA de al menos 2048 bits, o una clave EC o Ed25519.',
  'cure.allow_s256': 'Permite S256 en el proveedor.',
  'cure.assign_person':
    'La persona canceló, o no puede usar este cliente: asígnale la persona o un grupo en el proveedor.',
  'cure.check_internal_name':
    'Revisa que OIDC_INTERNAL_URL esté bien escrito, y los servidores DNS del equipo donde funciona este servidor.',
  'cure.check_internal_url':
    '¿Está en marcha el proveedor en OIDC_INTERNAL_URL? ¿Bloquea un cortafuegos a este servidor?',
  'cure.check_name':
    'Revisa que el emisor esté bien escrito, y los servidores DNS del equipo donde funciona este servidor. Si solo los navegadores encuentran el nombre, define OIDC_INTERNAL_URL con la dirección en la que este servidor llega al proveedor.',
  'cure.check_protocol': '¿Responde otra cosa en esta dirección, como http donde se espera https?',
  'cure.check_provider_runs':
    '¿Está en marcha el proveedor? ¿Bloquea un cortafuegos a este servidor? Si los navegadores llegan a él y este servidor no, define OIDC_INTERNAL_URL con la dirección en la que este servidor llega a él.',
  'cure.check_tls': 'Hay una respuesta sin cifrar. ¿Debería ser http, u otro puerto?',
  'cure.choose_client_secret_basic': 'Elige client_secret_basic para este cliente en el proveedor.',
  'cure.choose_offered_prompt': 'Elige en «Más ajustes» (OIDC_PROMPT) lo que ofrece el proveedor.',
  'cure.choose_signing_key':
    'Elige una clave de firma (RS256 o ES256) para este cliente en el proveedor.',
  'cure.compare_claims':
    'Compara los claims de «Más ajustes» (OIDC_EMAIL_CLAIM, OIDC_NAME_CLAIM) con los que envía el proveedor.',
  'cure.compare_client':
    'Compara el ID de cliente, el secreto de cliente y el tipo de cliente (confidencial o público).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Compara el ID de cliente, el secreto de cliente y el tipo de cliente (confidencial o público). Solo se probó ${method}: si el cliente está registrado para client_secret_${other}, define OIDC_CLIENT_AUTH=${other}.`,
  'cure.compare_token_issuer':
    'El token debe indicar el emisor escrito aquí (OIDC_ISSUER_URL): compara ambos y corrige la dirección pública en la configuración del proveedor.',
  'cure.correct_provider':
    '¿Es este el emisor de un proveedor de OpenID? Si lo es, corrige allí su configuración.',
  'cure.create_account_first': 'Crea primero la cuenta o define OIDC_AUTO_CREATE=true.',
  'cure.enter_client_id': 'Escribe el ID de cliente que te dio el proveedor.',
  'cure.enter_client_secret': 'Vuelve a escribir el secreto de cliente.',
  'cure.enter_final_address':
    'La dirección lleva a otra. Ábrela en un navegador y escribe el emisor (OIDC_ISSUER_URL) como aparece allí, con https y sin www o con él.',
  'cure.forward_scheme':
    'El proveedor cree que funciona por http, porque su proxy no dice lo contrario: haz que el proxy envíe X-Forwarded-Proto y que el proveedor confíe en él (KC_PROXY_HEADERS=xforwarded en Keycloak).',
  'cure.let_server_through':
    'Algo delante del proveedor rechaza a este servidor: déjalo pasar allí o define OIDC_INTERNAL_URL con la dirección del proveedor que hay detrás.',
  'cure.reach_jwks_uri': 'Este servidor tiene que poder conectarse con el jwks_uri del proveedor.',
  'cure.reach_token_endpoint':
    'Este servidor tiene que poder conectarse con el token_endpoint del proveedor.',
  'cure.register_redirect':
    'Registra exactamente esta dirección en el proveedor o corrige APP_URL, de la que se forma.',
  'cure.register_sign_out_return':
    'Registra exactamente esta dirección en el proveedor como dirección de vuelta tras cerrar sesión o desactiva «Cerrar sesión también en el proveedor» (OIDC_LOGOUT).',
  'cure.remove_scopes':
    'Corrige los scopes en «Más ajustes» (OIDC_SCOPES) o permítelos en el proveedor. Entra ID rechaza un inicio de sesión que pide un scope desconocido.',
  'cure.renew_certificate': 'Renueva el certificado o ajusta el reloj de este equipo.',
  'cure.renew_client_secret':
    'Crea un nuevo secreto de cliente, cada seis meses en Apple, y escríbelo (OIDC_CLIENT_SECRET).',
  'cure.send_email':
    'Escribe una dirección para la persona en el proveedor y haz que la envíe: hay que pedir el scope «email» (OIDC_SCOPES).',
  'cure.send_groups_authelia':
    'En Authelia, da al cliente el scope «groups». Las aplicaciones deben pedirlo y enviar un código, porque el claim solo está en userinfo.',
  'cure.send_groups_authentik':
    'En Authentik, da al proveedor el mapeo de scope «profile», cuyo claim «groups» tiene los nombres.',
  'cure.send_groups_entra':
    'En Entra ID, añade un claim de grupos en Configuración de token, que envía ID. O define roles de aplicación y pon «roles» como claim.',
  'cure.send_groups_kanidm':
    'En Kanidm, pon el scope «groups» en la scope map del cliente. El claim tiene nombres como admins@idm.example.com. Para nombres cortos usa el scope «groups_name» y pídelo con OIDC_SCOPES.',
  'cure.send_groups_keycloak':
    'En Keycloak, añade al cliente el mapper «Group Membership» con el nombre de claim «groups». O pon «realm_access.roles» como claim y activa «Add to ID token» para los roles del realm.',
  'cure.send_groups_other':
    'Indica el claim con los grupos (OIDC_GROUPS_CLAIM) y los scopes con los que el proveedor lo envía (OIDC_SCOPES).',
  'cure.send_groups_pocket_id':
    'Pocket ID envía el claim «groups» para el scope «groups». Las aplicaciones también deben pedir ese scope.',
  'cure.send_groups_zitadel':
    'En Zitadel, activa «Assert Roles on Authentication» para el proyecto y pon «urn:zitadel:iam:org:project:roles» como claim.',
  'cure.send_session':
    'Haz que el proveedor envíe la sesión (sid), si puede: así solo terminan las sesiones de ese inicio de sesión.',
  'cure.set_app_url':
    'Define APP_URL con la dirección que abre la gente, como https://auth.example.com.',
  'cure.set_auto_redirect_off':
    'Desactiva «Ir directamente al proveedor» (OIDC_AUTO_REDIRECT) o los otros proveedores.',
  'cure.set_both_clocks': 'Ajusta ambos relojes con un servidor de hora (NTP).',
  'cure.set_email_claim':
    'Pon en «Claims con el correo electrónico» (OIDC_EMAIL_CLAIM) el claim que tiene la dirección, como upn o preferred_username en Entra ID.',
  'cure.set_https_app_url':
    'Define APP_URL con una dirección https y pon un proxy con un certificado delante de este servidor.',
  'cure.set_logout_off':
    'Desactiva «Cerrar sesión también en el proveedor» (OIDC_LOGOUT) o usa un proveedor que pueda hacerlo.',
  'cure.set_name_claim':
    'Pon en «Claims con el nombre» (OIDC_NAME_CLAIM) el claim que tiene el nombre, y pide los scopes (OIDC_SCOPES) con los que se envía, normalmente «profile».',
  'cure.set_named_issuer': ({ named }) => `Define el emisor exactamente como ${named}.`,
  'cure.set_own_clock': 'Ajusta el reloj de este equipo.',
  'cure.set_public_issuer':
    'Define el emisor (OIDC_ISSUER_URL) con la dirección en la que los navegadores abren el proveedor y OIDC_INTERNAL_URL con la que usa este servidor para llegar a él.',
  'cure.set_response_mode_form_post': 'Define OIDC_RESPONSE_MODE=form_post.',
  'cure.set_response_mode_query': 'Define OIDC_RESPONSE_MODE=query.',
  'cure.set_session_ttl':
    '«Las sesiones terminan después de» en «Más ajustes» (OIDC_SESSION_TTL) termina las sesiones de aquí después del tiempo que elijas.',
  'cure.set_strict_audience_check':
    'Con OIDC_MOBILE_AUDIENCE_CHECK=strict, las apps envían un token de ID o un código en su lugar.',
  'cure.set_trust_email':
    'Si en el proveedor nadie puede escribir la dirección de otra persona, define OIDC_TRUST_EMAIL=true.',
  'cure.show_signing_key':
    'El proveedor debe mostrar en su jwks_uri la clave con la que firma. ¿Responde allí otro servidor, o una copia con otras claves?',
  'cure.switch_encryption_off': 'Desactiva el cifrado para este cliente en el proveedor.',
  'cure.trust_authority':
    'Si el certificado es de tu propia autoridad, inicia el servidor con NODE_EXTRA_CA_CERTS=/ruta/a/ca.pem.',
  'cure.update_scope_map':
    'Ponlos todos en la scope map de un grupo al que pertenezcan todas las personas que inician sesión: kanidm system oauth2 update-scope-map. Con OIDC_SCOPES se piden menos.',
  'cure.use_address_without_credentials': 'Quita el nombre de usuario y la contraseña.',
  'cure.use_app_roles':
    'Define roles de aplicación en Entra ID y pon «roles» como claim, o haz que envíe solo los grupos asignados a la aplicación.',
  'cure.use_certificate_name':
    'El certificado es para otro nombre. Escribe ese nombre o consigue un certificado para este.',
  'cure.use_discovery_issuer':
    'El emisor (OIDC_ISSUER_URL) es la dirección cuyo /.well-known/openid-configuration se puede abrir, con su ruta, como /realms/NAME en Keycloak o /application/o/SLUG/ en Authentik.',
  'cure.use_https': 'Usa https.',
  'cure.use_https_or_allow_http':
    'Usa https. OIDC_ALLOW_HTTP=true permite http en una red en la que confías.',
  'cure.use_provider_address': 'Escribe la dirección de un proveedor de OpenID.',
  'cure.use_provider_with_groups': 'Deja vacíos los ajustes de grupos o usa otro proveedor.',
  'cure.use_tenant_issuer':
    'Esta dirección vale para todos los inquilinos de Microsoft. Usa el proveedor Microsoft de más abajo, o el emisor de tu propio inquilino, con su ID en lugar de «common».',
  'cure.verify_email_there':
    'Pide a la persona que confirme la dirección en el proveedor. OIDC_TRUST_EMAIL no cuenta si el proveedor dice que no está verificada, ni para otro claim que «email» (OIDC_EMAIL_CLAIM).',
} as const satisfies Partial<FindingsCatalogue>;
