const generic = 'Cela n’a pas fonctionné. Veuillez réessayer.';
const onlyAdministrator =
  'C’est le seul administrateur actif. Donnez d’abord ce rôle à un autre utilisateur.';
const methodOff = 'Cette méthode de connexion est désactivée. Utilisez-en une autre.';

/** What a failure means for the person at the page, and what to do. The server's own sentences are for callers of the API. */
export const errors = {
  'error.account_disabled': 'Votre compte est désactivé.',
  'error.account_exists':
    'Il existe déjà un compte avec cette adresse e-mail. Connectez-vous comme avant, puis associez ce fournisseur dans votre compte.',
  'error.account_pending': 'Votre administrateur doit approuver votre compte.',
  'error.admin_by_group':
    'Cette personne est administrateur par un groupe chez le fournisseur. Retirez-la de ce groupe là-bas.',
  'error.admin_required': 'Vous n’êtes plus administrateur.',
  'error.asymmetric_keys_required': generic,
  'error.authentication_required': 'Votre session est fermée. Veuillez vous reconnecter.',
  'error.email_not_verified':
    'Confirmez d’abord votre adresse e-mail. Nous vous avons envoyé un lien.',
  'error.email_verified': 'Cette adresse est déjà confirmée.',
  'error.foreign_issuer':
    'La réponse venait d’un autre fournisseur d’identité. Veuillez vous reconnecter.',
  'error.group_exists': 'Un groupe porte déjà ce nom.',
  'error.group_not_found':
    'Ce groupe n’existe plus. Un autre administrateur l’a peut-être supprimé.',
  'error.group_of_provider': 'Ce groupe vient du fournisseur, qui en choisit le nom.',
  'error.group_required':
    'Votre compte chez le fournisseur n’est dans aucun groupe autorisé à se connecter ici. Demandez à votre administrateur.',
  'error.identity_contested':
    'Deux comptes du fournisseur revendiquent votre compte ici : aucun ne peut se connecter. Prévenez votre administrateur.',
  'error.identity_not_linked': 'Ce fournisseur n’est plus associé à votre compte.',
  'error.identity_taken': 'Ce compte du fournisseur est déjà associé à un autre compte ici.',
  'error.image_invalid': 'Ce fichier n’est pas une image lisible.',
  'error.image_required': 'Choisissez une image.',
  'error.image_too_large': 'L’image ne doit pas dépasser 5 Mo.',
  'error.insufficient_scope': 'Ce jeton d’API ne permet pas cela.',
  'error.internal_error': 'Un problème est survenu sur le serveur. Veuillez réessayer.',
  'error.invitation_for_other_address': 'Cette invitation est destinée à une autre adresse e-mail.',
  'error.invitation_not_found': 'Cette invitation n’existe plus.',
  'error.invalid_credentials': 'L’adresse e-mail ou le mot de passe est incorrect.',
  'error.invalid_link_ticket':
    'Cela a pris trop de temps ou a déjà servi. Veuillez vous reconnecter chez votre fournisseur.',
  'error.invalid_login_code':
    'Cette connexion a pris trop de temps ou a déjà servi. Veuillez vous reconnecter.',
  'error.invalid_logout_token': generic,
  'error.invalid_oidc_token': 'Cette connexion a expiré. Veuillez vous reconnecter.',
  'error.invalid_pending_ticket': 'Connectez-vous pour savoir si votre compte est approuvé.',
  'error.invalid_redirect': generic,
  'error.invalid_refresh_token': 'Votre session est fermée. Veuillez vous reconnecter.',
  'error.invalid_state':
    'Cette connexion a pris trop de temps, ou a commencé dans un autre navigateur. Veuillez vous reconnecter.',
  'error.invalid_token': 'Votre session est fermée. Veuillez vous reconnecter.',
  'error.issuer_unused':
    'Aucun compte ne s’est connecté ici chez cet émetteur. Vérifiez son orthographe.',
  'error.keys_from_secret': 'Ce serveur signe avec un secret et n’a donc pas de clés à changer.',
  'error.last_admin_deleted': onlyAdministrator,
  'error.last_admin_demoted': onlyAdministrator,
  'error.last_admin_disabled': onlyAdministrator,
  'error.last_way_in':
    'C’est votre seul moyen de connexion. Ajoutez-en un autre avant de le supprimer.',
  'error.link_request_not_found':
    'Cette demande est close. Un autre administrateur a peut-être décidé.',
  'error.link_request_outdated':
    'Cette demande n’est plus valable, car quelque chose a changé entre-temps. Veuillez vous reconnecter chez le fournisseur.',
  'error.link_request_refused': 'Cette demande a déjà été refusée.',
  'error.link_owner_required':
    'Connectez-vous au compte de ce lien, ou saisissez son mot de passe.',
  'error.link_invalid': 'Ce lien n’est plus valable. Veuillez en demander un nouveau.',
  'error.local_auth_disabled':
    'Les mots de passe sont désactivés sur ce serveur. Connectez-vous avec le fournisseur d’identité.',
  'error.mail_not_configured':
    'Ce serveur n’envoie pas d’e-mails. Veuillez demander un lien à l’administrateur.',
  'error.mail_required':
    'Les comptes ont besoin d’une adresse confirmée (REQUIRE_VERIFIED_EMAIL), l’envoi d’e-mails ne peut donc pas être désactivé.',
  'error.mail_settings_missing': 'Configurez d’abord le serveur de messagerie et l’expéditeur.',
  'error.malformed_json': generic,
  'error.malformed_request': generic,
  'error.method_not_allowed': generic,
  'error.no_local_password':
    'Ce compte n’a pas de mot de passe ici. Changez-le chez votre fournisseur d’identité.',
  'error.no_way_in':
    'Plus aucun administrateur ne pourrait se connecter. Associez un fournisseur à votre propre compte, ou gardez les mots de passe activés, puis réessayez.',
  'error.not_found': 'Cet élément n’existe plus.',
  'error.offline': 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
  'error.oidc_not_enabled': methodOff,
  'error.own_admin_status':
    'Vous ne pouvez pas modifier votre propre rôle d’administrateur. Un autre administrateur peut le faire pour vous.',
  'error.own_link_request':
    'C’est votre propre compte. Associez plutôt le fournisseur dans votre compte.',
  'error.own_password_reset': 'Changez votre propre mot de passe dans votre compte.',
  'error.password_change_required': 'Veuillez d’abord choisir un nouveau mot de passe.',
  'error.password_unchanged': 'Le nouveau mot de passe doit être différent de l’actuel.',
  'error.payload_too_large': 'C’est trop volumineux pour un seul envoi.',
  'error.provider_already_linked':
    'Votre compte est associé à un autre compte de ce fournisseur. Dissociez-le d’abord.',
  'error.provider_answer_invalid':
    'Le fournisseur d’identité a envoyé une réponse non fiable. Veuillez vous reconnecter.',
  'error.provider_disabled': methodOff,
  'error.provider_email_missing':
    'Le fournisseur d’identité n’a pas transmis votre adresse e-mail. Autorisez-le à la transmettre, ou connectez-vous autrement.',
  'error.provider_misconfigured':
    'Les paramètres du fournisseur d’identité et ceux de ce serveur ne concordent pas. Veuillez prévenir votre administrateur.',
  'error.provider_move_not_found': 'Il n’y a pas de changement de fournisseur à annuler.',
  'error.provider_move_running':
    'Un changement de fournisseur est déjà en cours. Annulez-le d’abord, ou attendez sa fin.',
  'error.provider_not_configured':
    'Cette méthode de connexion n’est pas configurée. Utilisez-en une autre.',
  'error.provider_refused': 'Le fournisseur d’identité a refusé la connexion. Veuillez réessayer.',
  'error.provider_unavailable':
    'Le fournisseur d’identité est injoignable pour le moment. Veuillez réessayer dans un instant.',
  'error.rate_limited': ({ wait }: { wait: string }) =>
    `Trop de tentatives. Veuillez réessayer dans ${wait}.`,
  'error.reauthentication_required':
    'Rien n’a changé, car vous n’avez pas confirmé votre identité.',
  'error.refresh_token_expired': 'Votre session a pris fin. Veuillez vous reconnecter.',
  'error.registration_disabled': 'Ce serveur n’accepte pas de nouveaux comptes.',
  'error.server_busy':
    'Le serveur est très sollicité en ce moment. Veuillez réessayer dans un instant.',
  'error.session_not_found': 'Cette session est déjà fermée.',
  'error.session_required': generic,
  'error.setting_locked': 'Ce paramètre vient de l’environnement et ne peut pas être modifié ici.',
  'error.setup_token_required':
    'Le jeton d’installation manque ou est incorrect. La personne qui a démarré ce serveur l’a défini dans SETUP_TOKEN.',
  'error.sign_in_denied':
    'Vous avez annulé la connexion, ou le fournisseur d’identité l’a refusée.',
  'error.sign_up_closed': 'Vous n’avez pas encore de compte ici.',
  'error.storage_unavailable':
    'Le serveur ne peut rien enregistrer pour le moment. Veuillez prévenir votre administrateur.',
  'error.token_name_taken':
    'Vous avez déjà un jeton d’API de ce nom. Veuillez en choisir un autre.',
  'error.token_not_found': 'Ce jeton d’API n’existe plus.',
  'error.too_many_link_requests':
    'Trop de demandes sont déjà en attente. Veuillez vous adresser à votre administrateur.',
  'error.too_many_tokens':
    'Vous avez atteint le nombre maximal de jetons d’API. Révoquez-en un dont vous n’avez plus besoin, puis réessayez.',
  'error.too_many_invitations':
    'Trop d’invitations sont ouvertes. Veuillez d’abord en retirer une.',
  'error.too_many_groups': 'Il y a trop de groupes. Supprimez-en un d’abord.',
  'error.unknown': generic,
  'error.unknown_audience': generic,
  'error.unknown_provider': methodOff,
  'error.unprovable_oidc_token': generic,
  'error.unsupported_image_type': 'Choisissez une image JPEG, PNG ou WebP.',
  'error.unsupported_media_type': generic,
  'error.user_exists': 'Il existe déjà un compte avec cette adresse e-mail.',
  'error.user_not_found':
    'Ce compte n’existe plus. Un autre administrateur l’a peut-être supprimé.',
  'error.user_not_pending': 'Un autre administrateur a déjà traité cette demande.',
  'error.validation_failed': 'Vérifiez votre saisie.',
  'error.wrong_current_password': 'Le mot de passe actuel est incorrect.',

  'reason.admin_by_group': ({ group, provider }: { group: string; provider: string }) =>
    `Cette personne est administrateur par le groupe « ${group} » chez ${provider}.`,
  'reason.foreign_tenant': 'Ce compte Microsoft ne peut pas se connecter ici.',
  'reason.group_missing': ({ provider }: { provider: string }) =>
    `Votre compte chez ${provider} n’est dans aucun groupe autorisé à se connecter ici. Demandez à votre administrateur.`,
  'reason.image_damaged': 'L’image est endommagée ou incomplète.',
  'reason.image_too_many_pixels': ({ maxMegapixels }: { maxMegapixels: number }) =>
    `L’image ne doit pas dépasser ${maxMegapixels} mégapixels.`,
  'reason.image_too_many_scans': 'L’image est enregistrée sous une forme trop longue à lire.',
  'reason.locked_by_variable': ({ variable }: { variable: string }) =>
    `Ce paramètre est défini dans l’environnement par ${variable} et ne peut pas être modifié ici.`,
  'reason.passwords_off':
    'Ce compte n’a pas de mot de passe ici, et la connexion par mot de passe est désactivée.',
  'reason.provider_switched_off': ({ provider }: { provider: string }) =>
    `La connexion avec ${provider} est désactivée. Utilisez une autre méthode.`,
  'reason.role_not_in_tokens':
    'Les jetons d’API ne portent pas le rôle d’administrateur donné par un groupe.',
  'reason.sign_in_at_provider':
    'Ce compte n’a pas de mot de passe ici. Reconnectez-vous avec votre fournisseur.',
  'reason.too_many_waiting':
    'Trop de demandes attendent une approbation en ce moment. Veuillez réessayer plus tard.',

  'reason.waits_for_approval':
    'Cette adresse est inscrite et attend une approbation. Utilisez le mot de passe choisi à ce moment-là, ou demandez à l’administrateur d’approuver le compte.',
  'error.signIn': 'La connexion n’a pas fonctionné. Veuillez réessayer.',
  'error.unreadable':
    'Le serveur n’a pas pu être joint correctement. Veuillez réessayer dans un instant.',
} as const;
