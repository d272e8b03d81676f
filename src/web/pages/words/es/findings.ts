import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { cures } from './cures.ts';
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
  ...cures,

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
  'found.account_not_created':
    'OIDC_AUTO_CREATE es false y ninguna cuenta de aquí es de esta persona.',
  'found.apps_bridge': ({ uris }) =>
    `Para aplicaciones, en un proveedor que solo acepta direcciones https (APP_CALLBACK_SCHEMES): ${uris}.`,
  'found.auto_redirect_idle':
    'OIDC_AUTO_REDIRECT está activado, pero se puede elegir entre varios proveedores, así que la página de inicio de sesión se queda.',
  'found.browsers_cannot_open': ({ origin }) =>
    `Los navegadores se envían a ${origin}, un nombre que quizá solo conoce la red de este servidor.`,
  'found.client_secret_expired': 'El secreto de cliente es un token que ha caducado.',
  'found.email_missing': ({ claims }) =>
    `El proveedor no envió ninguna dirección de correo en ${claims}.`,
  'found.email_not_verified': ({ claims }) =>
    `La dirección en ${claims} no cuenta como verificada, así que no abre ninguna cuenta que ya exista.`,
  'found.emails_never_verified': ({ provider }) =>
    `${provider} no indica de una forma que cuente aquí que las direcciones están verificadas, así que no abren ninguna cuenta que ya exista.`,
  'found.groups_left_out': ({ claims }) =>
    `El proveedor omitió los grupos en ${claims}, porque la persona está en demasiados.`,
  'found.groups_never_sent': ({ provider }) =>
    `${provider} no envía grupos, pero hay ajustes aquí que los necesitan.`,
  'found.groups_not_sent': ({ claims }) => `El proveedor no envió ningún grupo en ${claims}.`,
  'found.logout_to_register_without_session': ({ uris }) =>
    `Para registrar en el proveedor para el cierre de sesión (Back-Channel Logout): ${uris}. El proveedor no dice que nombre la sesión, así que cerrar sesión allí termina aquí todas las sesiones de la persona.`,
  'found.logout_unannounced':
    'El proveedor no anuncia Back-Channel Logout, así que las sesiones siguen aquí después de cerrar sesión allí.',
  'found.name_missing': ({ claims }) => `El proveedor no envió ningún nombre en ${claims}.`,
  'found.redirects_over_http': ({ uris, provider }) =>
    `${provider} solo acepta direcciones https, y esta es la dirección de redirección: ${uris}.`,
  'found.response_mode_needed':
    'El proveedor solo devuelve los navegadores con un formulario, y OIDC_RESPONSE_MODE es query.',
  'found.response_mode_not_offered': ({ offered }) =>
    `OIDC_RESPONSE_MODE es form_post, y el proveedor ofrece ${offered}.`,
  'found.scopes_missing': ({ scopes }) =>
    `No se piden estos scopes, con los que los proveedores envían la dirección y el nombre: ${scopes}.`,
  'found.scopes_need_map': ({ scopes }) =>
    `Kanidm rechaza a quien le falte alguno de estos scopes en su scope map: ${scopes}.`,
  'found.settings_default': ({ options }) => `Con su valor habitual: ${options}.`,
  'found.settings_from_environment': ({ options }) => `Definidos en el entorno: ${options}.`,
  'found.settings_from_panel': ({ options }) => `Elegidos en la administración: ${options}.`,
  'found.sign_in_failed': ({ reason }) => `En detalle: ${reason}`,
  'found.sign_out_return_refused': ({ uris }) =>
    `El proveedor no acepta esta dirección para volver tras cerrar sesión: ${uris}.`,
  'found.start_accepted': ({ uris }) =>
    `El proveedor acepta el comienzo de un inicio de sesión con la dirección de redirección ${uris}.`,
  'found.start_redirect_refused': ({ uris }) =>
    `El proveedor no acepta esta dirección de redirección: ${uris}.`,
  'found.start_refused': ({ reason }) =>
    `El proveedor rechaza el comienzo de un inicio de sesión: ${reason}`,
  'found.userinfo_failed': ({ reason }) => `No se pudo leer userinfo: ${reason}`,

  'place.private_network': 'Está en una red privada.',
  'place.this_machine': 'Es este equipo.',

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
  'tested.waits': 'Después esperaría la aprobación.',
} satisfies Partial<FindingsCatalogue>;
