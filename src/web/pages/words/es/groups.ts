import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

export const groups = {
  'groups.add': 'Añadir un grupo',
  'groups.addNow': 'Añadir',
  'groups.change': 'Editar',
  'groups.changeOne': ({ name }: { name: string }) => `Editar ${name}`,
  'groups.changeTitle': 'Editar grupo',
  'groups.create': 'Crear grupo',
  'groups.delete': 'Eliminar',
  'groups.deleteOne': ({ name }: { name: string }) => `Eliminar ${name}`,
  'groups.deleteProviderText':
    'Sus miembros dejan de pertenecer a él. Tu proveedor puede volver a crearlo en el próximo inicio de sesión.',
  'groups.deleteText':
    'Sus miembros dejan de pertenecer a él, aquí y en las aplicaciones que consultan los grupos. Las cuentas se conservan.',
  'groups.deleteTitle': ({ name }: { name: string }) => `¿Eliminar el grupo ${name}?`,
  'groups.deleted': ({ name }: { name: string }) => `Se eliminó el grupo ${name}.`,
  'groups.description': 'Descripción',
  'groups.from': ({ provider }: { provider: string }) => `de ${provider}`,
  'groups.inAll': 'Esta persona está en todos los grupos.',
  'groups.made': ({ name }: { name: string }) => `Se creó el grupo ${name}.`,
  'groups.members': ({ count }: { count: number }) =>
    plural(count, { one: '# miembro', other: '# miembros', many: '# de miembros' }),
  'groups.missingName': 'Escribe un nombre.',
  'groups.nameHint': 'Las aplicaciones comparan los nombres tal cual. Un nombre no lleva comas.',
  'groups.namedByProvider': 'Este grupo viene de tu proveedor, que le pone el nombre.',
  'groups.new': 'Nuevo grupo',
  'groups.none': 'Aún no hay grupos',
  'groups.noneText': 'Crea un grupo y añade personas desde sus páginas.',
  'groups.remove': ({ name }: { name: string }) => `Quitar de ${name}`,
  'groups.saved': 'Los cambios se han guardado.',
  'groups.text':
    'Las aplicaciones ven los grupos de una persona y pueden permitir o negar cosas según ellos.',
  'groups.userNone': ({ link }: { link: Mark }) =>
    `Aún no hay grupos. Puedes crearlos en ${link('Grupos')}.`,
  'groups.userText': 'Las aplicaciones ven los grupos de esta persona.',
} as const;
