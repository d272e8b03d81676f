import type { FindingsCatalogue } from '../catalogue.ts';

/** What to do about what a test of the provider found. */
export const cures = {
  'cure.add_client_id':
    'Comparez l’ID client (OIDC_CLIENT_ID) avec le client chez le fournisseur. Les applications qui y ont leur propre client ont besoin de OIDC_MOBILE_CLIENT_IDS.',
  'cure.add_scopes': 'Ajoutez-les aux scopes sous « Autres réglages » (OIDC_SCOPES).',
  'cure.add_signing_key': 'Donnez au fournisseur une clé RSA d’au moins 2048 bits, EC ou Ed25519.',
  'cure.allow_s256': 'Autorisez S256 chez le fournisseur.',
  'cure.assign_person':
    'La personne a annulé, ou ne peut pas utiliser ce client : affectez-lui la personne ou un groupe chez le fournisseur.',
  'cure.check_internal_name':
    'Vérifiez que OIDC_INTERNAL_URL est bien écrit, et les serveurs de noms de cette machine.',
  'cure.check_internal_url':
    'Le fournisseur fonctionne-t-il à l’adresse OIDC_INTERNAL_URL ? Un pare-feu bloque-t-il ce serveur ?',
  'cure.check_name':
    'Vérifiez que l’émetteur est bien écrit, et les serveurs de noms de cette machine. Si seuls les navigateurs trouvent ce nom, définissez OIDC_INTERNAL_URL avec l’adresse à laquelle ce serveur joint le fournisseur.',
  'cure.check_protocol': 'Autre chose répond-il à cette adresse, comme http au lieu de https ?',
  'cure.check_provider_runs':
    'Le fournisseur fonctionne-t-il ? Un pare-feu bloque-t-il ce serveur ? Si les navigateurs le joignent et ce serveur non, définissez OIDC_INTERNAL_URL avec l’adresse à laquelle ce serveur le joint.',
  'cure.check_tls': 'Quelque chose répond sans chiffrement. Faut-il http, ou un autre port ?',
  'cure.choose_client_secret_basic':
    'Choisissez client_secret_basic pour ce client chez le fournisseur.',
  'cure.choose_offered_prompt':
    'Choisissez sous « Autres réglages » (OIDC_PROMPT) ce que le fournisseur propose.',
  'cure.choose_signing_key':
    'Choisissez une clé de signature (RS256 ou ES256) pour ce client chez le fournisseur.',
  'cure.compare_claims':
    'Comparez les claims sous « Autres réglages » (OIDC_EMAIL_CLAIM, OIDC_NAME_CLAIM) avec ceux que le fournisseur envoie.',
  'cure.compare_client':
    'Comparez l’ID client, le secret client et le type de client (confidentiel ou public).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Comparez l’ID client, le secret client et le type de client (confidentiel ou public). Seul ${method} a été essayé : si le client est enregistré pour client_secret_${other}, définissez OIDC_CLIENT_AUTH=${other}.`,
  'cure.compare_token_issuer':
    'Le jeton doit nommer l’émetteur saisi ici (OIDC_ISSUER_URL) : comparez les deux, et corrigez l’adresse publique dans les paramètres du fournisseur.',
  'cure.correct_provider':
    'Est-ce l’émetteur d’un fournisseur OpenID ? Si oui, corrigez ses paramètres.',
  'cure.create_account_first': 'Créez d’abord le compte, ou définissez OIDC_AUTO_CREATE=true.',
  'cure.enter_client_id': 'Saisissez l’ID client que le fournisseur vous a donné.',
  'cure.enter_client_secret': 'Saisissez de nouveau le secret client.',
  'cure.enter_final_address':
    'L’adresse renvoie vers une autre. Ouvrez-la dans un navigateur, et saisissez l’émetteur (OIDC_ISSUER_URL) tel qu’il y figure, avec https et sans ou avec www.',
  'cure.forward_scheme':
    'Le fournisseur se croit en http simple, car son proxy ne dit pas le contraire : faites envoyer X-Forwarded-Proto par le proxy, et faites que le fournisseur lui fasse confiance (KC_PROXY_HEADERS=xforwarded pour Keycloak).',
  'cure.let_server_through':
    'Quelque chose devant le fournisseur refuse ce serveur : laissez-le passer, ou définissez OIDC_INTERNAL_URL avec l’adresse du fournisseur derrière.',
  'cure.reach_jwks_uri': 'Ce serveur doit pouvoir joindre le jwks_uri du fournisseur.',
  'cure.reach_token_endpoint': 'Ce serveur doit pouvoir joindre le token_endpoint du fournisseur.',
  'cure.register_redirect':
    'Enregistrez exactement cette adresse chez le fournisseur, ou corrigez APP_URL, dont elle est tirée.',
  'cure.register_sign_out_return':
    'Enregistrez exactement cette adresse chez le fournisseur comme adresse de retour après déconnexion, ou désactivez « Se déconnecter aussi chez le fournisseur » (OIDC_LOGOUT).',
  'cure.remove_scopes':
    'Corrigez les scopes sous « Autres réglages » (OIDC_SCOPES), ou autorisez-les chez le fournisseur. Entra ID refuse une connexion qui demande un scope inconnu.',
  'cure.renew_certificate': 'Renouvelez le certificat, ou réglez l’horloge de cette machine.',
  'cure.renew_client_secret':
    'Créez un nouveau secret client, tous les six mois chez Apple, et saisissez-le (OIDC_CLIENT_SECRET).',
  'cure.send_email':
    'Saisissez une adresse pour la personne chez le fournisseur, et faites-la envoyer : le scope « email » doit être demandé (OIDC_SCOPES).',
  'cure.send_groups_authelia':
    'Dans Authelia, donnez au client le scope « groups ». Les applications doivent le demander et envoyer un code, car le claim n’est que dans userinfo.',
  'cure.send_groups_authentik':
    'Dans Authentik, donnez au fournisseur le mappage de scope « profile », dont le claim « groups » contient les noms.',
  'cure.send_groups_entra':
    'Dans Entra ID, ajoutez un claim de groupes sous Configuration du jeton, qui envoie des ID. Ou définissez des rôles d’application et mettez « roles » comme claim.',
  'cure.send_groups_kanidm':
    'Dans Kanidm, mettez le scope « groups » dans la scope map du client. Le claim contient des noms comme admins@idm.example.com. Pour des noms courts, utilisez le scope « groups_name », et demandez-le avec OIDC_SCOPES.',
  'cure.send_groups_keycloak':
    'Dans Keycloak, ajoutez au client le mapper « Group Membership » avec le nom de claim « groups ». Ou mettez « realm_access.roles » comme claim et activez « Add to ID token » pour les rôles du realm.',
  'cure.send_groups_other':
    'Indiquez le claim des groupes (OIDC_GROUPS_CLAIM), et les scopes qui le font envoyer (OIDC_SCOPES).',
  'cure.send_groups_pocket_id':
    'Pocket ID envoie le claim « groups » pour le scope « groups ». Les applications doivent aussi demander ce scope.',
  'cure.send_groups_zitadel':
    'Dans Zitadel, activez « Assert Roles on Authentication » pour le projet, et mettez « urn:zitadel:iam:org:project:roles » comme claim.',
  'cure.send_session':
    'Faites envoyer la session (sid) par le fournisseur, s’il le peut : seules les sessions de cette connexion se terminent alors.',
  'cure.set_app_url':
    'Définissez APP_URL avec l’adresse que les gens ouvrent, comme https://auth.example.com.',
  'cure.set_auto_redirect_off':
    'Désactivez « Aller tout de suite chez le fournisseur » (OIDC_AUTO_REDIRECT), ou les autres fournisseurs.',
  'cure.set_both_clocks': 'Réglez les deux horloges sur un serveur de temps (NTP).',
  'cure.set_email_claim':
    'Mettez dans « Claims de l’adresse e-mail » (OIDC_EMAIL_CLAIM) le claim qui contient l’adresse, comme upn ou preferred_username pour Entra ID.',
  'cure.set_https_app_url':
    'Définissez APP_URL avec une adresse https, et placez un proxy avec un certificat devant ce serveur.',
  'cure.set_logout_off':
    'Désactivez « Se déconnecter aussi chez le fournisseur » (OIDC_LOGOUT), ou utilisez un fournisseur qui le permet.',
  'cure.set_name_claim':
    'Mettez dans « Claims du nom » (OIDC_NAME_CLAIM) le claim qui contient le nom, et demandez les scopes (OIDC_SCOPES) qui le font envoyer, en général « profile ».',
  'cure.set_named_issuer': ({ named }) => `Saisissez exactement ${named} comme émetteur.`,
  'cure.set_own_clock': 'Réglez l’horloge de cette machine.',
  'cure.set_public_issuer':
    'Définissez l’émetteur (OIDC_ISSUER_URL) avec l’adresse à laquelle les navigateurs ouvrent le fournisseur, et OIDC_INTERNAL_URL avec celle à laquelle ce serveur le joint.',
  'cure.set_response_mode_form_post': 'Définissez OIDC_RESPONSE_MODE=form_post.',
  'cure.set_response_mode_query': 'Définissez OIDC_RESPONSE_MODE=query.',
  'cure.set_session_ttl':
    '« Les sessions prennent fin après » sous « Autres réglages » (OIDC_SESSION_TTL) termine les sessions ici après la durée de votre choix.',
  'cure.set_strict_audience_check':
    'Avec OIDC_MOBILE_AUDIENCE_CHECK=strict, les applications envoient un jeton d’identité ou un code.',
  'cure.set_trust_email':
    'Si personne ne peut saisir l’adresse d’une autre personne chez le fournisseur, définissez OIDC_TRUST_EMAIL=true.',
  'cure.show_signing_key':
    'Le fournisseur doit montrer à son jwks_uri la clé avec laquelle il signe. Un autre serveur y répond-il, ou une copie avec d’autres clés ?',
  'cure.switch_encryption_off': 'Désactivez le chiffrement pour ce client chez le fournisseur.',
  'cure.trust_authority':
    'Si le certificat vient de votre propre autorité, démarrez le serveur avec NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.update_scope_map':
    'Mettez-les tous dans la scope map d’un groupe dont font partie toutes les personnes qui se connectent : kanidm system oauth2 update-scope-map. OIDC_SCOPES permet d’en demander moins.',
  'cure.use_address_without_credentials': 'Retirez le nom d’utilisateur et le mot de passe.',
  'cure.use_app_roles':
    'Définissez des rôles d’application dans Entra ID et mettez « roles » comme claim, ou faites envoyer seulement les groupes affectés à l’application.',
  'cure.use_certificate_name':
    'Le certificat est pour un autre nom. Saisissez ce nom, ou changez de certificat.',
  'cure.use_discovery_issuer':
    'L’émetteur (OIDC_ISSUER_URL) est l’adresse dont /.well-known/openid-configuration s’ouvre, avec son chemin, comme /realms/NAME pour Keycloak ou /application/o/SLUG/ pour Authentik.',
  'cure.use_https': 'Utilisez https.',
  'cure.use_https_or_allow_http':
    'Utilisez https. OIDC_ALLOW_HTTP=true permet http dans un réseau de confiance.',
  'cure.use_provider_address': 'Saisissez l’adresse d’un fournisseur OpenID.',
  'cure.use_provider_with_groups':
    'Laissez vides les paramètres des groupes, ou utilisez un autre fournisseur.',
  'cure.use_tenant_issuer':
    'Cette adresse vaut pour tous les locataires de Microsoft. Utilisez le fournisseur Microsoft ci-dessous, ou l’ID de votre locataire à la place de « common ».',
  'cure.verify_email_there':
    'Faites confirmer l’adresse par la personne chez le fournisseur. OIDC_TRUST_EMAIL ne compte pas si le fournisseur la dit non vérifiée, ni pour un autre claim que « email » (OIDC_EMAIL_CLAIM).',
} as const satisfies Partial<FindingsCatalogue>;
