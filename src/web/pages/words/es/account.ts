import type { BaseCatalogue } from '../catalogue.ts';

/** The page of a person’s own account. */
export const account = {
  'account.linked': ({ provider }) => `A partir de ahora puedes iniciar sesión con ${provider}.`,

  'apiToken.details': 'Mostrar los tokens de API',
  'apiToken.text': 'Con tokens de API, tus propios scripts usan este servidor en tu nombre.',
  'apiToken.title': 'Para desarrollo',

  'appearance.browserLanguage': 'Idioma del navegador',
  'appearance.languageSaved': 'Se guardó tu idioma.',
  'appearance.text': 'El idioma se guarda en tu cuenta; el tema, en este navegador.',
  'appearance.title': 'Idioma y apariencia',

  'changePassword.current': 'Contraseña actual',
  'changePassword.missingCurrent': 'Escribe tu contraseña actual.',
  'changePassword.new': 'Contraseña nueva',
  'changePassword.none': ({ provider }) =>
    `No tienes contraseña en este servidor. La gestiona ${provider}.`,
  'changePassword.noneUnknown':
    'No tienes contraseña en este servidor. La gestiona tu proveedor de identidad.',
  'changePassword.saved': 'Se cambió tu contraseña.',
  'changePassword.submit': 'Cambiar contraseña',
  'changePassword.text': 'Al cambiarla, se cierra tu sesión en los demás dispositivos.',
  'changePassword.title': 'Contraseña',

  'device.app': 'App móvil',
  'device.appOn': ({ system }) => `App en ${system}`,
  'device.browserOn': ({ browser, system }) => `${browser} en ${system}`,
  'device.from': ({ ip }) => `desde ${ip}`,
  'device.fromLocal': ({ ip }) => `en la red local (${ip})`,
  'device.fromServer': 'en el propio servidor',
  'device.fromUnknown': 'dirección IP desconocida',
  'device.unknown': 'Dispositivo desconocido',

  'email.byAdministrator': 'Tu administrador puede cambiarlo.',
  'email.change': 'Cambiar el correo',
  'email.changeHint':
    'Enviamos un enlace a la dirección nueva. La anterior sigue valiendo hasta que lo abras.',
  'email.changeSent': ({ email }) =>
    `Hemos enviado un enlace a ${email}. Ábrelo para confirmar la dirección nueva.`,
  'email.confirmed': 'Confirmado',
  'email.new': 'Correo electrónico nuevo',
  'email.text': 'Inicias sesión con esta dirección.',
  'email.title': 'Correo electrónico',
  'email.unconfirmed': 'Sin confirmar',
  'email.verificationSent': ({ email }) =>
    `Hemos enviado un enlace a ${email}. Ábrelo para confirmar la dirección.`,
  'email.verify': 'Enviar un enlace para confirmarlo',

  'identity.link': 'Vincular',
  'identity.linkLabel': ({ provider }) => `Vincular ${provider}`,
  'identity.notLinked': 'Sin vincular',
  'identity.off': 'No está activo en este servidor',
  'identity.only': 'Tu único método para iniciar sesión',
  'identity.ready': 'Listo para usar',
  'identity.text': 'Puedes iniciar sesión con cualquiera de estos métodos.',
  'identity.title': 'Métodos de inicio de sesión',
  'identity.unlink': 'Desvincular',
  'identity.unlinked': ({ provider }) => `Se desvinculó ${provider}.`,
  'identity.unlinkLabel': ({ provider }) => `Desvincular ${provider}`,
  'identity.unlinkText': ({ provider }) =>
    `No podrás iniciar sesión con ${provider} hasta que vuelvas a vincularlo.`,
  'identity.unlinkTitle': ({ provider }) => `¿Desvincular ${provider}?`,

  'picture.add': 'Añadir foto',
  'picture.change': 'Cambiar foto',
  'picture.file': 'Archivo de la foto',
  'picture.move': 'Tu foto. Muévela con las teclas de flecha.',
  'picture.removed': 'Se quitó tu foto.',
  'picture.removeText': 'En su lugar se mostrarán tus iniciales.',
  'picture.removeTitle': '¿Quitar tu foto?',
  'picture.save': 'Guardar foto',
  'picture.saved': 'Se guardó tu foto.',
  'picture.title': 'Elige la parte que se mostrará',
  'picture.unreadable': 'Tu navegador no puede leer esta imagen.',
  'picture.zoom': 'Zoom',

  'profile.saved': 'Se guardó tu nombre.',
  'profile.text': 'Tu nombre y tu foto, tal como los ven las demás personas.',
  'profile.title': 'Perfil',

  'groups.ownText': 'Tu administrador decide en qué grupos estás. Las aplicaciones los ven.',
  'groups.title': 'Grupos',

  'sessions.end': 'Cerrar sesión',
  'sessions.ended': ({ device }) => `Se cerró la sesión de ${device}.`,
  'sessions.endLabel': ({ device }) => `Cerrar la sesión de ${device}`,
  'sessions.endOthers': 'Cerrar las demás sesiones',
  'sessions.endOthersText':
    'Se cerrará tu sesión al instante en todos los demás navegadores y apps.',
  'sessions.endOthersTitle': '¿Cerrar las demás sesiones?',
  'sessions.endText': ({ device, place }) =>
    `La sesión de ${device} (${place}) se cerrará al instante.`,
  'sessions.endTitle': '¿Cerrar la sesión de este dispositivo?',
  'sessions.here': 'Este dispositivo',
  'sessions.lastUsed': ({ time, place }) => `Último uso: ${time}, ${place}`,
  'sessions.lastUsedWith': ({ time, place, provider }) =>
    `Último uso: ${time}, ${place}, con ${provider}`,
  'sessions.othersEnded': 'Se cerraron las demás sesiones.',
  'sessions.signedIn': ({ time, place }) => `Inicio de sesión: ${time}, ${place}`,
  'sessions.signedInWith': ({ time, place, provider }) =>
    `Inicio de sesión: ${time}, ${place}, con ${provider}`,
  'sessions.text': 'Si no reconoces un dispositivo, cierra su sesión y cambia tu contraseña.',
  'sessions.title': 'Sesiones abiertas',

  'theme.dark': 'Oscuro',
  'theme.label': 'Tema',
  'theme.light': 'Claro',
  'theme.system': 'Como el sistema',
} satisfies Partial<BaseCatalogue>;
