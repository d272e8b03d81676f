import type { LinksCatalogue } from '../catalogue.ts';

/** The page of an invitation. */
export const invited = {
  'invited.address': ({ email }) =>
    `Cette invitation est destinée à ${email}. Utilisez cette adresse.`,
  'invited.administrator': 'Votre compte sera administrateur.',
  'invited.by': ({ person }) => `${person} vous invite à créer un compte.`,
  'invited.signedIn':
    'Vous êtes déjà connecté. Pour créer un autre compte, déconnectez-vous, puis rouvrez le lien.',
  'invited.title': ({ brand }) => `Vous êtes invité sur ${brand}`,
  'invited.toAccount': 'Aller à votre compte',
  'invited.until': ({ time }) => `Cette invitation fonctionne jusqu’au ${time}.`,
} satisfies Partial<LinksCatalogue>;
