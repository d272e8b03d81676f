import type { MailCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** The settings of mail in the panel. */
export const mail: MailCatalogue = {
  'mail.ehlo': 'Nombre de este servidor',
  'mail.ehloHint':
    'El nombre que se da al servidor de correo. Déjalo vacío para usar el host de APP_URL.',
  'mail.from': 'Remitente',
  'mail.fromHint':
    'Por ejemplo, Anchor <auth@example.com>, con una dirección desde la que el servidor de correo te deje enviar.',
  'mail.guide': ({ link }) =>
    `Qué escribir para Gmail, Microsoft 365 y otros: ${link('Correo en el manual')}.`,
  'mail.host': 'Servidor de correo',
  'mail.hostHint': 'Por ejemplo, smtp.example.com. Déjalo vacío para no enviar correo.',
  'mail.intro': 'El servidor con el que se envían enlaces y avisos.',
  'mail.isOff': 'Este servidor todavía no envía correo.',
  'mail.none': 'Sin definir',
  'mail.password': 'Contraseña',
  'mail.passwordHint':
    'Se guarda cifrada y no se vuelve a mostrar. Algunos proveedores piden aquí una contraseña de aplicación o una clave de API.',
  'mail.passwordRemove': '¿Quitar la contraseña?',
  'mail.passwordRemoved': 'La contraseña se ha quitado.',
  'mail.passwordRemoveText': 'Sin ella no se envía correo mientras haya un nombre de usuario.',
  'mail.passwordReplaceHint': 'Sustituye la contraseña guardada cuando guardes.',
  'mail.passwordStored': 'Hay una contraseña guardada',
  'mail.passwordStoredHint':
    'Con otro servidor o nombre de usuario, o sin cifrado, tendrás que escribirla de nuevo.',
  'mail.passwordUnreadable':
    'La contraseña guardada ya no se puede descifrar. Escríbela de nuevo para que se envíe correo.',
  'mail.port': 'Puerto',
  'mail.portHint': 'Normalmente 587 con STARTTLS y 465 con TLS desde el principio.',
  'mail.saved': 'Guardado. Envía un correo de prueba para ver si funciona.',
  'mail.title': 'Envío',
  'mail.tls': 'Cifrado',
  'mail.tls.implicit': 'TLS desde el principio',
  'mail.tls.none': 'Ninguno, solo en tu propia red',
  'mail.tls.starttls': 'STARTTLS',
  'mail.tlsHint': 'Nada se envía por internet sin cifrar.',
  'mail.user': 'Nombre de usuario',
  'mail.userHint': 'Déjalo vacío si el servidor de correo no lo pide.',

  'mail.test': 'Enviar un correo de prueba',
  'mail.testIntro': 'Usa los ajustes guardados.',
  'mail.testNotYet': 'Guarda primero un servidor de correo y un remitente.',
  'mail.testTitle': 'Prueba',
  'mail.testTo': 'Para',
  'mail.testWithStatus': ({ result, status }) => `${result} (${status})`,

  'mail.notices': 'Avisos',
  'mail.noticesIntro': 'Los enlaces que alguien pide se envían en cualquier caso.',
  'mail.noticesSaved': 'Guardado.',
  'notice.approved': 'Solicitudes resueltas',
  'notice.approvedText': 'La persona se entera de si su solicitud se aprobó o se rechazó.',
  'notice.pending': 'Personas en espera',
  'notice.pendingText':
    'Los administradores se enteran de que alguien espera aprobación, como mucho una vez por hora.',
  'notice.security': 'Seguridad de una cuenta',
  'notice.securityText':
    'La persona se entera cuando cambian la contraseña, los tokens de API o los proveedores vinculados de su cuenta.',
  'notice.sign-in': 'Dispositivos nuevos',
  'notice.sign-inText':
    'La persona se entera de que su cuenta se usó con un dispositivo nuevo o desde una red nueva.',

  'mail.without': 'Sin correo',
  'mail.withoutIntro': 'El servidor también funciona sin correo.',
  'mail.withoutInvite':
    'Tú das los enlaces: para elegir una contraseña nueva o para una invitación.',
  'mail.withoutVerify':
    'Nadie puede pedir por su cuenta una contraseña nueva, confirmar su dirección ni cambiarla.',
  'mail.withoutWaiting': 'Quien espera aprobación la ve en la página en la que se registró.',

  'mailProblem.cleartext_to_name':
    'Sin cifrado, el correo solo se envía mientras el servidor de correo tenga una dirección en tu propia red.',
  'mailProblem.cleartext_to_public':
    'Este servidor de correo está en internet, y allí no se envía nada sin cifrar.',
  'mailProblem.host_missing': 'No se envía correo: escribe el servidor de correo.',
  'mailProblem.implicit_on_587': 'El puerto 587 suele esperar STARTTLS.',
  'mailProblem.password_missing': 'No se envía correo: falta la contraseña del nombre de usuario.',
  'mailProblem.sender_missing': 'No se envía correo: escribe el remitente.',
  'mailProblem.starttls_on_465': 'El puerto 465 suele esperar TLS desde el principio.',
  'mailProblem.user_missing': 'No se envía correo: falta el nombre de usuario de la contraseña.',

  'mailResult.address_refused': ({ host }) =>
    `${host} está en internet, y allí no se envía nada sin cifrar. Elige STARTTLS o TLS desde el principio.`,
  'mailResult.certificate_expired': ({ host }) =>
    `El certificado de ${host} no es válido en este momento. Renuévalo o ajusta el reloj de este equipo.`,
  'mailResult.certificate_name': ({ host }) =>
    `El certificado de ${host} es para otro nombre. Escribe un nombre que esté en el certificado.`,
  'mailResult.certificate_untrusted': ({ host }) =>
    `El certificado de ${host} es de una autoridad en la que aquí no se confía. Si es tu propia autoridad, inicia el servidor con NODE_EXTRA_CA_CERTS=/ruta/a/ca.pem.`,
  'mailResult.connection_lost': ({ host }) => `${host} cerró la conexión en medio del envío.`,
  'mailResult.connection_refused': ({ host, port }) =>
    `${host} no acepta conexiones en el puerto ${port}. Comprueba el puerto y que el servidor de correo funcione.`,
  'mailResult.delivered': ({ host }) =>
    `${host} aceptó el correo. Mira en la bandeja de entrada y en la carpeta de spam.`,
  'mailResult.encryption_required': ({ host }) =>
    `${host} solo acepta correo por una conexión cifrada. Elige STARTTLS o TLS desde el principio.`,
  'mailResult.greeting_refused': ({ host }) =>
    `${host} no acepta correo desde la dirección de este servidor.`,
  'mailResult.message_invalid':
    'El correo no se envió porque una de sus cabeceras contiene un salto de línea.',
  'mailResult.message_refused': ({ host }) =>
    `${host} rechazó el correo por su contenido o por su remitente.`,
  'mailResult.message_too_large': ({ host }) => `El correo es más grande de lo que ${host} acepta.`,
  'mailResult.name_not_found': ({ host }) =>
    `No se encontró el servidor de correo ${host}. Comprueba su nombre.`,
  'mailResult.name_refused': ({ host }) =>
    `${host} rechazó el nombre que dio este servidor. Escribe otro.`,
  'mailResult.not_configured': 'El servidor de correo y el remitente no están definidos.',
  'mailResult.not_smtp': ({ host, port }) =>
    `${host} no responde como un servidor de correo en el puerto ${port}.`,
  'mailResult.recipient_invalid': 'No se puede enviar correo a esta dirección.',
  'mailResult.recipient_refused': ({ host }) => `${host} rechazó la dirección de destino.`,
  'mailResult.relay_refused': ({ host }) =>
    `${host} no reenvía correo para este servidor. Escribe un nombre de usuario y una contraseña, o permite allí la dirección de este servidor.`,
  'mailResult.sender_refused': ({ host }) =>
    `${host} no acepta correo de este remitente. Usa una dirección desde la que tu cuenta pueda enviar.`,
  'mailResult.sign_in_not_offered': ({ host, port }) =>
    `${host} no ofrece inicio de sesión con contraseña en el puerto ${port}. Quita el nombre de usuario y la contraseña, o usa otro puerto.`,
  'mailResult.sign_in_refused': ({ host }) =>
    `${host} rechazó el nombre de usuario o la contraseña. Algunos proveedores piden una contraseña de aplicación o una clave de API.`,
  'mailResult.sign_in_required': ({ host }) =>
    `${host} solo acepta correo después de iniciar sesión. Escribe un nombre de usuario y una contraseña.`,
  'mailResult.silent': ({ host, port }) =>
    `${host} no respondió en el puerto ${port}. Puede que un cortafuegos bloquee el puerto o que espere otro cifrado: normalmente STARTTLS en el puerto 587 y TLS desde el principio en el 465.`,
  'mailResult.starttls_missing': ({ host, port }) =>
    `${host} no ofrece STARTTLS en el puerto ${port}, y nada se envía sin cifrar. Prueba con TLS desde el principio en el puerto 465.`,
  'mailResult.tls_failed': ({ host, port }) =>
    `No se pudo establecer una conexión cifrada con ${host} en el puerto ${port}. Normalmente el puerto 587 espera STARTTLS y el 465 TLS desde el principio.`,
  'mailResult.too_slow': ({ host }) => `${host} dejó de responder en medio del envío.`,
  'mailResult.try_later': ({ host }) => `${host} no puede aceptar el correo en este momento.`,
  'mailResult.unreachable': ({ host, port }) =>
    `No se pudo llegar a ${host} en el puerto ${port}. Comprueba su nombre, el puerto y la red.`,

  'outbox.lastError': ({ error }) => `Último error: ${error}`,
  'outbox.mail': ({ count }) =>
    plural(count, { one: '# correo espera ser enviado', other: '# correos esperan ser enviados' }),
  'outbox.oldest': ({ time }) => `El más antiguo: ${time}.`,
  'outbox.retry': 'Reintentar ahora',
  'outbox.stopped':
    'El receptor no quiere más eventos. No se le envía nada hasta que lo reintentes o reinicies el servidor.',
  'outbox.webhook': ({ count }) =>
    plural(count, { one: '# evento espera al webhook', other: '# eventos esperan al webhook' }),
};
