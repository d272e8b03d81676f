import type { JoiningCatalogue } from '../catalogue.ts';

/** What people ask whose sign-in at a provider is not linked to their account. */
export const linkRequests = {
  'did.linkAsked': ({ provider, account }) =>
    `Una persona que inició sesión con ${provider} pidió que se la vincule a ${account}`,
  'did.linkGranted': ({ actor, provider, account }) =>
    `${actor} vinculó un inicio de sesión con ${provider} a ${account}`,
  'did.linkRefused': ({ actor, provider, account }) =>
    `${actor} rechazó vincular un inicio de sesión con ${provider} a ${account}`,

  'note.link.byPassword': 'Confirmado con la contraseña',
  'note.link.confirming': 'Al confirmar una vinculación con la contraseña',
  'note.link.replaced': 'Sustituye a la cuenta que estaba vinculada allí antes',
  'note.link.told': ({ email }) => `Correo en el proveedor: ${email}, verificado allí`,
  'note.link.toldUnverified': ({ email }) => `Correo en el proveedor: ${email}, no verificado allí`,

  'linking.account': 'Cuenta aquí',
  'linking.ask': ({ provider }) => `Inició sesión con ${provider}`,
  'linking.disabled': 'La cuenta está desactivada.',
  'linking.gone':
    'Esta solicitud ya no es válida: la cuenta o su correo cambió desde entonces, o el inicio de sesión ya está vinculado.',
  'linking.lead':
    'Estas personas iniciaron sesión en un proveedor con el correo de una cuenta, pero el correo por sí solo no puede abrirla. Vincula solo si sabes que ambas son de la misma persona.',
  'linking.link': 'Vincular',
  'linking.linked': ({ name, provider }) => `${name} ya puede iniciar sesión con ${provider}.`,
  'linking.linkOne': ({ email, provider }) =>
    `Vincular el inicio de sesión de ${email} con ${provider}`,
  'linking.linkText': ({ provider, name }) =>
    `A partir de entonces, esa cuenta de ${provider} abre la cuenta de ${name}. La persona inicia sesión allí como siempre.`,
  'linking.linkTitle': ({ provider, name }) => `¿Vincular ${provider} a la cuenta de ${name}?`,
  'linking.neverSignedIn': 'Nunca inició sesión',
  'linking.noWays': 'No tiene forma de iniciar sesión',
  'linking.notVerified': 'Sin verificar',
  'linking.own': ({ link }) =>
    `Es tu propia cuenta. Otro administrador puede decidir, o vinculas el proveedor en ${link('tu cuenta')}.`,
  'linking.pending': 'Aprueba primero la cuenta.',
  'linking.refuse': 'Rechazar',
  'linking.refused': 'Se rechazó la solicitud.',
  'linking.refusedBadge': 'Rechazada',
  'linking.refuseOne': ({ email, provider }) =>
    `Rechazar vincular el inicio de sesión de ${email} con ${provider}`,
  'linking.refuseText': 'La persona podrá volver a pedirlo 14 días después de esta solicitud.',
  'linking.refuseTitle': '¿Rechazar esta solicitud?',
  'linking.replaces': ({ time }) =>
    `La cuenta está vinculada a otra cuenta de este proveedor, usada por última vez ${time}. Al vincular se sustituye y se cierran todas las sesiones de la persona.`,
  'linking.subject': ({ subject }) => `Sujeto: ${subject}`,
  'linking.title': 'Inicios de sesión por vincular',
  'linking.until': ({ date }) => `Termina el ${date}`,
  'linking.verified': 'Verificado',
  'linking.ways': ({ methods }) => `Inicia sesión con ${methods}`,
} satisfies Partial<JoiningCatalogue>;
