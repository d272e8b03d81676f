import type { LinksCatalogue } from '../catalogue.ts';
import { invited } from './invited.ts';

/** The page of a one-time link; loaded when one is opened. */
export const links: LinksCatalogue = {
  ...invited,
  'link.again': 'Abre el enlace otra vez',
  'link.againText':
    'Por tu seguridad, la dirección de esta página no conserva el enlace. Ábrelo de nuevo desde el mensaje o con el código que recibiste.',
  'link.change': 'Confirma tu nuevo correo electrónico',
  'link.changeDone': 'Tu nuevo correo electrónico está confirmado.',
  'link.changeLead': ({ email }) => `La dirección nueva es ${email}`,
  'link.changeSubmit': 'Usar esta dirección',
  'link.dead': 'Este enlace ya no funciona',
  'link.deadText':
    'Puede que haya caducado, que ya se haya usado o que un enlace más reciente lo haya sustituido.',
  'link.newPassword': 'Nueva contraseña',
  'link.opening': 'Abriendo el enlace',
  'link.ownerProvider':
    '¿Inicias sesión sin contraseña? Inicia sesión primero en este navegador y abre el enlace otra vez.',
  'link.ownerText': 'Para que solo tú puedas usar el enlace.',
  'link.reset': 'Elige una contraseña nueva',
  'link.resetDone': ({ email }) =>
    `La contraseña nueva de ${email} está guardada. Ya puedes iniciar sesión con ella.`,
  'link.resetEnds':
    'Después se cerrará la sesión en todos los dispositivos y los tokens de API dejarán de funcionar.',
  'link.resetLead': ({ email }) => `Para la cuenta ${email}`,
  'link.resetSubmit': 'Guardar la contraseña nueva',
  'link.toSignIn': 'Ir a la página de inicio de sesión',
  'link.until': ({ time }) => `Este enlace funciona una sola vez, hasta el ${time}.`,
  'link.verify': 'Confirma tu correo electrónico',
  'link.verifyDone': 'Tu correo electrónico está confirmado.',
  'link.verifySubmit': 'Confirmar la dirección',
};
