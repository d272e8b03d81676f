import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

/** The people who wait for approval. */
export const waiting = {
  'waiting.approve': 'Aprobar',
  'waiting.approveOne': ({ name }) => `Aprobar a ${name}`,
  'waiting.approveSelected': 'Aprobar selección',
  'waiting.approved': ({ name }) => `${name} ya puede iniciar sesión.`,
  'waiting.approvedMany': ({ count }) =>
    plural(count, {
      one: '# persona ya puede iniciar sesión.',
      other: '# personas ya pueden iniciar sesión.',
      many: '# de personas ya pueden iniciar sesión.',
    }),
  'waiting.asked': ({ time }) => `Solicitud: ${time}`,
  'waiting.askedWith': ({ time, methods }) => `Solicitud: ${time} · ${methods}`,
  'waiting.decidedBefore': ({ count }) =>
    plural(count, {
      one: '# solicitud ya estaba decidida.',
      other: '# solicitudes ya estaban decididas.',
      many: '# de solicitudes ya estaban decididas.',
    }),
  'waiting.lead': 'Las solicitudes nuevas aparecen aquí solas.',
  'waiting.none': 'No hay solicitudes pendientes',
  'waiting.noneText': ({ link }) =>
    `En ${link('Registro')} eliges si las cuentas nuevas necesitan tu aprobación.`,
  'waiting.reject': 'Rechazar',
  'waiting.rejectManyText':
    'Se eliminarán sus solicitudes. Con los mismos correos se podrá volver a solicitar una cuenta.',
  'waiting.rejectManyTitle': ({ count }) =>
    plural(count, {
      one: '¿Rechazar # solicitud?',
      other: '¿Rechazar # solicitudes?',
      many: '¿Rechazar # de solicitudes?',
    }),
  'waiting.rejectOne': ({ name }) => `Rechazar a ${name}`,
  'waiting.rejectSelected': 'Rechazar selección',
  'waiting.rejectText': ({ email }) =>
    `Se eliminará la solicitud de ${email}. Con el mismo correo se podrá volver a solicitar una cuenta.`,
  'waiting.rejectTitle': ({ name }) => `¿Rechazar la solicitud de ${name}?`,
  'waiting.rejected': ({ name }) => `Se rechazó la solicitud de ${name}.`,
  'waiting.rejectedMany': ({ count }) =>
    plural(count, {
      one: 'Se rechazó # solicitud.',
      other: 'Se rechazaron # solicitudes.',
      many: 'Se rechazaron # de solicitudes.',
    }),
  'waiting.select': ({ name }) => `Seleccionar a ${name}`,
  'waiting.selectAll': 'Seleccionar todo',
  'waiting.selected': ({ count }) =>
    plural(count, { one: '# seleccionada', other: '# seleccionadas' }),
  'waiting.title': 'Revisar solicitudes',
} satisfies Partial<AdministrationCatalogue>;
