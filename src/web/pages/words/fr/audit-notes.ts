import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** What the audit log adds to an event: why it failed, and what changed. */
export const auditNotes = {
  'change.autoLinkOff': 'Les comptes existants ne sont pas associés par adresse e-mail',
  'change.autoLinkOn': 'Les comptes existants sont associés par adresse e-mail',
  'change.demoted': 'Rôle d’administrateur retiré',
  'change.disabled': 'Compte désactivé',
  'change.email': ({ from, to }: { from: string; to: string }) => `De ${from} à ${to}`,
  'change.enabled': 'Compte actif',
  'change.formerEmail': ({ email }: { email: string }) => `Ancienne adresse e-mail : ${email}`,
  'change.languageOfBrowser': 'Langue du navigateur',
  'change.mailPassword': 'Mot de passe du serveur de messagerie modifié',
  'change.name': 'Nom modifié',
  'change.passwordsOff': 'Connexion par e-mail et mot de passe désactivée',
  'change.passwordsOn': 'Connexion par e-mail et mot de passe activée',
  'change.promoted': 'Rôle d’administrateur donné',
  'change.promotedBy': ({ group }: { group: string }) =>
    `Administrateur par le groupe « ${group} »`,
  'change.providerOff': 'Masqué sur la page de connexion',
  'change.providerOn': 'Affiché sur la page de connexion',
  'change.removed': ({ field }: { field: string }) => `${field} : supprimé`,
  'change.secret': 'Secret client modifié',
  'change.signupOff': 'Pas de nouveaux comptes par ce fournisseur',
  'change.signupOn': 'Nouveaux comptes par ce fournisseur',
  'change.value': ({ field, value }: { field: string; value: string }) => `${field} : ${value}`,
  'change.waits': 'Compte en attente d’approbation',

  'changed.clientId': 'ID client',
  'changed.ehlo': 'Nom de ce serveur',
  'changed.email': 'Adresse e-mail',
  'changed.from': 'Expéditeur',
  'changed.host': 'Serveur de messagerie',
  'changed.issuerUrl': 'URL de l’émetteur',
  'changed.language': 'Langue',
  'changed.name': 'Nom',
  'changed.notify': 'Avis par e-mail',
  'changed.port': 'Port',
  'changed.providerName': 'Nom',
  'changed.tenantId': 'Locataire',
  'changed.tls': 'Chiffrement',
  'changed.user': 'Nom d’utilisateur',

  'note.expiresAfter': ({ days }: { days: number }) =>
    plural(days, { one: 'Expire après # jour', other: 'Expire après # jours' }),
  'note.expiresNever': 'N’expire pas',
  'note.mailNotTaken': 'Le serveur de messagerie n’a pas accepté l’e-mail',
  'note.mailTaken': 'Le serveur de messagerie a accepté l’e-mail',
  'note.nameBefore': ({ name }: { name: string }) => `Ancien nom : ${name}`,
  'note.groupsAdded': ({ groups }: { groups: string }) => `Ajouté à ${groups}`,
  'note.groupsRemoved': ({ groups }: { groups: string }) => `Retiré de ${groups}`,
  'note.groupsAbsent': ({ claims }: { claims: string }) =>
    `Le fournisseur n’a envoyé aucun claim ${claims}`,
  'note.groupsEmpty': ({ claims }: { claims: string }) =>
    `Le claim ${claims} du fournisseur ne nomme aucun groupe`,
  'note.groupsOverage': ({ claims }: { claims: string }) =>
    `Le fournisseur a omis le claim ${claims} : la personne est dans trop de groupes`,
  'note.secured': 'Anciens mots de passe et sessions supprimés',
  'note.testFailed': 'Le test a trouvé un problème',
  'note.testPassed': 'Le test n’a trouvé aucun problème',
  'note.withToken': ({ name, prefix }: { name: string; prefix: string }) =>
    `Avec le jeton d’API ${name} (${prefix}…)`,

  'cause.account_disabled': 'Le compte est désactivé',
  'cause.account_exists':
    'Un compte a cette adresse e-mail, et ce fournisseur n’associe pas par adresse',
  'cause.account_pending': 'Le compte attend une approbation',
  'cause.attempts_used_up': 'Toutes les tentatives ont échoué',
  'cause.foreign_issuer': 'La réponse venait d’un autre fournisseur',
  'cause.group_required': 'Dans aucun groupe autorisé à se connecter ici',
  'cause.identity_taken': 'Un autre compte ici est associé à ce compte du fournisseur',
  'cause.internal_error': 'Erreur du serveur ; voir son journal',
  'cause.invalid_credentials': 'Adresse e-mail ou mot de passe incorrect',
  'cause.message_expired': 'Le message était trop ancien',
  'cause.message_refused': 'Le message a été refusé',
  'cause.invalid_login_code':
    'Le code de connexion était déjà utilisé, trop ancien ou d’un autre navigateur',
  'cause.invalid_logout_token': 'Le message de déconnexion du fournisseur n’était pas valide',
  'cause.invalid_oidc_token': 'Le jeton de l’application n’était pas valide',
  'cause.invalid_refresh_token': 'Un jeton d’actualisation a servi deux fois',
  'cause.invalid_state': 'Trop long, ou poursuivi dans un autre navigateur',
  'cause.invalid_token': 'La session était terminée',
  'cause.local_auth_disabled': 'La connexion par mot de passe est désactivée',
  'cause.oidc_not_enabled': 'Ce fournisseur est désactivé',
  'cause.other': ({ code }: { code: string }) => `Code d’erreur : ${code}`,
  'cause.provider_already_linked': 'Le compte est associé à un autre compte de ce fournisseur',
  'cause.provider_answer_invalid': 'La réponse du fournisseur n’était pas valide',
  'cause.provider_disabled': 'Ce fournisseur est désactivé',
  'cause.provider_email_missing': 'Le fournisseur n’a pas transmis d’adresse e-mail',
  'cause.provider_misconfigured': 'Les paramètres ici et chez le fournisseur diffèrent',
  'cause.provider_not_configured': 'Ce fournisseur n’est pas configuré',
  'cause.provider_refused': 'Le fournisseur a refusé la connexion',
  'cause.provider_said': ({ error }: { error: string }) => `Réponse du fournisseur : ${error}`,
  'cause.provider_unavailable': 'Le fournisseur était injoignable',
  'cause.rate_limited': 'Trop de tentatives',
  'cause.receiver_gone':
    'Rien ne lui est envoyé avant un nouvel essai ou un redémarrage du serveur',
  'cause.registration_disabled': 'L’inscription est fermée',
  'cause.server_busy': 'Le serveur était surchargé',
  'cause.sign_in_denied': 'Annulée, ou refusée par le fournisseur',
  'cause.sign_up_closed': 'Aucun compte, et ce fournisseur ne peut pas en créer',
  'cause.storage_unavailable': 'Le serveur n’a pas pu l’enregistrer',
  'cause.unknown_provider': 'Le serveur n’a pas de tel fournisseur',
  'cause.unprovable_oidc_token': 'Le jeton de l’application n’indique pas à qui il est destiné',
  'cause.user_exists': 'Un autre compte a cette adresse e-mail',
  'cause.wrong_current_password': 'Mot de passe actuel incorrect',

  'did.mailChanged': ({ actor }: { actor: string }) =>
    `${actor} a modifié les réglages de messagerie`,
  'did.mailTested': ({ actor, to }: { actor: string; to: string }) =>
    `${actor} a envoyé un e-mail de test à ${to}`,
} as const;
