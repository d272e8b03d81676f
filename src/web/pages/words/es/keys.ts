import type { AdministrationCatalogue } from '../catalogue.ts';

/** The keys that sign access tokens, in the panel. */
export const keys = {
  'keys.acceptedUntil': ({ until }) => `Ya no firma. Sus tokens se aceptan hasta el ${until}.`,
  'keys.address': 'Dirección de las claves públicas',
  'keys.change': 'Cambiar de clave',
  'keys.changeText': ({ variable }) =>
    `Las claves cambian solas, con la frecuencia que indica ${variable}. Cámbialas aquí si no quieres esperar.`,
  'keys.created': ({ alg, at }) => `${alg}, creada el ${at}`,
  'keys.elsewhereEffect':
    'Las apps que comprueban los tokens por su cuenta aceptan los anteriores hasta cinco minutos más, hasta que vuelven a leer la lista de claves.',
  'keys.handbook': 'Las claves de firma en el manual',
  'keys.heading': 'Claves de firma',
  'keys.intro':
    'Firman los tokens de acceso. Las apps comprueban los tokens con la mitad pública de una clave, así que no necesitan ningún secreto.',
  'keys.mayBeUnknown':
    'Las apps que guardan la lista de claves pueden rechazar sus tokens durante unos minutos.',
  'keys.refreshEffect':
    'No se cierra la sesión de nadie: las páginas y las apps obtienen tokens nuevos por sí solas.',
  'keys.revoke': 'Cambiar y revocar',
  'keys.revokeEffect':
    'Otra clave firma desde ahora, todas las demás se eliminan y todos los tokens de acceso anteriores se rechazan en cinco segundos como máximo.',
  'keys.revoked': 'Ahora firma otra clave. Todos los tokens de acceso anteriores se rechazan.',
  'keys.revokeName': 'Revocar todos los tokens de acceso',
  'keys.revokeText': 'Por si alguien más puede conocer una clave.',
  'keys.revokeTitle': '¿Revocar todos los tokens de acceso?',
  'keys.rotate': 'Cambiar',
  'keys.rotated': 'Ahora firma otra clave.',
  'keys.rotateEffect': 'Otra clave firma desde ahora: la siguiente de la lista o una nueva.',
  'keys.rotateName': 'Usar ya la clave siguiente',
  'keys.rotateText': 'Los tokens de acceso anteriores valen hasta que caducan.',
  'keys.rotateTitle': '¿Cambiar la clave de firma?',
  'keys.secret': 'Este servidor firma con un secreto (HS256)',
  'keys.secretCure': ({ setting }) =>
    `Para que firme con claves, haz primero que esas apps acepten ambas cosas; después define ${setting} en el entorno y reinicia. Los tokens de acceso anteriores se rechazan una vez; no se cierra la sesión de nadie.`,
  'keys.secretText':
    'Por eso aquí no hay claves. Una app que comprueba los tokens tiene que conocer el secreto, y con él podría crear tokens en nombre de cualquiera.',
  'keys.signsFrom': ({ from }) => `Firmará desde el ${from}. Ya está publicada.`,
  'keys.signsSince': ({ from }) => `Firma desde el ${from}.`,
  'keys.state.next': 'Siguiente',
  'keys.state.retired': 'Retirada',
  'keys.state.signing': 'Firma',
  'keys.stayEffect':
    'No se cierra la sesión de nadie, y los tokens de acceso anteriores valen hasta que caducan.',
  'keys.title': 'Claves',
  'keys.twiceEffect':
    'Si alguien puede tener la base de datos y secret.key, revoca dos veces y sustituye también secret.key.',
  'keys.unknownEffect':
    'Ninguna clave siguiente lleva diez minutos publicada, así que las apps que comprueban los tokens por su cuenta pueden rechazar los nuevos hasta cinco minutos.',
} satisfies Partial<AdministrationCatalogue>;
