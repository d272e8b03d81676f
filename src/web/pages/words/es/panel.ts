import type { AdministrationCatalogue } from '../catalogue.ts';

/** What all pages of the panel share. */
export const panel = {
  'panel.audit': 'Auditoría',
  'panel.back': 'Volver a tu cuenta',
  'panel.groups': 'Grupos',
  'panel.invitations': 'Invitaciones',
  'panel.keys': 'Claves',
  'panel.label': 'Administración',
  'panel.mail': 'Correo',
  'panel.onlyAdministrators': 'Esta página es para administradores',
  'panel.ordinary':
    'Tu cuenta no tiene el rol de administrador, así que aquí no tienes nada que hacer.',
  'panel.overview': 'Resumen',
  'panel.providers': 'Proveedores',
  'panel.registration': 'Registro',
  'panel.users': 'Cuentas',
  'panel.waiting': 'Solicitudes',

  'list.clear': 'Quitar filtros',
  'list.clearSearch': 'Borrar la búsqueda',
  'list.download': 'Exportar CSV',
  'list.next': 'Siguiente',
  'list.pages': 'Páginas',
  'list.part': ({ from, to, total }) => `${from}–${to} de ${total}`,
  'list.previous': 'Anterior',
  'list.sort': 'Ordenar por',
} satisfies Partial<AdministrationCatalogue>;
