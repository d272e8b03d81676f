import type { JoiningCatalogue, Mark } from '../catalogue.ts';

/** What people ask whose sign-in at a provider is not linked to their account. */
export const linkRequests = {
  'did.linkAsked': ({ provider, account }: { provider: string; account: string }) =>
    `Une personne connectée avec ${provider} a demandé à être associée à ${account}`,
  'did.linkGranted': ({
    actor,
    provider,
    account,
  }: {
    actor: string;
    provider: string;
    account: string;
  }) => `${actor} a associé une connexion avec ${provider} à ${account}`,
  'did.linkRefused': ({
    actor,
    provider,
    account,
  }: {
    actor: string;
    provider: string;
    account: string;
  }) => `${actor} a refusé d’associer une connexion avec ${provider} à ${account}`,

  'note.link.byPassword': 'Confirmé avec le mot de passe',
  'note.link.confirming': 'Lors de la confirmation d’une association par mot de passe',
  'note.link.replaced': 'Remplace le compte qui y était associé auparavant',
  'note.link.told': ({ email }: { email: string }) =>
    `Adresse chez le fournisseur : ${email}, vérifiée chez lui`,
  'note.link.toldUnverified': ({ email }: { email: string }) =>
    `Adresse chez le fournisseur : ${email}, non vérifiée chez lui`,

  'linking.account': 'Compte ici',
  'linking.ask': ({ provider }: { provider: string }) => `Connexion avec ${provider}`,
  'linking.disabled': 'Le compte est désactivé.',
  'linking.gone':
    'Cette demande n’est plus valable : le compte ou son adresse a changé, ou la connexion est désormais associée.',
  'linking.lead':
    'Ces personnes se sont connectées chez un fournisseur avec l’adresse d’un compte, mais l’adresse seule ne suffit pas à l’ouvrir. N’associez que si vous savez que les deux appartiennent à la même personne.',
  'linking.link': 'Associer',
  'linking.linked': ({ name, provider }: { name: string; provider: string }) =>
    `${name} peut maintenant se connecter avec ${provider}.`,
  'linking.linkOne': ({ email, provider }: { email: string; provider: string }) =>
    `Associer la connexion de ${email} avec ${provider}`,
  'linking.linkText': ({ provider, name }: { provider: string; name: string }) =>
    `Dès lors, ce compte chez ${provider} ouvre le compte de ${name}. La personne s’y connecte comme d’habitude.`,
  'linking.linkTitle': ({ provider, name }: { provider: string; name: string }) =>
    `Associer ${provider} au compte de ${name} ?`,
  'linking.neverSignedIn': 'Jamais connecté',
  'linking.noWays': 'N’a aucun moyen de se connecter',
  'linking.notVerified': 'Non vérifiée',
  'linking.own': ({ link }: { link: Mark }) =>
    `C’est votre propre compte. Un autre administrateur peut décider, ou vous associez le fournisseur dans ${link('votre compte')}.`,
  'linking.pending': 'Approuvez d’abord le compte.',
  'linking.refuse': 'Refuser',
  'linking.refused': 'La demande a été refusée.',
  'linking.refusedBadge': 'Refusée',
  'linking.refuseOne': ({ email, provider }: { email: string; provider: string }) =>
    `Refuser d’associer la connexion de ${email} avec ${provider}`,
  'linking.refuseText': 'La personne pourra redemander 14 jours après cette demande.',
  'linking.refuseTitle': 'Refuser cette demande ?',
  'linking.replaces': ({ time }: { time: string }) =>
    `Le compte est associé à un autre compte chez ce fournisseur, utilisé pour la dernière fois ${time}. L’association le remplace et déconnecte la personne partout.`,
  'linking.subject': ({ subject }: { subject: string }) => `Sujet : ${subject}`,
  'linking.title': 'Connexions à associer',
  'linking.until': ({ date }: { date: string }) => `Prend fin le ${date}`,
  'linking.verified': 'Vérifiée',
  'linking.ways': ({ methods }: { methods: string }) => `Se connecte avec ${methods}`,
} satisfies Partial<JoiningCatalogue>;
