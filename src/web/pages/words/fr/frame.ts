import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** What all pages share: buttons, the top bar, dialogs and notices. */
export const frame = {
  'action.back': 'Retour',
  'action.cancel': 'Annuler',
  'action.close': 'Fermer',
  'action.continue': 'Continuer',
  'action.copied': 'Copié',
  'action.copy': 'Copier',
  'action.remove': 'Supprimer',
  'action.retry': 'Réessayer',
  'action.save': 'Enregistrer',
  'action.signOut': 'Se déconnecter',

  'page.account': 'Votre compte',
  'page.admin': 'Administration',
  'page.link': 'Lien',
  'page.login': 'Se connecter',
  'page.register': 'Créer un compte',
  'page.title': ({ page, brand }: { page: string; brand: string }) => `${page} · ${brand}`,

  'top.account': 'Compte',
  'top.admin': 'Administration',
  'top.docs': 'Référence de l’API',
  'top.handbook': 'Manuel',
  'top.help': 'Aide',
  'top.label': 'Principale',
  'top.signedOut': 'Vous avez fermé votre session.',
  'top.skip': 'Aller au contenu',
  'top.waitingCount': ({ count }: { count: number }) =>
    plural(count, {
      one: '# demande à examiner',
      other: '# demandes à examiner',
      many: '# de demandes à examiner',
    }),

  'language.label': 'Langue',

  'copy.done': ({ what }: { what: string }) => `${what} : copié`,
  'copy.label': ({ what }: { what: string }) => `Copier : ${what}`,
  'copy.refused':
    'Votre navigateur ne permet pas à cette page de copier. Sélectionnez le texte et copiez-le.',

  'load.loading': 'Chargement',

  'broken.again': 'Réafficher',
  'broken.text': 'Cette page a rencontré un problème. Rien n’est perdu.',
  'lost.text': 'Cette page n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez.',

  'nowhere.text':
    'Il n’y a rien à cette adresse. La page a peut-être été déplacée, ou l’adresse est mal écrite.',
  'nowhere.title': 'Page introuvable',
  'nowhere.toAccount': 'Aller à votre compte',

  'confirm.divider': 'ou',
  'confirm.form': 'Confirmer votre identité',
  'confirm.signInAgain': 'Déconnectez-vous, reconnectez-vous, puis réessayez.',
  'confirm.text': 'Votre connexion date un peu, et ce changement demande une connexion récente.',
  'confirm.title': 'Confirmez votre identité',
  'confirm.with': ({ provider }: { provider: string }) => `Se reconnecter avec ${provider}`,

  'unsaved.leave': 'Quitter sans enregistrer',
  'unsaved.stay': 'Rester sur la page',
  'unsaved.text': 'Vos modifications sur cette page ne sont pas encore enregistrées.',
  'unsaved.title': 'Quitter cette page ?',

  'elsewhere.expired':
    'Votre session a expiré. Reconnectez-vous pour continuer ; votre saisie est conservée.',
  'elsewhere.restored': 'Votre saisie précédente est de nouveau là.',
  'elsewhere.text':
    'Votre session a pris fin, par exemple parce qu’elle a été fermée depuis un autre appareil. Reconnectez-vous pour continuer ; votre saisie est conservée.',
  'elsewhere.title': 'Votre session est fermée',
  'elsewhere.toSignIn': 'Page de connexion',

  'support.ask': ({ contact }: { contact: string }) => `Contactez ${contact}.`,
  'support.askAdministrator': 'Contactez votre administrateur.',
  'support.write': ({ link }: { link: Mark }) => `Contactez ${link('votre administrateur')}.`,

  'provider.local': 'Mot de passe',
  'provider.oidc': 'OpenID Connect',
} as const;
