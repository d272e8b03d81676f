import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** The list of users, and the page of one of them. */
export const users = {
  'users.administrator': 'Administrador',
  'users.emailTaken': 'Otra cuenta ya tiene este correo electrónico.',
  'users.name': 'Nombre',
  'users.never': 'Nunca',
  'users.joined': 'Alta',
  'users.lastSignIn': 'Último acceso',
  'users.methods': 'Métodos de acceso',
  'users.new': 'Nueva cuenta',
  'users.noMethods': 'Ninguno',
  'users.none': 'Ninguna cuenta coincide',
  'users.search': 'Buscar por nombre o correo',
  'users.showAll': 'Mostrar todas las cuentas',
  'users.status': 'Estado',
  'users.total': ({ count }) =>
    plural(count, { one: '# cuenta', other: '# cuentas', many: '# de cuentas' }),
  'users.you': 'Tú',

  'users.status.active': 'Activa',
  'users.status.disabled': 'Desactivada',
  'users.status.pending': 'Pendiente',

  'users.filter.anyGroup': 'Grupo: todos',
  'users.filter.anyMethod': 'Método: todos',
  'users.filter.anyRole': 'Rol: todos',
  'users.filter.anyStatus': 'Estado: todos',
  'users.filter.group': 'Grupo',
  'users.filter.role': 'Rol',
  'users.role.admin': 'Administradores',
  'users.role.user': 'Cuentas sin rol',

  'users.sort.createdAt': 'Alta: antiguas primero',
  'users.sort.-createdAt': 'Alta: recientes primero',
  'users.sort.email': 'Correo: A–Z',
  'users.sort.-email': 'Correo: Z–A',
  'users.sort.lastLoginAt': 'Último acceso: antiguos primero',
  'users.sort.-lastLoginAt': 'Último acceso: recientes primero',
  'users.sort.name': 'Nombre: A–Z',
  'users.sort.-name': 'Nombre: Z–A',

  'users.select': ({ name }) => `Seleccionar ${name}`,
  'users.selectAll': 'Seleccionar todas las cuentas de esta página',
  'users.selected': ({ count }) =>
    plural(count, { one: '# seleccionada', other: '# seleccionadas' }),
  'users.selection': 'Cuentas seleccionadas',
  'users.clearSelection': 'Quitar la selección',

  'users.act.approve': 'Aprobar',
  'users.act.delete': 'Eliminar',
  'users.act.disable': 'Desactivar',
  'users.act.enable': 'Activar',
  'users.done.approve': ({ count }) =>
    plural(count, {
      one: 'Se aprobó # cuenta.',
      other: 'Se aprobaron # cuentas.',
      many: 'Se aprobaron # de cuentas.',
    }),
  'users.done.delete': ({ count }) =>
    plural(count, {
      one: 'Se eliminó # cuenta.',
      other: 'Se eliminaron # cuentas.',
      many: 'Se eliminaron # de cuentas.',
    }),
  'users.done.disable': ({ count }) =>
    plural(count, {
      one: 'Se desactivó # cuenta.',
      other: 'Se desactivaron # cuentas.',
      many: 'Se desactivaron # de cuentas.',
    }),
  'users.done.enable': ({ count }) =>
    plural(count, {
      one: 'Se activó # cuenta.',
      other: 'Se activaron # cuentas.',
      many: 'Se activaron # de cuentas.',
    }),
  'users.refused': ({ count }) =>
    plural(count, {
      one: 'No se cambió # cuenta:',
      other: 'No se cambiaron # cuentas:',
      many: 'No se cambiaron # de cuentas:',
    }),
  'users.refusedOne': ({ name, reason }) => `${name}: ${reason}`,
  'users.refused.own': 'Es tu propia cuenta. Otro administrador puede cambiarla.',
  'users.refused.notWaiting': 'Esta cuenta no está pendiente de aprobación.',

  'users.deleteMany.text':
    'Se eliminarán estas cuentas y todo lo que contienen. No se puede deshacer.',
  'users.deleteMany.title': ({ count }) =>
    plural(count, {
      one: '¿Eliminar # cuenta?',
      other: '¿Eliminar # cuentas?',
      many: '¿Eliminar # de cuentas?',
    }),
  'users.disableMany.text':
    'Sus sesiones y tokens de API terminan al instante. No se podrá iniciar sesión con ellas hasta que vuelvas a activarlas.',
  'users.disableMany.title': ({ count }) =>
    plural(count, {
      one: '¿Desactivar # cuenta?',
      other: '¿Desactivar # cuentas?',
      many: '¿Desactivar # de cuentas?',
    }),

  'resetLink.code': ({ name }) => `Un código para escanear con el enlace para ${name}`,
  'resetLink.label': 'Enlace',
  'resetLink.make': 'Crear un enlace',
  'resetLink.once': ({ name }) =>
    `Copia el enlace ahora: no se mostrará otra vez. Dáselo a ${name} de forma segura, o deja que escanee el código.`,
  'resetLink.send': 'Enviarlo también por correo',
  'resetLink.sendText': ({ email }) => `A ${email}`,
  'resetLink.sent': ({ email }) => `El enlace va de camino a ${email}.`,
  'resetLink.until': ({ time }) => `Funciona una sola vez, hasta el ${time}.`,
  'resetLink.way': 'Con un enlace',
  'resetLink.wayText': ({ name }) =>
    `${name} abre el enlace y elige la contraseña. Hasta entonces no cambia nada; después terminan todas las sesiones y los tokens de API de esta cuenta.`,

  'create.administratorHint': 'Podrá hacer aquí todo lo que puedes hacer tú.',
  'create.done': ({ name }) => `${name} ya puede iniciar sesión.`,
  'create.mustChange': 'Debe elegir una contraseña nueva en el primer inicio de sesión',
  'create.mustChangeHint': 'Hasta entonces, la cuenta no da acceso a nada más.',
  'create.passwordHint': 'Déjalo vacío y se generará una contraseña nueva, que verás una sola vez.',
  'create.submit': 'Crear cuenta',
  'create.title': 'Nueva cuenta',

  'user.account': 'Cuenta',
  'user.back': 'Volver a la lista de cuentas',
  'user.joined': ({ time }) => `Alta: ${time}`,
  'user.signedIn': ({ time }) => `Último acceso: ${time}`,
  'user.neverSignedIn': 'Nunca ha iniciado sesión',
  'user.gone': 'Esta cuenta no existe',
  'user.goneText': 'Puede que se haya eliminado.',
  'user.approved': ({ name }) => `${name} ya puede iniciar sesión.`,

  'user.details': 'Datos',
  'user.detailsText': 'El nombre, el correo y el rol de esta cuenta.',
  'user.missingEmail': 'Escribe un correo electrónico.',
  'user.missingName': 'Escribe un nombre.',
  'user.ownRole': 'No puedes quitarte el rol de administrador. Otro administrador puede hacerlo.',
  'user.roleByGroup': ({
    group,
    provider,
    time,
  }: {
    group: string;
    provider: string;
    time: string;
  }) =>
    `Rol de administrador por el grupo «${group}» de ${provider}, hasta ${time}. Iniciar sesión allí lo renueva.`,
  'user.saved': 'Se guardaron los cambios.',

  'user.methods': 'Métodos de inicio de sesión',
  'user.methodsText': 'Cómo inicia sesión esta persona.',
  'user.methodAddress': ({ email }) => `Como ${email}`,
  'user.methodLastUsed': ({ time }) => `Último uso: ${time}`,
  'user.methodOff': 'Desactivado',
  'user.temporary': 'Temporal',
  'user.temporaryText': 'El próximo inicio de sesión pedirá una contraseña nueva.',
  'user.noMethods':
    'Esta persona no tiene ningún método para iniciar sesión. Restablece la contraseña para darle uno.',
  'user.blocked': ({ time }) =>
    `Tras demasiadas contraseñas incorrectas, no se aceptan contraseñas desde redes desconocidas hasta el ${time}. Si restableces la contraseña, esto termina al instante.`,
  'user.failed': ({ count }) =>
    plural(count, {
      one: '# inicio de sesión fallido en las últimas 24 horas',
      other: '# inicios de sesión fallidos en las últimas 24 horas',
      many: '# de inicios de sesión fallidos en las últimas 24 horas',
    }),
  'user.waitsUntil': ({ time }) => `Esta solicitud vence el ${time} si no se aprueba.`,
  'user.ownAccount': ({ link }) =>
    `Es tu propia cuenta. Tu contraseña y tus sesiones se gestionan en ${link('tu cuenta')}.`,

  'user.reset': 'Restablecer contraseña',
  'user.reset.disconnect': 'Desvincular también todos los proveedores',
  'user.reset.disconnectText': ({ email }) =>
    `La próxima persona que inicie sesión con un proveedor que haya verificado ${email} recibirá esta cuenta.`,
  'user.reset.done': ({ name }) => `Contraseña nueva para ${name}`,
  'user.reset.how': 'Elige cómo',
  'user.reset.mustChange': 'Debe elegir una contraseña nueva en el próximo inicio de sesión',
  'user.reset.text':
    'Se genera una contraseña nueva, que verás una sola vez. Terminan todas las sesiones y el token de API de esta cuenta.',
  'user.reset.title': ({ name }) => `¿Restablecer la contraseña de ${name}?`,
  'user.reset.way': 'Con una contraseña que tú entregas',
  'user.once.text': ({ name }) =>
    `Copia la contraseña ahora: no se volverá a mostrar. Entrégasela a ${name} de forma segura y pídele que la cambie tras el primer inicio de sesión.`,
  'user.once.temporary': ({ name }) =>
    `Copia la contraseña ahora: no se volverá a mostrar. Entrégasela a ${name} de forma segura. El próximo inicio de sesión pedirá una nueva.`,
  'user.once.done': 'Listo',

  'user.sessions': 'Sesiones',
  'user.sessionsText': 'Los navegadores y apps en los que esta persona tiene la sesión abierta.',
  'user.sessions.end': 'Cerrar todas las sesiones',
  'user.sessions.ended': ({ name }) => `Se cerraron todas las sesiones de ${name}.`,
  'user.sessions.endText':
    'Todas las sesiones de esta cuenta se cerrarán al instante, en navegadores y apps.',
  'user.sessions.endTitle': ({ name }) => `¿Cerrar todas las sesiones de ${name}?`,
  'user.sessions.lastUsed': ({ time, place }) => `Último uso: ${time}, ${place}`,
  'user.sessions.none': 'No tiene ninguna sesión abierta.',
  'user.tokens': 'Tokens de API',
  'user.tokensText': 'Con ellos, los scripts de esta persona usan el servidor en su nombre.',

  'user.activity': 'Actividad',
  'user.activityText': ({ link }) =>
    `Los últimos eventos de esta cuenta. Todos están en el ${link('registro de auditoría')}.`,

  'user.danger': 'Zona de peligro',
  'user.dangerText': 'Estas acciones quitan el acceso o eliminan datos.',
  'user.delete': 'Eliminar cuenta',
  'user.delete.done': ({ name }) => `Se eliminó la cuenta de ${name}.`,
  'user.delete.row': 'No se puede deshacer.',
  'user.delete.text': ({ name }) =>
    `Se eliminará la cuenta de ${name} y todo lo que contiene. No se puede deshacer.`,
  'user.delete.title': ({ name }) => `¿Eliminar la cuenta de ${name}?`,
  'user.disable': 'Desactivar cuenta',
  'user.disable.done': ({ name }) => `Se desactivó la cuenta de ${name}.`,
  'user.disable.row':
    'Cierra todas las sesiones e impide iniciar otras hasta que vuelvas a activarla.',
  'user.disable.text':
    'Todas las sesiones y el token de API de esta cuenta terminan al instante. No se podrá iniciar sesión hasta que vuelvas a activarla.',
  'user.disable.title': ({ name }) => `¿Desactivar la cuenta de ${name}?`,
  'user.enable': 'Activar cuenta',
  'user.enable.done': ({ name }) => `Se activó la cuenta de ${name}.`,
  'user.enable.row': 'Esta cuenta está desactivada: no se puede iniciar sesión con ella.',
} satisfies Partial<AdministrationCatalogue>;
