import type { TokensCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** API tokens, on the account page and in the panel; loaded when they are shown. */
export const tokens: TokensCatalogue = {
  'apiToken.appsGuide': ({ link }) =>
    `Cómo usa una app las cuentas de este servidor: ${link('Usarlo desde tu app')}.`,
  'apiToken.create': 'Crear token sin nombre',
  'apiToken.keep': 'Mantenlo en secreto, como una contraseña. Pruébalo en una terminal:',
  'apiToken.label': 'Token de API',
  'apiToken.none': 'No tienes ninguno.',
  'apiToken.reference': ({ link }) => `Todas las peticiones: ${link('Referencia de la API')}.`,
  'apiToken.replace': 'Reemplazar',
  'apiToken.replaced': 'Tu nuevo token de API está listo. El anterior ya no funciona.',
  'apiToken.replaceText':
    'Recibirás uno nuevo. Los scripts que usan el anterior dejarán de funcionar al instante.',
  'apiToken.replaceTitle': '¿Reemplazar tu token de API?',
  'apiToken.revoke': 'Revocar',
  'apiToken.revoked': 'Se revocó tu token de API.',
  'apiToken.revokeText': 'Los scripts que lo usan dejarán de funcionar al instante.',
  'apiToken.revokeTitle': '¿Revocar tu token de API?',
  'apiToken.show': 'Mostrar',

  'scope.adminRead': 'Leer la administración',
  'scope.adminReadHint': 'Usuarios, ajustes y registro de auditoría, sin cambiar nada.',
  'scope.adminUsers': 'Gestionar usuarios',
  'scope.adminUsersHint':
    'Crear, invitar, aprobar y desactivar usuarios y cerrar sus sesiones, pero no las de administradores. Incluye la lectura.',
  'scope.me': 'Leer la propia cuenta',
  'scope.meHint': 'Nombre, correo electrónico y rol.',
  'scope.profile': 'Cambiar el perfil',
  'scope.profileHint': 'Nombre, idioma e imagen.',

  'tokens.afterDays': ({ days, date }) =>
    plural(days, {
      one: `Después de # día, el ${date}`,
      other: `Después de # días, el ${date}`,
      many: `Después de # de días, el ${date}`,
    }),
  'tokens.allRevoked': ({ name }) => `Se revocaron todos los tokens de API de ${name}.`,
  'tokens.command': 'Comando',
  'tokens.copied': 'Ya lo he copiado',
  'tokens.create': 'Crear',
  'tokens.created': ({ time }) => `Creado ${time}`,
  'tokens.edit': 'Editar',
  'tokens.editLabel': ({ name }) => `Editar ${name}`,
  'tokens.editTitle': ({ name }) => `Editar ${name}`,
  'tokens.expired': 'Caducado',
  'tokens.expiredOn': ({ date }) => `Caducó el ${date}`,
  'tokens.expiresOn': ({ date }) => `Caduca el ${date}`,
  'tokens.expiry': 'Caducidad',
  'tokens.lasting': 'No caduca',
  'tokens.lastUsed': ({ time, place }) => `Último uso ${time}, ${place}`,
  'tokens.legacyText':
    'Lee tu propia cuenta, no caduca y se puede volver a mostrar. Un token con nombre es más seguro.',
  'tokens.legacyTitle': 'Token de API sin nombre',
  'tokens.made': ({ name }) => `Token de API ${name} listo`,
  'tokens.name': 'Nombre',
  'tokens.nameHint': 'Para qué lo usarás, así lo reconocerás más adelante.',
  'tokens.nameMissing': 'Ponle un nombre.',
  'tokens.never': 'Nunca',
  'tokens.new': 'Nuevo token de API',
  'tokens.none': 'Todavía no tienes tokens de API con nombre.',
  'tokens.noneOf': 'Esta cuenta no tiene tokens de API.',
  'tokens.once': 'Copia el token ahora. No se volverá a mostrar.',
  'tokens.opensNothing': 'Sin acceso',
  'tokens.revoke': 'Revocar',
  'tokens.revokeAll': 'Revocar todos',
  'tokens.revokeAllText': 'Los scripts que usan alguno dejarán de funcionar al instante.',
  'tokens.revokeAllTitle': ({ name }) => `¿Revocar todos los tokens de API de ${name}?`,
  'tokens.revoked': ({ name }) => `Se revocó ${name}.`,
  'tokens.revokeLabel': ({ name }) => `Revocar ${name}`,
  'tokens.revokeText': 'Los scripts que lo usan dejarán de funcionar al instante.',
  'tokens.revokeTitle': ({ name }) => `¿Revocar ${name}?`,
  'tokens.saved': ({ name }) => `Se guardó el token de API ${name}.`,
  'tokens.scopes': 'Qué puede hacer',
  'tokens.scopesMissing': 'Elige qué puede hacer el token.',
  'tokens.staysUntil': ({ date }) => `Como antes, el ${date}`,
  'tokens.try': 'Pruébalo en una terminal:',
  'tokens.unused': 'Sin usar',
};
