import type { MoveCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** The change of the OpenID provider, which takes people over; loaded when it is shown. */
export const providerMove: MoveCatalogue = {
  'move.betweenIssuers': ({ from, to }) => `De ${from} a ${to}`,
  'move.contested': ({ people }) =>
    plural(people, {
      one: 'Dos identidades del proveedor reclaman # cuenta, así que ninguna puede iniciar sesión. Deshaz el cambio o da a la persona un enlace de restablecimiento que desvincule los proveedores.',
      other:
        'Dos identidades del proveedor reclaman cada una de # cuentas, así que ninguna puede iniciar sesión. Deshaz el cambio o da a las personas enlaces de restablecimiento que desvinculen los proveedores.',
    }),
  'move.counts': ({ moved, waiting, excluded }) =>
    `${moved} adoptadas · ${waiting} en su próximo inicio de sesión · ${excluded} no adoptadas`,
  'move.effectAddress':
    'Una cuenta nueva del proveedor que tenga la dirección de otra persona obtiene aquí la cuenta de esa persona. Comprueba que ninguna dirección haya cambiado de dueño.',
  'move.effectDays': 'Durante 14 días, las personas se adoptan al iniciar sesión.',
  'move.effectUndo': 'Puedes deshacerlo en cualquier momento.',
  'move.effectWithin':
    'No se adopta a los administradores ni a quienes todavía usan su cuenta anterior del proveedor.',
  'move.ended': ({ at }) => `Terminó el ${at}`,
  'move.from': 'URL del emisor anterior',
  'move.fromHint': ({ issuers }) => `En uso aquí: ${issuers}`,
  'move.handbook': 'Más sobre el cambio de proveedor',
  'move.intro':
    'Adopta a las personas en otro proveedor, o en uno instalado de nuevo, por la dirección de correo que ambos han verificado.',
  'move.issuerInUse': ({ issuer, people }) =>
    plural(people, { one: `${issuer} (# persona)`, other: `${issuer} (# personas)` }),
  'move.newSubjects': ({ issuer }) => `Cuentas nuevas en ${issuer}`,
  'move.notCurrent': ({ issuer }) =>
    `Todavía nadie puede iniciar sesión en ${issuer}: escríbelo arriba como URL del emisor.`,
  'move.preview': 'Ver qué pasará',
  'move.running': ({ until }) => `En curso hasta el ${until}`,
  'move.showAll': 'Mostrar todas las personas',
  'move.start': 'Empezar el cambio',
  'move.started': 'El cambio ha empezado.',
  'move.startTitle': '¿Empezar el cambio de proveedor?',
  'move.title': 'Cambiar de proveedor',
  'move.to': 'URL del emisor nuevo',
  'move.toHint': 'La misma si el proveedor se instaló de nuevo.',
  'move.undo': 'Deshacer el cambio',
  'move.undoEffectIdentity': 'Cada persona adoptada recupera su cuenta anterior del proveedor.',
  'move.undoEffectMade':
    'Pierde lo creado desde entonces: sesiones, tokens de API, proveedores vinculados y una primera contraseña.',
  'move.undoEffectSettings':
    'Mientras el proveedor nuevo siga escrito arriba, las personas cuya dirección ha verificado aún pueden iniciar sesión allí.',
  'move.undone': 'El cambio está deshecho.',
  'move.undoneAt': ({ at }) => `Se deshizo el ${at}`,
  'move.undoTitle': '¿Deshacer el cambio de proveedor?',

  'move.outcome.contested': 'En disputa',
  'move.outcome.excluded': 'No adoptada',
  'move.outcome.moved': 'Adoptada',
  'move.outcome.restored': 'Como antes',
  'move.outcome.waiting': 'En el próximo inicio',

  'move.why.account_disabled': 'La cuenta está desactivada.',
  'move.why.address_of_another': 'La dirección en el proveedor es la de otra cuenta.',
  'move.why.address_shared': 'Otra persona del proveedor anterior tiene la misma dirección.',
  'move.why.administrator':
    'No se adopta a los administradores cuando el proveedor sigue siendo el mismo.',
  'move.why.at_new_issuer': 'La cuenta ya está vinculada al proveedor nuevo.',
  'move.why.moved_before': 'La cuenta ya se adoptó antes.',
  'move.why.no_verified_address': 'El proveedor anterior no verificó ninguna dirección.',
  'move.why.not_arrived': 'No inició sesión antes del final.',
  'move.why.several_identities': 'La cuenta está vinculada dos veces al proveedor anterior.',
  'move.why.signed_in_since': 'Todavía usa su cuenta anterior del proveedor.',
};
