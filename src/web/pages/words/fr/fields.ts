import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

const characters = (count: number) => plural(count, { one: '# caractère', other: '# caractères' });

/** What is wrong with a field, by the codes of the server, and what all forms say about fields. */
export const fields = {
  'field.email': 'E-mail',
  'field.name': 'Nom',
  'field.password': 'Mot de passe',
  'field.show': ({ what }: { what: string }) => `Afficher : ${what}`,
  'field.missing': 'Remplissez ce champ.',
  'field.missingEmail': 'Saisissez votre adresse e-mail.',
  'field.missingName': 'Saisissez votre nom.',
  'field.missingPassword': 'Saisissez votre mot de passe.',
  'field.missingNewPassword': 'Choisissez un mot de passe.',
  'field.check': 'Vérifiez ce champ.',

  'password.atLeast': ({ min }: { min: number }) =>
    `Au moins ${characters(min)} ; quelques mots se retiennent facilement`,
  'password.atMost': ({ max }: { max: number }) => `Au plus ${characters(max)}`,
  'password.good': 'Bonne longueur',
  'password.longEnough': 'Assez long ; plus long, c’est plus sûr',
  'password.more': ({ count }: { count: number }) => `Encore ${characters(count)}`,

  'fault.required': 'Remplissez ce champ.',
  'fault.type': 'Cette valeur n’est pas de la bonne forme.',
  'fault.unknown_value': ({ allowed }: { allowed: string }) =>
    `Choisissez l’une de ces valeurs : ${allowed}.`,
  'fault.out_of_range': ({ min, max }: { min: number; max: number }) =>
    `Saisissez un nombre de ${min} à ${max}.`,
  'fault.too_short': ({ min }: { min: number }) => `Utilisez au moins ${characters(min)}.`,
  'fault.too_long': ({ max }: { max: number }) => `Utilisez au plus ${characters(max)}.`,
  'fault.too_many_bytes': ({ max }: { max: number }) =>
    `C’est trop long. Utilisez au plus ${plural(max, { one: '# octet', other: '# octets', many: '# d’octets' })}.`,
  'fault.blank': 'Saisissez autre chose que des espaces.',
  'fault.comma': 'Retirez la virgule.',
  'fault.control_characters':
    'Ce texte contient des caractères qui ne peuvent pas être affichés. Retapez-le.',
  'fault.not_unicode': 'Ce texte contient des caractères illisibles. Retapez-le.',
  'fault.not_email': 'Saisissez une adresse e-mail, comme ada@example.com.',
  'fault.not_invited': ({ address }: { address: string }) =>
    `Cette invitation est destinée à ${address}. Saisissez cette adresse.`,
  'fault.not_url': 'Saisissez une adresse qui commence par https://, comme https://id.example.com.',
  'fault.not_plain_url':
    'Saisissez seulement l’adresse, sans nom d’utilisateur, mot de passe, requête ni fragment.',
  'fault.not_https_url': 'Saisissez une adresse qui commence par https://.',
  'fault.discovery_url':
    'Saisissez l’émetteur, c’est-à-dire la partie avant /.well-known/openid-configuration.',
  'fault.not_id': 'Ceci n’est pas un identifiant.',
  'fault.not_tenant':
    'Saisissez l’ID ou le domaine d’un locataire, ou bien common, organizations ou consumers.',
  'fault.not_time': 'Saisissez un jour, comme 2026-03-02.',
  'fault.not_printable':
    'Ce texte contient des caractères qui ne peuvent pas être affichés. Retapez-le.',
  'fault.blanks_at_ends': 'Supprimez les espaces au début et à la fin.',
  'fault.malformed': 'Cette valeur n’est pas de la bonne forme. Vérifiez-la.',
  'fault.not_allowed': 'Ce n’est pas possible ici.',
  'fault.reserved': 'Ce nom est réservé. Choisissez-en un autre.',
  'fault.exactly_one': ({ fields: names }: { fields: string }) =>
    `Remplissez un seul de ces champs : ${names}.`,
  'fault.password_too_weak': ({ needs }: { needs: string }) =>
    `Le mot de passe doit contenir ${needs}.`,
  'fault.password_too_common':
    'Ce mot de passe est facile à deviner, même entouré de chiffres ou de signes. Choisissez-en un autre.',

  'need.digit': 'un chiffre',
  'need.lower_case': 'une minuscule',
  'need.min_length': ({ min }: { min: number }) => `au moins ${characters(min)}`,
  'need.special_character': 'un caractère spécial, comme ! ou ?',
  'need.upper_case': 'une majuscule',
} as const;
