import type { FindingsCatalogue } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { cures } from './cures.ts';
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
  ...cures,

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
    `Le fournisseur se nomme ${named}, et l’émetteur saisi ici est ${issuer}. Seule la barre oblique finale diffère : la connexion utilise donc l’écriture du fournisseur.`,
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
  'found.account_not_created':
    'OIDC_AUTO_CREATE vaut false, et aucun compte ici n’est à cette personne.',
  'found.apps_bridge': ({ uris }) =>
    `Pour les applications, chez un fournisseur qui n’accepte que des adresses https (APP_CALLBACK_SCHEMES) : ${uris}.`,
  'found.auto_redirect_idle':
    'OIDC_AUTO_REDIRECT est activé, mais il y a plusieurs fournisseurs au choix : la page de connexion reste affichée.',
  'found.browsers_cannot_open': ({ origin }) =>
    `Les navigateurs sont envoyés vers ${origin}, un nom que seul le réseau de ce serveur connaît peut-être.`,
  'found.client_secret_expired': 'Le secret client est un jeton qui a expiré.',
  'found.email_missing': ({ claims }) =>
    `Le fournisseur n’a envoyé aucune adresse e-mail dans ${claims}.`,
  'found.email_not_verified': ({ claims }) =>
    `L’adresse dans ${claims} ne compte pas comme vérifiée : elle n’ouvre aucun compte existant.`,
  'found.emails_never_verified': ({ provider }) =>
    `${provider} n’indique pas d’une façon qui compte ici que les adresses sont vérifiées : elles n’ouvrent aucun compte existant.`,
  'found.groups_left_out': ({ claims }) =>
    `Le fournisseur a omis les groupes dans ${claims}, car la personne est dans trop de groupes.`,
  'found.groups_never_sent': ({ provider }) =>
    `${provider} n’envoie pas de groupes, mais des paramètres ici en ont besoin.`,
  'found.groups_not_sent': ({ claims }) => `Le fournisseur n’a envoyé aucun groupe dans ${claims}.`,
  'found.logout_to_register_without_session': ({ uris }) =>
    `À enregistrer chez le fournisseur pour la déconnexion (Back-Channel Logout) : ${uris}. Le fournisseur n’indique pas qu’il nomme la session : une déconnexion chez lui termine donc toutes les sessions de la personne ici.`,
  'found.logout_unannounced':
    'Le fournisseur n’annonce pas de Back-Channel Logout : les sessions continuent ici après une déconnexion chez lui.',
  'found.name_missing': ({ claims }) => `Le fournisseur n’a envoyé aucun nom dans ${claims}.`,
  'found.redirects_over_http': ({ uris, provider }) =>
    `${provider} n’accepte que des adresses https, or voici l’adresse de redirection : ${uris}.`,
  'found.response_mode_needed':
    'Le fournisseur ne renvoie les navigateurs qu’avec un formulaire, et OIDC_RESPONSE_MODE vaut query.',
  'found.response_mode_not_offered': ({ offered }) =>
    `OIDC_RESPONSE_MODE vaut form_post, et le fournisseur propose ${offered}.`,
  'found.scopes_missing': ({ scopes }) =>
    `Ces scopes, avec lesquels les fournisseurs envoient l’adresse et le nom, ne sont pas demandés : ${scopes}.`,
  'found.scopes_need_map': ({ scopes }) =>
    `Kanidm refuse toute personne dont la scope map ne contient pas tous ces scopes : ${scopes}.`,
  'found.settings_default': ({ options }) => `À leur valeur habituelle : ${options}.`,
  'found.settings_from_environment': ({ options }) => `Définis dans l’environnement : ${options}.`,
  'found.settings_from_panel': ({ options }) => `Choisis dans l’administration : ${options}.`,
  'found.sign_in_failed': ({ reason }) => `En détail : ${reason}`,
  'found.sign_out_return_refused': ({ uris }) =>
    `Le fournisseur n’accepte pas cette adresse pour le retour après une déconnexion : ${uris}.`,
  'found.start_accepted': ({ uris }) =>
    `Le fournisseur accepte le début d’une connexion avec l’adresse de redirection ${uris}.`,
  'found.start_redirect_refused': ({ uris }) =>
    `Le fournisseur n’accepte pas cette adresse de redirection : ${uris}.`,
  'found.start_refused': ({ reason }) =>
    `Le fournisseur refuse le début d’une connexion : ${reason}`,
  'found.userinfo_failed': ({ reason }) => `Userinfo n’a pas pu être lu : ${reason}`,

  'place.private_network': 'Dans un réseau privé.',
  'place.this_machine': 'C’est cette machine.',

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
  'tested.waits': 'Il attendrait ensuite une approbation.',
} as const satisfies Partial<FindingsCatalogue>;
