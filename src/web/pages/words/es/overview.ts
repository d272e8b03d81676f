import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** The first page of the panel. */
export const overview = {
  'overview.active': 'Activas',
  'overview.administrators': 'Administradores',
  'overview.allUsers': 'Todas las cuentas',
  'overview.attention': 'Avisos',
  'overview.auditLog': 'Registro de auditoría',
  'overview.disabled': 'Desactivadas',
  'overview.joined': ({ time }) => `Alta: ${time}`,
  'overview.linkRequests': ({ count }) =>
    plural(count, {
      one: '# persona quiere vincular un inicio de sesión a una cuenta',
      other: '# personas quieren vincular un inicio de sesión a una cuenta',
      many: '# de personas quieren vincular un inicio de sesión a una cuenta',
    }),
  'overview.linkRequestsText': 'Compara a quien lo solicita con la cuenta y decide.',
  'overview.newest': 'Cuentas más recientes',
  'overview.numbers': 'Cifras',
  'overview.ordinary': 'No hay solicitudes por revisar ni advertencias.',
  'overview.ordinaryTitle': 'Todo está en orden',
  'overview.quiet': 'Nada fuera de lo normal últimamente',
  'overview.security': 'Eventos de seguridad',
  'overview.serverTimes': ({ started, seen }) =>
    `En marcha desde: ${started}; última señal: ${seen}`,
  'overview.servers': 'Servidores',
  'overview.serversLead': 'Todos los servidores que usan esta base de datos.',
  'overview.sessions': 'Sesiones',
  'overview.users': 'Cuentas',
  'overview.version': ({ version }) => `Versión ${version}`,
  'overview.waiting': ({ count }) =>
    plural(count, {
      one: '# persona espera aprobación',
      other: '# personas esperan aprobación',
      many: '# de personas esperan aprobación',
    }),
  'overview.waitingAct': 'Revisar solicitudes',
  'overview.waitingText': 'Podrán iniciar sesión cuando las apruebes.',

  'elsewhereAddress.line': 'El ajuste para esta dirección',
  'elsewhereAddress.open': ({ address, link }) =>
    `¿Es correcta ${address}? Entonces, ${link('abre allí esta página')}.`,
  'elsewhereAddress.text': ({ address, here }) =>
    `Abriste esta página en ${here}, pero la dirección definida para el servidor es ${address}. El inicio de sesión con un proveedor solo funciona en la dirección definida. Si se usa ${here}, define esto y reinicia el servidor:`,
  'elsewhereAddress.title': 'Has abierto el servidor en otra dirección',

  'steps.all': 'Has completado todos los primeros pasos.',
  'steps.dismiss': 'Ocultar esta lista',
  'steps.dismissText': 'Ningún administrador volverá a ver esta lista.',
  'steps.dismissTitle': '¿Ocultar los primeros pasos?',
  'steps.done': 'Hecho',
  'steps.invite': 'Invitar a personas',
  'steps.open': 'Por hacer',
  'steps.progress': ({ done, total }) => `${done} de ${total}`,
  'steps.progressLabel': 'Progreso',
  'steps.title': 'Primeros pasos',
  'steps.undo': ({ step }) => `Marcar «${step}» como no hecho`,
  'steps.undoShort': 'Deshacer',

  'step.address.act': 'Leer cómo definirla',
  'step.address.text': ({ address }) =>
    `La dirección es ${address}. Las demás personas no pueden abrirla. Define APP_URL con la dirección que usarán, como https://auth.example.com, y reinicia el servidor.`,
  'step.address.tick': 'Esta dirección es correcta',
  'step.address.title': 'Define la dirección que usará la gente',
  'step.administrator.act': 'Añadir un administrador',
  'step.administrator.text':
    'Si un día no puedes iniciar sesión, otro administrador puede ayudarte. Sin nadie más, solo queda la línea de comandos del servidor.',
  'step.administrator.tick': 'Con uno basta',
  'step.administrator.title': 'Añade un segundo administrador',
  'step.app.act': 'Usarlo desde tu app',
  'step.app.text':
    'La gente inicia sesión aquí y tu app sabe quién es cada persona. El manual tiene ejemplos para copiar.',
  'step.app.tick': 'Mi app está conectada',
  'step.app.title': 'Conecta una app',
  'step.backup.act': 'Leer cómo hacerla',
  'step.backup.text':
    'Una copia de seguridad contiene las cuentas, los ajustes y la clave del servidor. Este paso se completa cuando el servidor ha hecho una.',
  'step.backup.tick': 'Hago mis propias copias',
  'step.backup.title': 'Haz una copia de seguridad',
  'step.provider.act': 'Configurar un proveedor',
  'step.provider.text':
    'Así se puede iniciar sesión con una cuenta que ya se tiene, por ejemplo en Google o en tu propio proveedor de identidad.',
  'step.provider.tick': 'Usar solo contraseñas',
  'step.provider.title': 'Elige cómo se inicia sesión',
  'step.registration.act': 'Cambiar quién puede registrarse',
  'step.registration.text':
    'Ahora mismo, cualquier persona que pueda abrir este servidor puede crear una cuenta.',
  'step.registration.tick': 'Dejarlo abierto',
  'step.registration.title': 'Decide quién puede registrarse',

  'warning.halfProvider': ({ provider }) => `${provider} está configurado solo a medias`,
  'warning.halfProviderId': 'Todavía no se puede usar porque falta su ID de cliente.',
  'warning.halfProviderSecret': 'Todavía no se puede usar porque falta su secreto de cliente.',
  'warning.oidcUnfinished': ({ provider }) => `${provider} está activado, pero sin configurar`,
  'warning.oidcUnfinishedId': 'Todavía no se puede usar porque falta el ID de cliente.',
  'warning.oidcUnfinishedIssuer': 'Todavía no se puede usar porque falta la URL del emisor.',
  'warning.onlyAdministrator': 'Solo hay un administrador',
  'warning.onlyAdministratorText':
    'Si un día esa cuenta no puede iniciar sesión, solo ayudará la línea de comandos del servidor. Añade un segundo administrador.',
  'warning.passwordsOn': 'Todavía se puede iniciar sesión con contraseña',
  'warning.passwordsOnText':
    'Se desactivó, pero no hay ningún proveedor configurado que pueda sustituirla.',
  'warning.secret': ({ provider }) => `No se puede leer el secreto de cliente de ${provider}`,
  'warning.secretText':
    'Está guardado, pero ya no se puede descifrar. Nadie podrá iniciar sesión con ese proveedor hasta que vuelvas a escribirlo.',
  'warning.toAdministrators': 'Añadir un administrador',
  'warning.toProviders': 'Abrir los proveedores',
  'warning.unprovenTokens': 'Se aceptan tokens de apps sin prueba',
  'warning.unprovenTokensText':
    'Tu proveedor da a las apps tokens de acceso que no indican para qué app se crearon. Define OIDC_MOBILE_AUDIENCE_CHECK=strict para rechazarlos.',
  'warning.versions': 'Los servidores tienen versiones distintas',
  'warning.versionsText': ({ versions }) =>
    `Tienen las versiones ${versions}. Instala la más nueva en todos.`,
} satisfies Partial<AdministrationCatalogue>;
