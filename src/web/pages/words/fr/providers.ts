import { of } from './elision.ts';

/** The sign-in methods in the panel. */
export const providers = {
  'providers.allowSignup': 'Permettre l’inscription',
  'providers.allowSignupText':
    'Les personnes sans compte ici en reçoivent un, selon « Qui peut s’inscrire » sous Inscription.',
  'providers.autoLink': 'Associer par adresse e-mail',
  'providers.autoLinkText':
    'Les personnes dont l’adresse vérifiée est celle d’un compte ici s’y connectent.',
  'providers.callback': ({ provider }: { provider: string }) =>
    `Adresse de redirection, à enregistrer chez ${provider}`,
  'providers.clientId': 'ID client',
  'providers.clientSecret': 'Secret client',
  'providers.close': ({ provider }: { provider: string }) => `Fermer ${provider}`,
  'providers.details': 'Détails',
  'providers.detailsOf': ({ provider }: { provider: string }) => `Détails ${of(provider)}`,
  'providers.enabled': 'Afficher sur la page de connexion',
  'providers.enabledText':
    'Le bouton apparaît une fois l’ID client et le secret client enregistrés.',
  'providers.fromEnvironment': 'Défini dans l’environnement',
  'providers.guide': ({ provider }: { provider: string }) => `Comment configurer ${provider}`,
  'providers.intro':
    'Pour se connecter avec un compte existant, grâce à une application que vous enregistrez chez chaque fournisseur.',
  'providers.missingClientId': 'L’ID client manque',
  'providers.missingSecret': 'Le secret client manque',
  'providers.needsBoth': 'Demande un ID client et un secret client',
  'providers.needsSecretAgain': 'Le secret client doit être saisi de nouveau',
  'providers.saveAs': ({ provider }: { provider: string }) => `Enregistrer ${provider}`,
  'providers.saved': ({ provider }: { provider: string }) => `${provider} est enregistré.`,
  'providers.savedOff': ({ provider }: { provider: string }) =>
    `${provider} est enregistré, mais pas affiché sur la page de connexion.`,
  'providers.setUp': 'Configurer',
  'providers.setUpOf': ({ provider }: { provider: string }) => `Configurer ${provider}`,
  'providers.shown': 'Affiché sur la page de connexion',
  'providers.stateHalf': 'Incomplet',
  'providers.stateNotSetUp': 'Non configuré',
  'providers.stateOff': 'Inactif',
  'providers.stateOn': 'Actif',
  'providers.switchOn': 'Activer',
  'providers.tenant': 'Locataire',
  'providers.tenantHint':
    'Vide pour tous les comptes ; ou l’ID ou le domaine du locataire, « organizations » ou « consumers ».',
  'providers.title': 'Autres comptes',
  'providers.turnedOff': 'Configuré, mais désactivé',

  'secret.hint': 'Enregistré chiffré, et jamais affiché par la suite.',
  'secret.remove': ({ owner }: { owner: string }) => `Supprimer le secret client ${of(owner)} ?`,
  'secret.removed': 'Le secret client est supprimé.',
  'secret.removeText': 'Sans lui, la plupart des fournisseurs refusent les connexions.',
  'secret.replace': 'Remplacer',
  'secret.replaceHint': 'Remplace le secret actuel quand vous enregistrez.',
  'secret.stored': 'Un secret est enregistré',
  'secret.unreadable':
    'Le secret enregistré ne peut plus être déchiffré. Saisissez-le de nouveau pour permettre la connexion.',

  'oidc.apps': 'Pour l’application mobile',
  'oidc.browsers': 'Pour les navigateurs',
  'oidc.clientIdHint': 'Donné par le fournisseur où vous avez enregistré ce serveur.',
  'oidc.enabledText': 'Le bouton apparaît une fois l’émetteur et l’ID client enregistrés.',
  'oidc.intro': 'Votre propre fournisseur, comme Pocket ID, Authentik, Keycloak ou Authelia.',
  'oidc.issuer': 'URL de l’émetteur',
  'oidc.issuerHint': 'Commence par https://, comme https://id.example.com',
  'oidc.name': 'Nom',
  'oidc.nameHint': 'Le texte affiché sur le bouton.',
  'oidc.no': 'Non',
  'oidc.notSet': 'Non défini',
  'oidc.nothingToTest': 'Rien à tester encore : saisissez l’URL de l’émetteur.',
  'oidc.redirects': 'Enregistrez d’abord ces adresses de redirection chez le fournisseur :',
  'oidc.savedIncomplete': ({ provider }: { provider: string }) =>
    `${provider} est enregistré. Le bouton apparaît une fois l’émetteur et l’ID client enregistrés.`,
  'oidc.set': 'Défini',
  'oidc.test': 'Tester la connexion',
  'oidc.testFailed': 'La connexion ne fonctionnerait pas encore.',
  'oidc.testGood': 'Tout fonctionne. Ce fournisseur permet de se connecter.',
  'oidc.testGoodButOff':
    'Tout fonctionne. Pour afficher le fournisseur sur la page de connexion, activez-le et enregistrez.',
  'oidc.testText':
    'Demande au fournisseur ce qu’il faut pour une connexion. Rien n’est enregistré.',
  'oidc.testWarnings': 'La connexion devrait fonctionner. Voyez les avertissements.',
  'oidc.trySignIn': 'Tester une connexion',
  'oidc.trySignInAgain': 'Tester avec un autre compte',
  'oidc.trySignInText':
    'Connectez-vous chez le fournisseur avec les réglages enregistrés, et voyez ce qu’il envoie et ce que ferait une connexion. Rien ne change.',
  'oidc.title': 'OpenID Connect',
  'oidc.yes': 'Oui',

  'options.intro': 'Les valeurs habituelles conviennent à la plupart des serveurs.',
  'options.saved': 'Les réglages sont enregistrés.',
  'options.title': 'Autres réglages',

  'passwords.intro': 'Autoriser la connexion par e-mail et mot de passe.',
  'passwords.on': 'On peut se connecter par e-mail et mot de passe.',
  'passwords.off': 'On se connecte avec un fournisseur ; e-mail et mot de passe sont refusés.',
  'passwords.offWithoutProvider':
    'Désactivés, les mots de passe fonctionnent encore : aucun fournisseur n’est configuré pour les remplacer.',
  'passwords.switchOff': 'Désactiver les mots de passe',
  'passwords.switchOffText':
    'On ne pourra plus se connecter, s’inscrire ni changer de mot de passe ici. Il ne restera que les fournisseurs.',
  'passwords.switchOffTitle': 'Désactiver les mots de passe ?',
  'passwords.switchOffWarning':
    'Si le fournisseur est en panne, vous non plus ne pouvez pas vous connecter. Seule la ligne de commande sur le serveur peut alors aider.',
  'passwords.switchOn': 'Activer les mots de passe',
  'passwords.title': 'Mots de passe',
  'passwords.turnedOff': 'Les mots de passe sont désactivés.',
  'passwords.turnedOn': 'Les mots de passe sont activés.',
} as const;
