import type { LinksCatalogue } from '../catalogue.ts';
import { invited } from './invited.ts';

/** The page of a one-time link; loaded when one is opened. */
export const links: LinksCatalogue = {
  ...invited,
  'link.again': 'Veuillez rouvrir le lien',
  'link.againText':
    'Pour votre sécurité, l’adresse de cette page ne conserve pas le lien. Ouvrez-le de nouveau depuis le message ou avec le code que vous avez reçu.',
  'link.change': 'Confirmez votre nouvelle adresse e-mail',
  'link.changeDone': 'Votre nouvelle adresse e-mail est confirmée.',
  'link.changeLead': ({ email }: { email: string }) => `La nouvelle adresse est ${email}`,
  'link.changeSubmit': 'Utiliser cette adresse',
  'link.dead': 'Ce lien ne fonctionne plus',
  'link.deadText':
    'Il a peut-être expiré, il a peut-être déjà servi, ou un lien plus récent l’a remplacé.',
  'link.newPassword': 'Nouveau mot de passe',
  'link.opening': 'Ouverture du lien',
  'link.ownerProvider':
    'Vous vous connectez sans mot de passe ? Connectez-vous d’abord dans ce navigateur, puis ouvrez le lien une nouvelle fois.',
  'link.ownerText': 'Pour que vous seul puissiez utiliser le lien.',
  'link.reset': 'Choisir un nouveau mot de passe',
  'link.resetDone': ({ email }) =>
    `Le nouveau mot de passe de ${email} est enregistré. Vous pouvez maintenant l’utiliser pour vous connecter.`,
  'link.resetEnds':
    'Tous les appareils seront alors déconnectés, et les jetons d’API ne fonctionneront plus.',
  'link.resetLead': ({ email }) => `Pour le compte ${email}`,
  'link.resetSubmit': 'Enregistrer le nouveau mot de passe',
  'link.toSignIn': 'Aller à la page de connexion',
  'link.until': ({ time }) => `Ce lien fonctionne une seule fois, jusqu’au ${time}.`,
  'link.verify': 'Confirmez votre adresse e-mail',
  'link.verifyDone': 'Votre adresse e-mail est confirmée.',
  'link.verifySubmit': 'Confirmer l’adresse',
};
