import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { moveEvents } from './move-events.ts';
import { options as optionTexts } from './options.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

const seconds = (count: number) => plural(count, { one: '# seconde', other: '# secondes' });

/** What the test of a provider found, by the codes of the server, and what to do about it. */
export const findings = {
  ...optionTexts,
  ...moveEvents,
  ...auditNotes,

  'finding.failed': 'Échec',
  'finding.ok': 'Réussi',
  'finding.skipped': 'Non vérifié',
  'finding.warning': 'Avertissement',

  'found.answers_https': 'Le fournisseur répond, et son certificat est fiable.',
  'found.answers_internally': ({ origin }) =>
    `Le fournisseur répond à ${origin} (OIDC_INTERNAL_URL), où ce serveur l’interroge.`,
  'found.answers_on_this_machine':
    'Le fournisseur répond, en http qui ne quitte pas cette machine.',
  'found.answers_plain_http': 'Le fournisseur répond en http simple, que tout le réseau peut lire.',
  'found.algorithms_forgeable': ({ offered }) =>
    `Les jetons d’identité sont signés avec ${offered}, que tout détenteur du secret client pourrait falsifier.`,
  'found.algorithms_unknown':
    'Le fournisseur n’indique pas ses algorithmes de signature. Les signatures sont vérifiées malgré tout.',
  'found.algorithms_usable': ({ algorithms }) =>
    `Les jetons d’identité sont signés avec ${algorithms}.`,
  'found.apps_not_provable':
    'Rien ne prouve que les jetons d’accès non signés sont destinés à ce serveur.',
  'found.apps_provable': 'Le fournisseur permet de vérifier les jetons d’accès d’applications.',
  'found.client_id_missing': 'L’ID client manque.',
  'found.client_known': ({ method }) =>
    `Le fournisseur connaît ce client et son secret (${method}).`,
  'found.client_known_public': 'Le fournisseur connaît ce client comme client public.',
  'found.client_method_unsupported': ({ reason }) =>
    `Le fournisseur ne propose aucune authentification connue de ce serveur : ${reason}`,
  'found.client_refused': ({ reason }) => `Le fournisseur refuse ce client : ${reason}`,
  'found.client_secret_unreadable': 'Le secret client enregistré ne peut pas être déchiffré.',
  'found.client_uncertain': ({ reason }) =>
    `Réponse inattendue du fournisseur sur ce client : ${reason}`,
  'found.clock_ahead': ({ seconds: count }) =>
    `L’horloge du fournisseur avance de ${seconds(count)} sur celle de ce serveur.`,
  'found.clock_behind': ({ seconds: count }) =>
    `L’horloge du fournisseur retarde de ${seconds(count)} sur celle de ce serveur.`,
  'found.clock_unknown': 'Le fournisseur n’envoie pas son heure.',
  'found.clocks_agree': 'Les horloges des deux machines concordent.',
  'found.document_complete': 'Le document de découverte est complet.',
  'found.document_invalid': ({ reason }) =>
    `Le document de découverte est inutilisable : ${reason}`,
  'found.document_missing': ({ url, status }) =>
    `Pas de document de découverte à l’adresse ${url} (HTTP ${status}).`,
  'found.groups_announced': ({ claims }) => `Le fournisseur indique pouvoir envoyer ${claims}.`,
  'found.groups_never_sent':
    'Google n’envoie pas de groupes, mais des paramètres ici en ont besoin.',
  'found.groups_unannounced': ({ claims }) =>
    `On ne voit qu’à la connexion si le fournisseur envoie ${claims}.`,
  'found.host_address_refused': ({ host, system }) =>
    `${host} a une adresse que ce serveur n’appelle pas.${system}`,
  'found.host_broke_off': ({ host, system }) =>
    `${host} a coupé la connexion ou donné une réponse qui n’est pas du HTTP.${system}`,
  'found.host_not_callable': ({ host, system }) =>
    `${host} n’est pas une adresse http ou https sans identifiants.${system}`,
  'found.host_sent_too_much': ({ host, system }) =>
    `${host} a répondu plus que ce serveur n’accepte.${system}`,
  'found.host_timed_out': ({ host, system }) => `${host} n’a pas répondu à temps.${system}`,
  'found.host_tls_refused': ({ host, system }) =>
    `Le certificat ou le chiffrement de ${host} a été refusé.${system}`,
  'found.host_unreachable': ({ host, system }) => `${host} est injoignable.${system}`,
  'found.issuer_differs': ({ named, issuer }) =>
    `Le fournisseur se nomme ${named}, mais l’émetteur saisi ici est ${issuer}.`,
  'found.issuer_equal': ({ issuer }) => `L’émetteur est exactement ${issuer}.`,
  'found.issuer_not_allowed': ({ issuer }) =>
    `L’émetteur ${issuer} utilise http simple, qui n’est permis que sur cette machine.`,
  'found.issuer_not_named': ({ issuer }) =>
    `Le fournisseur ne nomme pas son émetteur. Celui saisi ici est ${issuer}.`,
  'found.issuer_slash_forgiven': ({ named, issuer }) =>
    `Le fournisseur se nomme ${named}, et l’émetteur saisi ici est ${issuer}. Seule la barre oblique finale diffère : la connexion utilise donc l’écriture du fournisseur.`,
  'found.keys_found': ({ keys }) => `Clés de signature : ${keys}.`,
  'found.keys_unavailable': ({ reason }) => `Les clés de signature sont illisibles : ${reason}`,
  'found.keys_unusable': ({ keys }) =>
    `Le fournisseur n’a aucune clé de signature utilisable : ${keys}.`,
  'found.logout_to_register': ({ uris }) =>
    `À enregistrer chez le fournisseur pour la déconnexion (Back-Channel Logout) : ${uris}.`,
  'found.name_found': ({ host, addresses, place }) => `Nom ${host} trouvé : ${addresses}.${place}`,
  'found.name_is_address': ({ host, place }) => `${host} est une adresse IP, pas un nom.${place}`,
  'found.name_not_found': ({ host }) => `Nom ${host} introuvable.`,
  'found.pkce_offered': 'PKCE avec S256 est proposé.',
  'found.pkce_unknown':
    'Le fournisseur n’indique pas s’il prend en charge PKCE. S256 est envoyé malgré tout.',
  'found.pkce_without_s256': ({ offered }) =>
    `Le fournisseur propose PKCE avec ${offered}, mais S256 est nécessaire.`,
  'found.redirects_to_local_app_url': ({ uris, origin }) =>
    `À enregistrer chez le fournisseur : ${uris}. Mais APP_URL est ${origin}, que seul un navigateur de cette machine peut ouvrir.`,
  'found.options_chosen': ({ options }) =>
    `Réglages différents des valeurs habituelles : ${options}.`,
  'found.claims_not_announced': ({ claims }) =>
    `Le fournisseur n’annonce aucun de ces claims : ${claims}.`,
  'found.prompt_not_offered': ({ prompt, offered }) =>
    `Le fournisseur doit demander « ${prompt} », mais il propose ${offered}.`,
  'found.sign_out_offered': ({ uris }) =>
    `Le fournisseur peut déconnecter. À enregistrer chez lui pour le retour : ${uris}.`,
  'found.sign_out_not_offered':
    'Le fournisseur ne peut pas déconnecter. Qui se déconnecte ici y reste connecté.',
  'found.redirects_to_register': ({ uris }) => `À enregistrer chez le fournisseur : ${uris}.`,
  'found.scopes_unannounced': ({ scopes }) =>
    `Le fournisseur n’annonce pas ces scopes demandés : ${scopes}.`,
  'found.token_endpoint_unavailable': ({ reason }) =>
    `Le point d’accès aux jetons est injoignable : ${reason}`,

  'place.private_network': 'Dans un réseau privé.',
  'place.this_machine': 'C’est cette machine.',

  'cure.add_signing_key': 'Donnez au fournisseur une clé RSA d’au moins 2048 bits, EC ou Ed25519.',
  'cure.allow_s256': 'Autorisez S256 chez le fournisseur.',
  'cure.check_name':
    'Vérifiez que l’émetteur est bien écrit, et les serveurs de noms de cette machine.',
  'cure.check_protocol': 'Autre chose répond-il à cette adresse, comme http au lieu de https ?',
  'cure.check_provider_runs':
    'Le fournisseur fonctionne-t-il ? Un pare-feu bloque-t-il ce serveur ?',
  'cure.check_tls': 'Quelque chose répond sans chiffrement. Faut-il http, ou un autre port ?',
  'cure.choose_client_secret_basic':
    'Choisissez client_secret_basic pour ce client chez le fournisseur.',
  'cure.choose_signing_key':
    'Choisissez une clé de signature (RS256 ou ES256) pour ce client chez le fournisseur.',
  'cure.compare_client':
    'Comparez l’ID client, le secret client et le type de client (confidentiel ou public).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Comparez l’ID client, le secret client et le type de client (confidentiel ou public). Seul ${method} a été essayé : si le client est enregistré pour client_secret_${other}, définissez OIDC_CLIENT_AUTH=${other}.`,
  'cure.correct_provider':
    'Est-ce l’émetteur d’un fournisseur OpenID ? Si oui, corrigez ses paramètres.',
  'cure.enter_client_id': 'Saisissez l’ID client que le fournisseur vous a donné.',
  'cure.enter_client_secret': 'Saisissez de nouveau le secret client.',
  'cure.reach_jwks_uri': 'Ce serveur doit pouvoir joindre le jwks_uri du fournisseur.',
  'cure.reach_token_endpoint': 'Ce serveur doit pouvoir joindre le token_endpoint du fournisseur.',
  'cure.renew_certificate': 'Renouvelez le certificat, ou réglez l’horloge de cette machine.',
  'cure.compare_claims':
    'Comparez les claims sous « Autres réglages » avec ceux que le fournisseur envoie.',
  'cure.choose_offered_prompt':
    'Choisissez sous « Autres réglages » ce que le fournisseur propose.',
  'cure.set_logout_off':
    'Désactivez « Se déconnecter aussi chez le fournisseur », ou utilisez un fournisseur qui le permet.',
  'cure.remove_scopes':
    'Corrigez les scopes dans les paramètres, ou autorisez-les chez le fournisseur. Entra ID refuse une connexion qui demande un scope inconnu.',
  'cure.send_groups_authelia':
    'Dans Authelia, donnez au client le scope « groups ». Les applications doivent le demander et envoyer un code, car le claim n’est que dans userinfo.',
  'cure.send_groups_authentik':
    'Dans Authentik, donnez au fournisseur le mappage de scope « profile », dont le claim « groups » contient les noms.',
  'cure.send_groups_entra':
    'Dans Entra ID, ajoutez un claim de groupes sous Configuration du jeton, qui envoie des ID. Ou définissez des rôles d’application et mettez « roles » comme claim.',
  'cure.send_groups_keycloak':
    'Dans Keycloak, ajoutez au client le mapper « Group Membership » avec le nom de claim « groups ». Ou mettez « realm_access.roles » comme claim et activez « Add to ID token » pour les rôles du realm.',
  'cure.send_groups_other': 'Indiquez le claim des groupes, et les scopes qui le font envoyer.',
  'cure.send_groups_pocket_id':
    'Pocket ID envoie le claim « groups » pour le scope « groups ». Les applications doivent aussi demander ce scope.',
  'cure.send_groups_zitadel':
    'Dans Zitadel, activez « Assert Roles on Authentication » pour le projet, et mettez « urn:zitadel:iam:org:project:roles » comme claim.',
  'cure.set_app_url':
    'Définissez APP_URL avec l’adresse que les gens ouvrent, comme https://auth.example.com.',
  'cure.set_both_clocks': 'Réglez les deux horloges sur un serveur de temps (NTP).',
  'cure.set_named_issuer': ({ named }) => `Saisissez exactement ${named} comme émetteur.`,
  'cure.set_own_clock': 'Réglez l’horloge de cette machine.',
  'cure.set_strict_audience_check':
    'Avec OIDC_MOBILE_AUDIENCE_CHECK=strict, les applications envoient un jeton d’identité ou un code.',
  'cure.trust_authority':
    'Si le certificat vient de votre propre autorité, démarrez le serveur avec NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.use_address_without_credentials': 'Retirez le nom d’utilisateur et le mot de passe.',
  'cure.use_app_roles':
    'Définissez des rôles d’application dans Entra ID et mettez « roles » comme claim, ou faites envoyer seulement les groupes affectés à l’application.',
  'cure.use_certificate_name':
    'Le certificat est pour un autre nom. Saisissez ce nom, ou changez de certificat.',
  'cure.use_discovery_issuer':
    'L’émetteur est l’adresse dont /.well-known/openid-configuration s’ouvre.',
  'cure.use_https': 'Utilisez https.',
  'cure.use_https_or_allow_http':
    'Utilisez https. OIDC_ALLOW_HTTP=true permet http dans un réseau de confiance.',
  'cure.use_provider_address': 'Saisissez l’adresse d’un fournisseur OpenID.',
  'cure.use_provider_with_groups':
    'Laissez vides les paramètres des groupes, ou utilisez un autre fournisseur.',
  'cure.use_tenant_issuer':
    'Cette adresse vaut pour tous les locataires de Microsoft. Utilisez le fournisseur Microsoft ci-dessous, ou l’ID de votre locataire à la place de « common ».',

  'tested.accountLinked': ({ email }) => `Le compte ${email} serait associé et connecté.`,
  'tested.accountNew': ({ email }) => `Un nouveau compte serait créé : ${email}.`,
  'tested.accountSignedIn': ({ email }) => `Le compte ${email} serait connecté.`,
  'tested.accountTakenOver': ({ email }) =>
    `Le compte ${email} serait repris lors du changement de fournisseur et connecté.`,
  'tested.added': 'Rejoindrait',
  'tested.again': 'Le test n’est pas terminé. Relancez-le.',
  'tested.claim': ({ path }) => `Claim ${path}`,
  'tested.claimFrom': ({ groups, source }) => `${groups} (${source})`,
  'tested.dropped': ({ names }) =>
    `Laissés de côté, car les noms sont inutilisables ou trop nombreux : ${names}`,
  'tested.email': 'Adresse e-mail',
  'tested.emailUnverified': ({ email }) => `${email} (non vérifiée)`,
  'tested.emailVerified': ({ email }) => `${email} (vérifiée)`,
  'tested.failed': ({ why }) => `Le fournisseur n’a pas donné de réponse utilisable : ${why}`,
  'tested.fromIdToken': 'jeton d’identité',
  'tested.fromUserinfo': 'userinfo',
  'tested.idToken': 'Ce que dit le jeton d’identité',
  'tested.ignored': 'Groupes inconnus ici',
  'tested.missingAbsent': 'Le fournisseur n’a envoyé aucun groupe.',
  'tested.missingOverage':
    'Le fournisseur a omis les groupes, car la personne est dans trop de groupes.',
  'tested.name': 'Nom',
  'tested.none': 'Aucun',
  'tested.notSent': 'Non envoyé',
  'tested.nothingWritten': 'Rien n’a été enregistré, et personne n’a été connecté.',
  'tested.refused': 'La connexion serait refusée.',
  'tested.removed': 'Quitterait',
  'tested.role': 'Administrateur',
  'tested.roleGained': ({ group }) => `Oui, par le groupe « ${group} »`,
  'tested.roleLost': 'Ne le serait plus',
  'tested.roleWithheld':
    'Gardé, bien que dans aucun de ces groupes : il n’y a pas d’autre administrateur',
  'tested.secured':
    'Son mot de passe et ses sessions seraient supprimés, car son adresse n’a jamais été vérifiée.',
  'tested.title': 'Ce que ferait une connexion',
  'tested.userinfo': 'Ce que dit userinfo',
  'tested.userinfoFailed': ({ why }) => `Userinfo n’a pas pu être lu : ${why}`,
  'tested.waits': 'Il attendrait ensuite une approbation.',
} as const satisfies Partial<FindingsCatalogue>;
