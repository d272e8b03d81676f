import type { LinksCatalogue } from '../catalogue.ts';

/** The page of an invitation. */
export const invited = {
  'invited.address': ({ email }) => `Diese Einladung ist für ${email}. Bitte nimm diese Adresse.`,
  'invited.administrator': 'Dein Konto bekommt Admin-Rechte.',
  'invited.by': ({ person }) => `${person} lädt dich ein, ein Konto zu erstellen.`,
  'invited.signedIn':
    'Du bist schon angemeldet. Um ein weiteres Konto zu erstellen, melde dich zuerst ab und öffne den Link dann noch einmal.',
  'invited.title': ({ brand }) => `Du bist zu ${brand} eingeladen`,
  'invited.toAccount': 'Zu deinem Konto',
  'invited.until': ({ time }) => `Diese Einladung gilt bis ${time}.`,
} satisfies Partial<LinksCatalogue>;
