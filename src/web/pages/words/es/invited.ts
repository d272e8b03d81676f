import type { LinksCatalogue } from '../catalogue.ts';

/** The page of an invitation. */
export const invited = {
  'invited.address': ({ email }) => `Esta invitación es para ${email}. Usa esa dirección.`,
  'invited.administrator': 'Tu cuenta será de administrador.',
  'invited.by': ({ person }) => `${person} te invita a crear una cuenta.`,
  'invited.signedIn':
    'Ya has iniciado sesión. Para crear otra cuenta, cierra la sesión y vuelve a abrir el enlace.',
  'invited.title': ({ brand }) => `Tienes una invitación a ${brand}`,
  'invited.toAccount': 'Ir a tu cuenta',
  'invited.until': ({ time }) => `Esta invitación funciona hasta el ${time}.`,
} satisfies Partial<LinksCatalogue>;
