import type { AdministrationCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'options.intro': 'Los valores habituales sirven para la mayoría de los servidores.',
  'options.saved': 'Los ajustes se han guardado.',
  'options.title': 'Más ajustes',

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
  'option.prompt': 'Qué pide el proveedor en cada inicio de sesión',
  'option.promptHint': 'Ayuda en ordenadores que comparten varias personas.',
  'option.prompt.login': 'Que se inicie sesión allí otra vez',
  'option.prompt.none': 'Nada, si ya hay una sesión abierta allí',
  'option.prompt.select_account': 'Qué cuenta usar',
} as const satisfies Partial<AdministrationCatalogue>;
