import type { AdministrationCatalogue } from '../catalogue.ts';

/** The sign-in methods in the panel. */
export const providers = {
  'providers.allowSignup': 'Permitir cuentas nuevas',
  'providers.allowSignupText':
    'Quien no tenga cuenta aquí recibe una, según lo que diga «Quién puede registrarse» en Registro.',
  'providers.autoLink': 'Vincular por correo electrónico',
  'providers.autoLinkText':
    'Quien tenga un correo verificado que pertenece a una cuenta de aquí inicia sesión en ella.',
  'providers.callback': ({ provider }) =>
    `Dirección de redirección que debes registrar en ${provider}`,
  'providers.clientId': 'ID de cliente',
  'providers.clientSecret': 'Secreto de cliente',
  'providers.close': ({ provider }) => `Cerrar ${provider}`,
  'providers.details': 'Detalles',
  'providers.detailsOf': ({ provider }) => `Detalles de ${provider}`,
  'providers.enabled': 'Mostrar en la página de inicio de sesión',
  'providers.enabledText': 'El botón aparece cuando están guardados el ID y el secreto de cliente.',
  'providers.fromEnvironment': 'Definido en el entorno',
  'providers.guide': ({ provider }) => `Cómo configurar ${provider}`,
  'providers.intro':
    'Permite usar una cuenta que la gente ya tiene. Cada proveedor necesita una app que registras allí.',
  'providers.missingClientId': 'Falta el ID de cliente',
  'providers.missingSecret': 'Falta el secreto de cliente',
  'providers.needsBoth': 'Necesita un ID de cliente y un secreto de cliente',
  'providers.needsSecretAgain': 'Hay que volver a escribir el secreto de cliente',
  'providers.saveAs': ({ provider }) => `Guardar ${provider}`,
  'providers.saved': ({ provider }) => `Se guardó ${provider}.`,
  'providers.savedOff': ({ provider }) =>
    `Se guardó ${provider}, pero no se muestra en la página de inicio de sesión.`,
  'providers.setUp': 'Configurar',
  'providers.setUpOf': ({ provider }) => `Configurar ${provider}`,
  'providers.shown': 'Se muestra en la página de inicio de sesión',
  'providers.stateHalf': 'Incompleto',
  'providers.stateNotSetUp': 'Sin configurar',
  'providers.stateOff': 'Desactivado',
  'providers.stateOn': 'Activado',
  'providers.switchOn': 'Activar',
  'providers.tenant': 'Inquilino (tenant)',
  'providers.tenantHint':
    'Vacío para cualquier cuenta; o bien el ID o el dominio del inquilino, «organizations» o «consumers».',
  'providers.title': 'Otras cuentas',
  'providers.turnedOff': 'Configurado, pero desactivado',

  'secret.hint': 'Se guarda cifrado y no vuelve a mostrarse.',
  'secret.remove': ({ owner }) => `¿Quitar el secreto de cliente de ${owner}?`,
  'secret.removed': 'Se quitó el secreto de cliente.',
  'secret.removeText': 'Sin él, la mayoría de los proveedores no permiten iniciar sesión.',
  'secret.replace': 'Reemplazar',
  'secret.replaceHint': 'Al guardar, reemplaza el secreto actual.',
  'secret.stored': 'Hay un secreto guardado',
  'secret.unreadable':
    'El secreto guardado ya no se puede descifrar. Vuelve a escribirlo para que se pueda iniciar sesión con este proveedor.',

  'oidc.apps': 'Para la app móvil',
  'oidc.browsers': 'Para navegadores',
  'oidc.clientIdHint': 'Te lo da el proveedor donde registraste este servidor.',
  'oidc.enabledText': 'El botón aparece cuando están guardados el emisor y el ID de cliente.',
  'oidc.intro': 'Un proveedor propio, como Pocket ID, Authentik, Keycloak o Authelia.',
  'oidc.issuer': 'URL del emisor',
  'oidc.issuerHint': 'Empieza por https://, como https://id.example.com',
  'oidc.name': 'Nombre',
  'oidc.nameHint': 'Lo que se lee en el botón.',
  'oidc.no': 'No',
  'oidc.notSet': 'Sin definir',
  'oidc.nothingToTest': 'Todavía no hay nada que probar: escribe la URL del emisor.',
  'oidc.redirects': 'Primero, registra estas direcciones de redirección en el proveedor:',
  'oidc.savedIncomplete': ({ provider }) =>
    `Se guardó ${provider}. Se mostrará en la página de inicio de sesión cuando tenga el emisor y el ID de cliente.`,
  'oidc.set': 'Definido',
  'oidc.test': 'Probar conexión',
  'oidc.testFailed': 'Todavía no se podría iniciar sesión.',
  'oidc.testGood': 'Todo funciona. Ya se puede iniciar sesión con este proveedor.',
  'oidc.testGoodButOff':
    'Todo funciona. El proveedor todavía no se muestra en la página de inicio de sesión: actívalo y guarda.',
  'oidc.testText': 'Pide al proveedor todo lo que necesita un inicio de sesión. No se guarda nada.',
  'oidc.testWarnings': 'El inicio de sesión debería funcionar. Revisa las advertencias.',
  'oidc.trySignIn': 'Probar un inicio de sesión',
  'oidc.trySignInAgain': 'Probar con otra cuenta',
  'oidc.trySignInText':
    'Inicia sesión en el proveedor con los ajustes guardados y mira qué envía y qué haría un inicio de sesión. Nada cambia.',
  'oidc.title': 'OpenID Connect',
  'oidc.yes': 'Sí',

  'options.intro': 'Los valores habituales sirven para la mayoría de los servidores.',
  'options.saved': 'Los ajustes se han guardado.',
  'options.title': 'Más ajustes',

  'passwords.intro': 'Permite iniciar sesión con correo y contraseña.',
  'passwords.on': 'Se puede iniciar sesión con correo y contraseña.',
  'passwords.off':
    'Solo se puede iniciar sesión con un proveedor. No se aceptan correo y contraseña.',
  'passwords.offWithoutProvider':
    'Las contraseñas no deberían aceptarse, pero siguen funcionando: no hay ningún proveedor configurado que las sustituya.',
  'passwords.switchOff': 'Desactivar contraseñas',
  'passwords.switchOffText':
    'Ya no se podrá iniciar sesión, registrarse ni cambiar la contraseña aquí. Los proveedores serán el único método para iniciar sesión.',
  'passwords.switchOffTitle': '¿Desactivar las contraseñas?',
  'passwords.switchOffWarning':
    'Si el proveedor no está disponible, tú tampoco podrás iniciar sesión. Entonces solo ayudará la línea de comandos del servidor.',
  'passwords.switchOn': 'Activar contraseñas',
  'passwords.title': 'Contraseñas',
  'passwords.turnedOff': 'Las contraseñas están desactivadas.',
  'passwords.turnedOn': 'Las contraseñas están activadas.',
} satisfies Partial<AdministrationCatalogue>;
