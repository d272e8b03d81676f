import type { FindingsCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'option.adminGroups': 'Grupos de administradores',
  'option.adminGroupsHint':
    'Quien esté en uno de ellos en el proveedor es administrador durante 24 horas tras cada inicio de sesión. Sepáralos con comas.',
  'option.allowedGroups': 'Grupos que pueden iniciar sesión',
  'option.allowedGroupsHint':
    'Solo las personas de uno de estos grupos en el proveedor pueden iniciar sesión con él. Vacío: todas.',
  'option.autoRedirect': 'Ir directamente al proveedor',
  'option.autoRedirectHint':
    'La página de inicio de sesión se omite mientras no haya otro proveedor activado. La encuentras en /login?local.',
  'option.emailClaim': 'Claims con el correo electrónico',
  'option.emailClaimHint':
    'Separados por comas. Cuenta el primero que envía el proveedor. Solo «email» puede estar verificado.',
  'option.logout': 'Cerrar sesión también en el proveedor',
  'option.logoutHint':
    'Al cerrar sesión aquí, también se cierra allí. Registra allí la dirección de tu página de inicio de sesión, /login, como dirección de redirección tras cerrar sesión.',
  'option.nameClaim': 'Claims con el nombre',
  'option.nameClaimHint': 'Separados por comas. Cuenta el primero que envía el proveedor.',
  'option.groupsClaim': 'Claim con los grupos',
  'option.groupsClaimHint':
    'Dónde nombra el proveedor los grupos de una persona, por ejemplo groups, roles o realm_access.roles.',
  'option.prompt': 'Qué pide el proveedor en cada inicio de sesión',
  'option.promptHint': 'Ayuda en ordenadores que comparten varias personas.',
  'option.prompt.login': 'Que se inicie sesión allí otra vez',
  'option.prompt.none': 'Nada, si ya hay una sesión abierta allí',
  'option.prompt.select_account': 'Qué cuenta usar',
  'option.scopes': 'Scopes',
  'option.scopesHint':
    'Lo que un inicio de sesión pide al proveedor. El scope groups se añade solo si se ha elegido un ajuste de grupos y el proveedor lo conoce.',
  'option.sessionTtl': 'Las sesiones terminan después de',
  'option.sessionTtlHint':
    'Cuánto dura como máximo un inicio de sesión con el proveedor, por ejemplo 12h o 30d. 0: mientras se use. El rol de administrador por un grupo dura lo mismo.',
  'option.syncGroups': 'Pertenencias del proveedor',
  'option.syncGroupsHint': 'Se renuevan en cada inicio de sesión. Las que das aquí se conservan.',
  'option.syncGroups.all': 'Todos los grupos: los que faltan se crean aquí',
  'option.syncGroups.mapped': 'Grupos que existen aquí con el mismo nombre',
  'option.syncGroups.off': 'Ninguna',
} as const satisfies Partial<FindingsCatalogue>;
