import type { BaseCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** What all pages share: buttons, the top bar, dialogs and notices. */
export const frame = {
  'action.back': 'Volver',
  'action.cancel': 'Cancelar',
  'action.close': 'Cerrar',
  'action.continue': 'Continuar',
  'action.copied': 'Copiado',
  'action.copy': 'Copiar',
  'action.remove': 'Quitar',
  'action.retry': 'Reintentar',
  'action.save': 'Guardar',
  'action.signOut': 'Cerrar sesión',

  'page.account': 'Tu cuenta',
  'page.admin': 'Administración',
  'page.link': 'Enlace',
  'page.login': 'Iniciar sesión',
  'page.register': 'Crear cuenta',
  'page.title': ({ page, brand }) => `${page} · ${brand}`,

  'top.account': 'Cuenta',
  'top.admin': 'Administración',
  'top.docs': 'Referencia de la API',
  'top.handbook': 'Manual',
  'top.help': 'Ayuda',
  'top.label': 'Principal',
  'top.signedOut': 'Se cerró tu sesión.',
  'top.skip': 'Ir al contenido',
  'top.waitingCount': ({ count }) =>
    plural(count, {
      one: '# solicitud por revisar',
      other: '# solicitudes por revisar',
      many: '# de solicitudes por revisar',
    }),

  'language.label': 'Idioma',

  'copy.done': ({ what }) => `${what}: copiado`,
  'copy.label': ({ what }) => `Copiar: ${what}`,
  'copy.refused':
    'Tu navegador no permite copiar desde esta página. Selecciona el texto y cópialo.',

  'load.loading': 'Cargando',

  'broken.again': 'Volver a mostrar',
  'broken.text': 'Hubo un problema en esta página. No se perdió nada.',
  'lost.text': 'No se pudo cargar esta página. Comprueba tu conexión e inténtalo de nuevo.',

  'nowhere.text': 'No hay nada en esta dirección. Puede que haya cambiado o que esté mal escrita.',
  'nowhere.title': 'Página no encontrada',
  'nowhere.toAccount': 'Ir a tu cuenta',

  'confirm.divider': 'o',
  'confirm.form': 'Confirma que eres tú',
  'confirm.signInAgain': 'Cierra la sesión, vuelve a iniciarla e inténtalo otra vez.',
  'confirm.text':
    'Iniciaste sesión hace un rato y, para este cambio, tienes que volver a iniciarla.',
  'confirm.title': 'Confirma que eres tú',
  'confirm.with': ({ provider }) => `Volver a iniciar sesión con ${provider}`,

  'unsaved.leave': 'Salir sin guardar',
  'unsaved.stay': 'Seguir editando',
  'unsaved.text': 'Los cambios de esta página aún no se han guardado.',
  'unsaved.title': '¿Salir de esta página?',

  'elsewhere.expired':
    'Tu sesión ha caducado. Vuelve a iniciarla para continuar; lo que has escrito se conserva.',
  'elsewhere.restored': 'Aquí tienes de nuevo lo que habías escrito.',
  'elsewhere.text':
    'Tu sesión ha terminado; por ejemplo, porque se cerró desde otro dispositivo. Vuelve a iniciarla para continuar; lo que has escrito se conserva.',
  'elsewhere.title': 'Se cerró tu sesión',
  'elsewhere.toSignIn': 'Ir al inicio de sesión',

  'support.ask': ({ contact }) => `Consulta con ${contact}.`,
  'support.askAdministrator': 'Consulta con tu administrador.',
  'support.write': ({ link }) => `Consulta con ${link('tu administrador')}.`,

  'provider.local': 'Contraseña',
  'provider.oidc': 'OpenID Connect',
} satisfies Partial<BaseCatalogue>;
