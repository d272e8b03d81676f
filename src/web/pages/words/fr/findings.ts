import type { FindingsCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

const seconds = (count: number) => plural(count, { one: '# seconde', other: '# secondes' });

/** What the test of a provider found, by the codes of the server, and what to do about it. */
export const findings = {
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
  'found.redirects_to_register': ({ uris }) => `À enregistrer chez le fournisseur : ${uris}.`,
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
  'cure.use_certificate_name':
    'Le certificat est pour un autre nom. Saisissez ce nom, ou changez de certificat.',
  'cure.use_discovery_issuer':
    'L’émetteur est l’adresse dont /.well-known/openid-configuration s’ouvre.',
  'cure.use_https': 'Utilisez https.',
  'cure.use_https_or_allow_http':
    'Utilisez https. OIDC_ALLOW_HTTP=true permet http dans un réseau de confiance.',
  'cure.use_provider_address': 'Saisissez l’adresse d’un fournisseur OpenID.',
  'cure.use_tenant_issuer':
    'Cette adresse vaut pour tous les locataires de Microsoft. Utilisez le fournisseur Microsoft ci-dessous, ou l’ID de votre locataire à la place de « common ».',
} as const satisfies Partial<FindingsCatalogue>;
