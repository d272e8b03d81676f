import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

export const groups = {
  'groups.add': 'Ajouter un groupe',
  'groups.addNow': 'Ajouter',
  'groups.change': 'Modifier',
  'groups.changeOne': ({ name }: { name: string }) => `Modifier ${name}`,
  'groups.changeTitle': 'Modifier le groupe',
  'groups.create': 'Créer le groupe',
  'groups.delete': 'Supprimer',
  'groups.deleteOne': ({ name }: { name: string }) => `Supprimer ${name}`,
  'groups.deleteProviderText':
    'Ses membres n’en font plus partie. Votre fournisseur peut le recréer à la prochaine connexion.',
  'groups.deleteText':
    'Ses membres n’en font plus partie, ici et dans les applications qui consultent les groupes. Les comptes restent.',
  'groups.deleteTitle': ({ name }: { name: string }) => `Supprimer le groupe ${name} ?`,
  'groups.deleted': ({ name }: { name: string }) => `Le groupe ${name} a été supprimé.`,
  'groups.description': 'Description',
  'groups.from': ({ provider }: { provider: string }) => `de ${provider}`,
  'groups.inAll': 'Cette personne fait partie de tous les groupes.',
  'groups.made': ({ name }: { name: string }) => `Le groupe ${name} a été créé.`,
  'groups.members': ({ count }: { count: number }) =>
    plural(count, { one: '# membre', other: '# membres', many: '# de membres' }),
  'groups.missingName': 'Saisissez un nom.',
  'groups.nameHint':
    'Les applications comparent les noms exactement. Un nom ne contient pas de virgule.',
  'groups.namedByProvider': 'Ce groupe vient de votre fournisseur, qui en choisit le nom.',
  'groups.new': 'Nouveau groupe',
  'groups.none': 'Aucun groupe pour le moment',
  'groups.noneText': 'Créez un groupe, puis ajoutez-y des personnes depuis leur page.',
  'groups.remove': ({ name }: { name: string }) => `Retirer de ${name}`,
  'groups.saved': 'Les modifications sont enregistrées.',
  'groups.text':
    'Les applications voient les groupes d’une personne et peuvent autoriser ou refuser selon eux.',
  'groups.userNone': ({ link }: { link: Mark }) =>
    `Il n’y a pas encore de groupes. Vous pouvez en créer dans ${link('Groupes')}.`,
  'groups.userText': 'Les applications voient les groupes de cette personne.',
} as const;
