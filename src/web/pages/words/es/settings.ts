import type { AdministrationCatalogue } from '../catalogue.ts';

/** The settings of registration and passwords in the panel. */
export const settings = {
  'settings.locked': ({ variables, toRemove }) =>
    `Definido en el entorno con ${variables}. Para cambiarlo aquí, quita ${toRemove} de allí y reinicia el servidor.`,
  'settings.lockedPartly': ({ variables, toRemove }) =>
    `Parte de esto está definido en el entorno con ${variables}. Para cambiarlo aquí, quita ${toRemove} de allí y reinicia el servidor.`,

  'mode.disabled': 'Cerrado',
  'mode.disabledText':
    'Nadie puede registrarse con una contraseña; tú creas las cuentas. Tu proveedor de OpenID sigue dando acceso a su gente.',
  'mode.enabled': 'Abierto',
  'mode.enabledText': 'Cualquier persona puede registrarse y usar la cuenta al instante.',
  'mode.intro': 'No afecta a quienes ya tienen una cuenta.',
  'mode.review': 'Con aprobación',
  'mode.reviewText': 'Cualquier persona puede solicitar una cuenta. Funcionará cuando la apruebes.',
  'mode.saved': 'Guardado. Se aplica a los registros desde ahora.',
  'mode.title': 'Quién puede registrarse',

  'policy.intro': 'Se comprueba al definir una contraseña, no al iniciar sesión.',
  'policy.isOff': 'Bastan 8 caracteres. Si activas esta opción, cada contraseña nueva necesitará:',
  'policy.isOn': 'Cada contraseña nueva necesita:',
  'policy.label': 'Contraseñas estrictas',
  'policy.ruleCase': 'Una letra mayúscula y una minúscula',
  'policy.ruleCommon': 'No ser una de las contraseñas más comunes',
  'policy.ruleDigit': 'Un número',
  'policy.ruleLength': 'Al menos 12 caracteres',
  'policy.ruleSign': ({ signs }) => `Uno de estos signos: ${signs}`,
  'policy.title': 'Contraseñas',
  'policy.turnedOff': 'Las contraseñas estrictas están desactivadas.',
  'policy.turnedOn': 'Las contraseñas estrictas están activadas.',
} satisfies Partial<AdministrationCatalogue>;
