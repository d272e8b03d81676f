import type { LinksCatalogue } from '../catalogue.ts';

/** The page of an invitation. */
export const invited = {
  'invited.address': ({ email }) =>
    `Cette invitation est destinée à ${email}. Utilisez cette adresse.`,
  'invited.administrator': 'Votre compte sera administrateur.',
  'invited.by': ({ person }) => `${person} vous invite à créer un compte.`,
  'invited.noWay':
    'Ce serveur ne permet pas de créer un compte pour le moment. Prévenez la personne qui vous a invité.',
  'invited.signedIn':
    'Vous êtes déjà connecté. Pour créer un autre compte, déconnectez-vous, puis rouvrez le lien.',
  'invited.title': ({ brand }) => `Vous êtes invité sur ${brand}`,
  'invited.toAccount': 'Aller à votre compte',
  'invited.until': ({ time }) => `Cette invitation fonctionne jusqu’au ${time}.`,
} satisfies Partial<LinksCatalogue>;
