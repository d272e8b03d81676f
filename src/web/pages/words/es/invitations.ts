import type { JoiningCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** Invitations in the panel. */
export const invitations = {
  'invitations.afterDays': ({ days, date }) =>
    plural(days, { one: `${date} (tras # día)`, other: `${date} (tras # días)` }),
  'invitations.anyone': 'Cualquiera que tenga el enlace',
  'invitations.by': ({ person }) => `de ${person}`,
  'invitations.byCommand': 'desde la línea de comandos',
  'invitations.code': 'El enlace como código QR',
  'invitations.create': 'Crear invitación',
  'invitations.days': 'Funciona hasta el',
  'invitations.done': 'Ya lo he entregado',
  'invitations.email': 'Dirección de correo (opcional)',
  'invitations.emailHint':
    'Entonces solo esa dirección puede usar el enlace, y se le envía por correo si este servidor envía correos.',
  'invitations.groups': ({ groups }) => `Grupos: ${groups}`,
  'invitations.link': 'El enlace de la invitación',
  'invitations.made': 'La invitación está lista',
  'invitations.mailed': 'Enviada por correo',
  'invitations.maxUses': 'Para cuántas personas',
  'invitations.name': 'Nombre (opcional)',
  'invitations.nameHint': 'El formulario lo propone; la persona puede cambiarlo.',
  'invitations.new': 'Nueva invitación',
  'invitations.none': 'Aún no hay invitaciones',
  'invitations.noneText':
    'Crea un enlace y entrégalo, o deja que el servidor lo envíe. Funciona también cuando el registro está cerrado.',
  'invitations.noMaker': 'Quien la creó ya no tiene permisos de administrador.',
  'invitations.onItsWay': ({ email }) =>
    `El enlace va de camino a ${email}. También puedes entregarlo tú; solo se muestra ahora.`,
  'invitations.once':
    'Copia el enlace o deja que la persona escanee el código. Solo se muestra ahora.',
  'invitations.people': ({ count }) => plural(count, { one: '# persona', other: '# personas' }),
  'invitations.revoke': 'Retirar',
  'invitations.revokeOne': ({ whom }) => `Retirar la invitación de ${whom}`,
  'invitations.revokeText':
    'Su enlace deja de funcionar al instante. Las cuentas creadas con él se conservan.',
  'invitations.revokeTitle': '¿Retirar esta invitación?',
  'invitations.revoked': 'La invitación se retiró.',
  'invitations.state.expired': 'Caducada',
  'invitations.state.maker_lost_role': 'Detenida',
  'invitations.state.used_up': 'Agotada',
  'invitations.text': 'Enlaces con los que cada persona crea su propia cuenta, sin aprobación.',
  'invitations.until': ({ time }) => `hasta el ${time}`,
  'invitations.uses': ({ uses, max }) =>
    plural(max, { one: `usada ${uses} de # vez`, other: `usada ${uses} de # veces` }),

  'cause.invitation.expired': 'Había caducado',
  'cause.invitation.maker_lost_role': 'Quien la creó ya no tiene permisos de administrador',
  'cause.invitation.other_address': 'Es para otra dirección de correo',
  'cause.invitation.used_up': 'Estaba agotada',
  'cause.invitation_for_other_address': 'La invitación es para otra dirección de correo',
  'cause.link_invalid': 'El enlace ya no era válido',

  'did.invited': ({ actor, account }) => `${actor} invitó a ${account}`,
  'did.invitationCame': ({ account }) => `${account} usó una invitación`,
  'did.invitationCameBy': ({ account, inviter }) => `${account} usó una invitación de ${inviter}`,
  'did.invitationMade': ({ actor }) => `${actor} creó una invitación`,
  'did.invitationRefused': 'Se rechazó una invitación',
  'did.invitationRefusedFor': ({ account }) => `${account} no pudo usar una invitación`,
  'did.invitationRevoked': ({ actor }) => `${actor} retiró una invitación`,
  'did.invitationRevokedFor': ({ actor, account }) => `${actor} retiró la invitación de ${account}`,
} as const satisfies Partial<JoiningCatalogue>;
