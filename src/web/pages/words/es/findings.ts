import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { moveEvents } from './move-events.ts';
import { options as optionTexts } from './options.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

const seconds = (count: number) =>
  plural(count, { one: '# segundo', other: '# segundos', many: '# de segundos' });

/** What the test of a provider found, by the codes of the server, and what to do about it. */
export const findings = {
  ...optionTexts,
  ...moveEvents,
  ...auditNotes,

  'finding.failed': 'Fallo',
  'finding.ok': 'Correcto',
  'finding.skipped': 'Sin comprobar',
  'finding.warning': 'Advertencia',

  'found.answers_https': 'El proveedor responde y su certificado es de confianza.',
  'found.answers_internally': ({ origin }) =>
    `El proveedor responde en ${origin} (OIDC_INTERNAL_URL), donde lo consulta este servidor.`,
  'found.answers_on_this_machine': 'El proveedor responde por http, sin salir de este equipo.',
  'found.answers_plain_http':
    'El proveedor responde por http sin cifrar, que cualquiera en la red puede leer.',
  'found.algorithms_forgeable': ({ offered }) =>
    `Los tokens de ID se firman con ${offered}, que cualquiera con el secreto de cliente podría falsificar.`,
  'found.algorithms_unknown':
    'El proveedor no indica sus algoritmos de firma. Aun así, se comprueban sus firmas.',
  'found.algorithms_usable': ({ algorithms }) => `Los tokens de ID se firman con ${algorithms}.`,
  'found.apps_not_provable':
    'Los tokens de acceso de apps que no están firmados no permiten demostrar que son para este servidor.',
  'found.apps_provable': 'Los tokens de acceso de apps se pueden comprobar con el proveedor.',
  'found.client_id_missing': 'Falta el ID de cliente.',
  'found.client_known': ({ method }) =>
    `El proveedor conoce este cliente y su secreto (${method}).`,
  'found.client_known_public': 'El proveedor conoce este cliente como cliente público.',
  'found.client_method_unsupported': ({ reason }) =>
    `El proveedor no ofrece ninguna autenticación de cliente que este servidor conozca: ${reason}`,
  'found.client_refused': ({ reason }) => `El proveedor rechaza este cliente: ${reason}`,
  'found.client_secret_unreadable': 'El secreto de cliente guardado no se puede descifrar.',
  'found.client_uncertain': ({ reason }) =>
    `El proveedor dio una respuesta inesperada sobre este cliente: ${reason}`,
  'found.clock_ahead': ({ seconds: count }) =>
    `El reloj del proveedor va ${seconds(count)} por delante del de este servidor.`,
  'found.clock_behind': ({ seconds: count }) =>
    `El reloj del proveedor va ${seconds(count)} por detrás del de este servidor.`,
  'found.clock_unknown': 'El proveedor no envía su hora.',
  'found.clocks_agree': 'Los relojes de ambos equipos coinciden.',
  'found.document_complete': 'El documento de descubrimiento está completo.',
  'found.document_invalid': ({ reason }) =>
    `El documento de descubrimiento no se puede usar: ${reason}`,
  'found.document_missing': ({ url, status }) =>
    `No hay ningún documento de descubrimiento en ${url} (HTTP ${status}).`,
  'found.groups_announced': ({ claims }) => `El proveedor indica que puede enviar ${claims}.`,
  'found.groups_never_sent': 'Google no envía grupos, pero hay ajustes aquí que los necesitan.',
  'found.groups_unannounced': ({ claims }) =>
    `Solo al iniciar sesión se ve si el proveedor envía ${claims}.`,
  'found.host_address_refused': ({ host, system }) =>
    `${host} tiene una dirección con la que este servidor no se conecta${system}.`,
  'found.host_broke_off': ({ host, system }) =>
    `${host} cortó la conexión o dio una respuesta que no es HTTP válido${system}.`,
  'found.host_not_callable': ({ host, system }) =>
    `${host} no es una dirección http o https sin nombre de usuario ni contraseña${system}.`,
  'found.host_sent_too_much': ({ host, system }) =>
    `${host} respondió con más datos de los que este servidor acepta${system}.`,
  'found.host_timed_out': ({ host, system }) => `${host} no respondió a tiempo${system}.`,
  'found.host_tls_refused': ({ host, system }) =>
    `Se rechazó el certificado o el cifrado de ${host}${system}.`,
  'found.host_unreachable': ({ host, system }) => `No se pudo conectar con ${host}${system}.`,
  'found.issuer_differs': ({ named, issuer }) =>
    `El proveedor se identifica como ${named}, pero el emisor escrito aquí es ${issuer}.`,
  'found.issuer_equal': ({ issuer }) => `El emisor es exactamente ${issuer}.`,
  'found.issuer_not_allowed': ({ issuer }) =>
    `El emisor ${issuer} usa http sin cifrar, que solo se permite en este equipo.`,
  'found.issuer_not_named': ({ issuer }) =>
    `El proveedor no indica su emisor. El escrito aquí es ${issuer}.`,
  'found.issuer_slash_forgiven': ({ named, issuer }) =>
    `El proveedor se llama ${named} y el emisor indicado aquí es ${issuer}. Solo se diferencian en la barra final, así que se usa la forma del proveedor.`,
  'found.keys_found': ({ keys }) => `Claves de firma: ${keys}.`,
  'found.keys_unavailable': ({ reason }) => `Las claves de firma no se pueden leer: ${reason}`,
  'found.keys_unusable': ({ keys }) =>
    `El proveedor no tiene ninguna clave de firma que se pueda usar: ${keys}.`,
  'found.logout_to_register': ({ uris }) =>
    `Para registrar en el proveedor para el cierre de sesión (Back-Channel Logout): ${uris}.`,
  'found.name_found': ({ host, addresses, place }) => `Se encontró ${host}: ${addresses}.${place}`,
  'found.name_is_address': ({ host, place }) =>
    `${host} es una dirección IP, no un nombre.${place}`,
  'found.name_not_found': ({ host }) => `No se encontró el nombre ${host}.`,
  'found.pkce_offered': 'Se ofrece PKCE con S256.',
  'found.pkce_unknown': 'El proveedor no indica si admite PKCE. Aun así, se envía S256.',
  'found.pkce_without_s256': ({ offered }) =>
    `El proveedor ofrece PKCE como ${offered}, pero se necesita S256.`,
  'found.redirects_to_local_app_url': ({ uris, origin }) =>
    `Para registrar en el proveedor: ${uris}. Pero APP_URL es ${origin}, que solo puede abrir un navegador de este equipo.`,
  'found.options_chosen': ({ options }) => `Ajustes que no tienen el valor habitual: ${options}.`,
  'found.claims_not_announced': ({ claims }) =>
    `El proveedor no anuncia ninguno de estos claims: ${claims}.`,
  'found.prompt_not_offered': ({ prompt, offered }) =>
    `El proveedor debe pedir «${prompt}», pero ofrece ${offered}.`,
  'found.sign_out_offered': ({ uris }) =>
    `El proveedor puede cerrar sesiones. Para registrar allí para la vuelta: ${uris}.`,
  'found.sign_out_not_offered':
    'El proveedor no puede cerrar sesiones. Quien cierra sesión aquí sigue conectado allí.',
  'found.redirects_to_register': ({ uris }) => `Para registrar en el proveedor: ${uris}.`,
  'found.scopes_unannounced': ({ scopes }) =>
    `El proveedor no anuncia estos scopes que se piden: ${scopes}.`,
  'found.token_endpoint_unavailable': ({ reason }) =>
    `No se puede conectar con el endpoint de tokens: ${reason}`,

  'place.private_network': 'Está en una red privada.',
  'place.this_machine': 'Es este equipo.',

  'cure.add_signing_key':
    'Añade al proveedor una clave RSA de al menos 2048 bits, o una clave EC o Ed25519.',
  'cure.allow_s256': 'Permite S256 en el proveedor.',
  'cure.check_name':
    'Revisa que el emisor esté bien escrito, y los servidores DNS del equipo donde funciona este servidor.',
  'cure.check_protocol': '¿Responde otra cosa en esta dirección, como http donde se espera https?',
  'cure.check_provider_runs':
    '¿Está en marcha el proveedor? ¿Bloquea un cortafuegos a este servidor?',
  'cure.check_tls': 'Hay una respuesta sin cifrar. ¿Debería ser http, u otro puerto?',
  'cure.choose_client_secret_basic': 'Elige client_secret_basic para este cliente en el proveedor.',
  'cure.choose_signing_key':
    'Elige una clave de firma (RS256 o ES256) para este cliente en el proveedor.',
  'cure.compare_client':
    'Compara el ID de cliente, el secreto de cliente y el tipo de cliente (confidencial o público).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Compara el ID de cliente, el secreto de cliente y el tipo de cliente (confidencial o público). Solo se probó ${method}: si el cliente está registrado para client_secret_${other}, define OIDC_CLIENT_AUTH=${other}.`,
  'cure.correct_provider':
    '¿Es este el emisor de un proveedor de OpenID? Si lo es, corrige allí su configuración.',
  'cure.enter_client_id': 'Escribe el ID de cliente que te dio el proveedor.',
  'cure.enter_client_secret': 'Vuelve a escribir el secreto de cliente.',
  'cure.reach_jwks_uri': 'Este servidor tiene que poder conectarse con el jwks_uri del proveedor.',
  'cure.reach_token_endpoint':
    'Este servidor tiene que poder conectarse con el token_endpoint del proveedor.',
  'cure.renew_certificate': 'Renueva el certificado o ajusta el reloj de este equipo.',
  'cure.compare_claims': 'Compara los claims de «Más ajustes» con los que envía el proveedor.',
  'cure.choose_offered_prompt': 'Elige en «Más ajustes» lo que ofrece el proveedor.',
  'cure.set_logout_off':
    'Desactiva «Cerrar sesión también en el proveedor» o usa un proveedor que pueda hacerlo.',
  'cure.remove_scopes':
    'Corrige los scopes en los ajustes o permítelos en el proveedor. Entra ID rechaza un inicio de sesión que pide un scope desconocido.',
  'cure.send_groups_authelia':
    'En Authelia, da al cliente el scope «groups». Las aplicaciones deben pedirlo y enviar un código, porque el claim solo está en userinfo.',
  'cure.send_groups_authentik':
    'En Authentik, da al proveedor el mapeo de scope «profile», cuyo claim «groups» tiene los nombres.',
  'cure.send_groups_entra':
    'En Entra ID, añade un claim de grupos en Configuración de token, que envía ID. O define roles de aplicación y pon «roles» como claim.',
  'cure.send_groups_keycloak':
    'En Keycloak, añade al cliente el mapper «Group Membership» con el nombre de claim «groups». O pon «realm_access.roles» como claim y activa «Add to ID token» para los roles del realm.',
  'cure.send_groups_other':
    'Indica el claim con los grupos y los scopes con los que el proveedor lo envía.',
  'cure.send_groups_pocket_id':
    'Pocket ID envía el claim «groups» para el scope «groups». Las aplicaciones también deben pedir ese scope.',
  'cure.send_groups_zitadel':
    'En Zitadel, activa «Assert Roles on Authentication» para el proyecto y pon «urn:zitadel:iam:org:project:roles» como claim.',
  'cure.set_app_url':
    'Define APP_URL con la dirección que abre la gente, como https://auth.example.com.',
  'cure.set_both_clocks': 'Ajusta ambos relojes con un servidor de hora (NTP).',
  'cure.set_named_issuer': ({ named }) => `Define el emisor exactamente como ${named}.`,
  'cure.set_own_clock': 'Ajusta el reloj de este equipo.',
  'cure.set_strict_audience_check':
    'Con OIDC_MOBILE_AUDIENCE_CHECK=strict, las apps envían un token de ID o un código en su lugar.',
  'cure.trust_authority':
    'Si el certificado es de tu propia autoridad, inicia el servidor con NODE_EXTRA_CA_CERTS=/ruta/a/ca.pem.',
  'cure.use_address_without_credentials': 'Quita el nombre de usuario y la contraseña.',
  'cure.use_app_roles':
    'Define roles de aplicación en Entra ID y pon «roles» como claim, o haz que envíe solo los grupos asignados a la aplicación.',
  'cure.use_certificate_name':
    'El certificado es para otro nombre. Escribe ese nombre o consigue un certificado para este.',
  'cure.use_discovery_issuer':
    'El emisor es la dirección cuyo /.well-known/openid-configuration se puede abrir.',
  'cure.use_https': 'Usa https.',
  'cure.use_https_or_allow_http':
    'Usa https. OIDC_ALLOW_HTTP=true permite http en una red en la que confías.',
  'cure.use_provider_address': 'Escribe la dirección de un proveedor de OpenID.',
  'cure.use_provider_with_groups': 'Deja vacíos los ajustes de grupos o usa otro proveedor.',
  'cure.use_tenant_issuer':
    'Esta dirección vale para todos los inquilinos de Microsoft. Usa el proveedor Microsoft de más abajo, o el emisor de tu propio inquilino, con su ID en lugar de «common».',

  'tested.accountLinked': ({ email }) => `La cuenta ${email} se vincularía e iniciaría sesión.`,
  'tested.accountNew': ({ email }) => `Se crearía una cuenta nueva: ${email}.`,
  'tested.accountSignedIn': ({ email }) => `La cuenta ${email} iniciaría sesión.`,
  'tested.accountTakenOver': ({ email }) =>
    `La cuenta ${email} se adoptaría en el cambio de proveedor e iniciaría sesión.`,
  'tested.added': 'Entraría en',
  'tested.again': 'La prueba no se terminó. Iníciala otra vez.',
  'tested.claim': ({ path }) => `Claim ${path}`,
  'tested.claimFrom': ({ groups, source }) => `${groups} (${source})`,
  'tested.dropped': ({ names }) =>
    `Omitidos porque los nombres no sirven o son demasiados: ${names}`,
  'tested.email': 'Correo electrónico',
  'tested.emailUnverified': ({ email }) => `${email} (sin verificar)`,
  'tested.emailVerified': ({ email }) => `${email} (verificado)`,
  'tested.failed': ({ why }) => `El proveedor no dio una respuesta utilizable: ${why}`,
  'tested.fromIdToken': 'token de identidad',
  'tested.fromUserinfo': 'userinfo',
  'tested.idToken': 'Lo que dice el token de identidad',
  'tested.ignored': 'Grupos desconocidos aquí',
  'tested.missingAbsent': 'El proveedor no envió grupos.',
  'tested.missingOverage': 'El proveedor omitió los grupos porque la persona está en demasiados.',
  'tested.name': 'Nombre',
  'tested.none': 'Ninguno',
  'tested.notSent': 'No enviado',
  'tested.nothingWritten': 'No se guardó nada ni se inició ninguna sesión.',
  'tested.refused': 'El inicio de sesión se rechazaría.',
  'tested.removed': 'Saldría de',
  'tested.role': 'Administrador',
  'tested.roleGained': ({ group }) => `Sí, por el grupo «${group}»`,
  'tested.roleLost': 'Ya no',
  'tested.roleWithheld':
    'Se conserva, aunque ya no está en ninguno de estos grupos: no hay otro administrador',
  'tested.secured':
    'Se eliminarían su contraseña y sus sesiones porque su dirección nunca se verificó.',
  'tested.title': 'Qué haría un inicio de sesión',
  'tested.userinfo': 'Lo que dice userinfo',
  'tested.userinfoFailed': ({ why }) => `No se pudo leer userinfo: ${why}`,
  'tested.waits': 'Después esperaría la aprobación.',
} satisfies Partial<FindingsCatalogue>;
