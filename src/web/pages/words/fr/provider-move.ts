import type { MoveCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** The change of the OpenID provider, which takes people over; loaded when it is shown. */
export const providerMove: MoveCatalogue = {
  'move.betweenIssuers': ({ from, to }) => `De ${from} à ${to}`,
  'move.contested': ({ people }) =>
    plural(people, {
      one: 'Deux identités du fournisseur revendiquent # compte : aucune ne peut se connecter. Annulez le changement, ou donnez à la personne un lien de réinitialisation qui dissocie les fournisseurs.',
      other:
        'Deux identités du fournisseur revendiquent chacun des # comptes : aucune ne peut se connecter. Annulez le changement, ou donnez aux personnes des liens de réinitialisation qui dissocient les fournisseurs.',
    }),
  'move.counts': ({ moved, waiting, excluded }) =>
    `${moved} repris · ${waiting} à la prochaine connexion · ${excluded} non repris`,
  'move.effectAddress':
    'Un nouveau compte du fournisseur qui a l’adresse d’une autre personne obtient ici le compte de celle-ci. Assurez-vous qu’aucune adresse n’a changé de titulaire.',
  'move.effectDays': 'Pendant 14 jours, les personnes sont reprises à leur connexion.',
  'move.effectUndo': 'Vous pouvez l’annuler à tout moment.',
  'move.effectWithin':
    'Les administrateurs ne sont pas repris, ni les personnes qui utilisent encore leur ancien compte du fournisseur.',
  'move.ended': ({ at }) => `Terminé le ${at}`,
  'move.from': 'Ancienne URL de l’émetteur',
  'move.fromHint': ({ issuers }) => `Utilisés ici : ${issuers}`,
  'move.handbook': 'En savoir plus sur le changement de fournisseur',
  'move.intro':
    'Reprend les personnes chez un autre fournisseur, ou chez le même réinstallé, d’après l’adresse e-mail que les deux ont vérifiée.',
  'move.issuerInUse': ({ issuer, people }) =>
    plural(people, { one: `${issuer} (# personne)`, other: `${issuer} (# personnes)` }),
  'move.newSubjects': ({ issuer }) => `Nouveaux comptes chez ${issuer}`,
  'move.notCurrent': ({ issuer }) =>
    `Personne ne peut encore se connecter chez ${issuer} : indiquez-le plus haut comme URL de l’émetteur.`,
  'move.preview': 'Voir ce qui se passera',
  'move.running': ({ until }) => `En cours jusqu’au ${until}`,
  'move.showAll': 'Afficher toutes les personnes',
  'move.start': 'Commencer le changement',
  'move.started': 'Le changement a commencé.',
  'move.startTitle': 'Commencer le changement de fournisseur ?',
  'move.title': 'Changer de fournisseur',
  'move.to': 'Nouvelle URL de l’émetteur',
  'move.toHint': 'La même si le fournisseur a été réinstallé.',
  'move.undo': 'Annuler le changement',
  'move.undoEffectIdentity': 'Chaque personne reprise retrouve son ancien compte du fournisseur.',
  'move.undoEffectMade':
    'Elle perd ce qui a été créé depuis : sessions, jetons d’API, fournisseurs associés et premier mot de passe.',
  'move.undoEffectSettings':
    'Tant que le nouveau fournisseur est indiqué plus haut, les personnes dont il a vérifié l’adresse peuvent encore s’y connecter.',
  'move.undone': 'Le changement est annulé.',
  'move.undoneAt': ({ at }) => `Annulé le ${at}`,
  'move.undoTitle': 'Annuler le changement de fournisseur ?',

  'move.outcome.contested': 'Contesté',
  'move.outcome.excluded': 'Non repris',
  'move.outcome.moved': 'Repris',
  'move.outcome.restored': 'Comme avant',
  'move.outcome.waiting': 'À la prochaine connexion',

  'move.why.account_disabled': 'Le compte est désactivé.',
  'move.why.address_of_another': 'L’adresse chez le fournisseur est celle d’un autre compte.',
  'move.why.address_shared': 'Une autre personne a la même adresse chez l’ancien fournisseur.',
  'move.why.administrator':
    'Les administrateurs ne sont pas repris quand le fournisseur reste le même.',
  'move.why.at_new_issuer': 'Le compte est déjà associé au nouveau fournisseur.',
  'move.why.moved_before': 'Le compte a déjà été repris.',
  'move.why.no_verified_address': 'L’ancien fournisseur n’a vérifié aucune adresse.',
  'move.why.not_arrived': 'Aucune connexion avant la fin.',
  'move.why.several_identities': 'Le compte est associé deux fois à l’ancien fournisseur.',
  'move.why.signed_in_since': 'Utilise encore son ancien compte du fournisseur.',
};
