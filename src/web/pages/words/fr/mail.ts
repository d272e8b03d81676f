import type { MailCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** The settings of mail in the panel. */
export const mail: MailCatalogue = {
  'mail.ehlo': 'Nom de ce serveur',
  'mail.ehloHint': 'Le nom annoncé au serveur de messagerie. Laissez vide pour l’hôte de APP_URL.',
  'mail.from': 'Expéditeur',
  'mail.fromHint':
    'Par exemple Anchor <auth@example.com>, avec une adresse depuis laquelle le serveur de messagerie vous laisse envoyer.',
  'mail.guide': ({ link }) =>
    `Que saisir pour Gmail, Microsoft 365 et d’autres : ${link('Messagerie dans le manuel')}.`,
  'mail.host': 'Serveur de messagerie',
  'mail.hostHint': 'Par exemple smtp.example.com. Laissez vide pour n’envoyer aucun e-mail.',
  'mail.intro': 'Le serveur par lequel les liens et les avis sont envoyés.',
  'mail.isOff': 'Ce serveur n’envoie pas encore d’e-mails.',
  'mail.none': 'Non défini',
  'mail.password': 'Mot de passe',
  'mail.passwordHint':
    'Conservé chiffré, et jamais réaffiché. Certains fournisseurs demandent ici un mot de passe d’application ou une clé d’API.',
  'mail.passwordRemove': 'Supprimer le mot de passe ?',
  'mail.passwordRemoved': 'Le mot de passe est supprimé.',
  'mail.passwordRemoveText':
    'Sans lui, aucun e-mail n’est envoyé tant qu’un nom d’utilisateur est défini.',
  'mail.passwordReplaceHint': 'Remplace le mot de passe enregistré quand vous enregistrez.',
  'mail.passwordStored': 'Un mot de passe est enregistré',
  'mail.passwordStoredHint':
    'Avec un autre serveur ou nom d’utilisateur, ou sans chiffrement, vous le saisirez de nouveau.',
  'mail.passwordUnreadable':
    'Le mot de passe enregistré ne peut plus être déchiffré. Saisissez-le de nouveau pour que les e-mails partent.',
  'mail.port': 'Port',
  'mail.portHint': 'En général 587 avec STARTTLS, et 465 avec TLS dès le début.',
  'mail.saved': 'Enregistré. Envoyez un e-mail de test pour voir si cela fonctionne.',
  'mail.title': 'Envoi',
  'mail.tls': 'Chiffrement',
  'mail.tls.implicit': 'TLS dès le début',
  'mail.tls.none': 'Aucun, seulement dans votre réseau',
  'mail.tls.starttls': 'STARTTLS',
  'mail.tlsHint': 'Rien n’est envoyé par Internet sans chiffrement.',
  'mail.user': 'Nom d’utilisateur',
  'mail.userHint': 'Laissez vide si le serveur de messagerie n’en demande pas.',

  'mail.test': 'Envoyer un e-mail de test',
  'mail.testIntro': 'Utilise les réglages enregistrés.',
  'mail.testNotYet': 'Enregistrez d’abord un serveur de messagerie et un expéditeur.',
  'mail.testTitle': 'Test',
  'mail.testTo': 'À',
  'mail.testWithStatus': ({ result, status }) => `${result} (${status})`,

  'mail.notices': 'Avis',
  'mail.noticesIntro': 'Les liens demandés sont envoyés dans tous les cas.',
  'mail.noticesSaved': 'Enregistré.',
  'notice.approved': 'Demandes traitées',
  'notice.approvedText': 'La personne apprend que sa demande a été acceptée ou refusée.',
  'notice.pending': 'Personnes en attente',
  'notice.pendingText':
    'Les administrateurs apprennent que quelqu’un attend une approbation, au plus une fois par heure.',
  'notice.security': 'Sécurité d’un compte',
  'notice.securityText':
    'La personne apprend quand le mot de passe, les jetons d’API ou les fournisseurs associés de son compte changent.',
  'notice.sign-in': 'Nouveaux appareils',
  'notice.sign-inText':
    'La personne apprend que son compte a servi sur un nouvel appareil ou depuis un nouveau réseau.',

  'mail.without': 'Sans e-mail',
  'mail.withoutIntro': 'Le serveur fonctionne aussi sans e-mail.',
  'mail.withoutInvite':
    'Vous transmettez vous-même les liens : pour choisir un nouveau mot de passe ou pour une invitation.',
  'mail.withoutVerify':
    'Personne ne peut demander seul un nouveau mot de passe, confirmer son adresse ou la changer.',
  'mail.withoutWaiting':
    'Les personnes qui attendent une approbation la voient sur la page où elles se sont inscrites.',

  'mailProblem.cleartext_to_name':
    'Sans chiffrement, les e-mails ne partent que si le serveur de messagerie a une adresse dans votre réseau.',
  'mailProblem.cleartext_to_public':
    'Ce serveur de messagerie est sur Internet, et rien n’y est envoyé sans chiffrement.',
  'mailProblem.host_missing': 'Aucun e-mail n’est envoyé : saisissez le serveur de messagerie.',
  'mailProblem.implicit_on_587': 'Le port 587 attend en général STARTTLS.',
  'mailProblem.password_missing':
    'Aucun e-mail n’est envoyé : le nom d’utilisateur est sans mot de passe.',
  'mailProblem.sender_missing': 'Aucun e-mail n’est envoyé : saisissez l’expéditeur.',
  'mailProblem.starttls_on_465': 'Le port 465 attend en général TLS dès le début.',
  'mailProblem.user_missing':
    'Aucun e-mail n’est envoyé : le mot de passe est sans nom d’utilisateur.',

  'mailResult.address_refused': ({ host }) =>
    `${host} est sur Internet, et rien n’y est envoyé sans chiffrement. Choisissez STARTTLS ou TLS dès le début.`,
  'mailResult.certificate_expired': ({ host }) =>
    `Le certificat de ${host} n’est pas valide en ce moment. Renouvelez-le, ou réglez l’horloge de cette machine.`,
  'mailResult.certificate_name': ({ host }) =>
    `Le certificat de ${host} est pour un autre nom. Saisissez un nom qui figure dans le certificat.`,
  'mailResult.certificate_untrusted': ({ host }) =>
    `Le certificat de ${host} vient d’une autorité qui n’est pas reconnue ici. Pour votre propre autorité, démarrez le serveur avec NODE_EXTRA_CA_CERTS=/path/to/ca.pem.`,
  'mailResult.connection_lost': ({ host }) => `${host} a mis fin à la connexion pendant l’envoi.`,
  'mailResult.connection_refused': ({ host, port }) =>
    `${host} n’accepte pas de connexions sur le port ${port}. Vérifiez le port, et que le serveur de messagerie fonctionne.`,
  'mailResult.delivered': ({ host }) =>
    `${host} a accepté l’e-mail. Regardez dans la boîte de réception et dans les indésirables.`,
  'mailResult.encryption_required': ({ host }) =>
    `${host} n’accepte les e-mails que par une connexion chiffrée. Choisissez STARTTLS ou TLS dès le début.`,
  'mailResult.greeting_refused': ({ host }) =>
    `${host} n’accepte pas d’e-mails de l’adresse de ce serveur.`,
  'mailResult.message_invalid':
    'L’e-mail n’a pas été envoyé, car un de ses en-têtes contient un saut de ligne.',
  'mailResult.message_refused': ({ host }) =>
    `${host} a refusé l’e-mail à cause de son contenu ou de son expéditeur.`,
  'mailResult.message_too_large': ({ host }) =>
    `L’e-mail est plus grand que ce que ${host} accepte.`,
  'mailResult.name_not_found': ({ host }) =>
    `Le serveur de messagerie ${host} est introuvable. Vérifiez son nom.`,
  'mailResult.name_refused': ({ host }) =>
    `${host} a refusé le nom que ce serveur s’est donné. Saisissez-en un autre.`,
  'mailResult.not_configured': 'Le serveur de messagerie et l’expéditeur ne sont pas définis.',
  'mailResult.not_smtp': ({ host, port }) =>
    `${host} ne répond pas comme un serveur de messagerie sur le port ${port}.`,
  'mailResult.recipient_invalid': 'Aucun e-mail ne peut être envoyé à cette adresse.',
  'mailResult.recipient_refused': ({ host }) => `${host} a refusé l’adresse du destinataire.`,
  'mailResult.relay_refused': ({ host }) =>
    `${host} ne relaie pas d’e-mails pour ce serveur. Saisissez un nom d’utilisateur et un mot de passe, ou autorisez-y l’adresse de ce serveur.`,
  'mailResult.sender_refused': ({ host }) =>
    `${host} n’accepte pas d’e-mails de cet expéditeur. Utilisez une adresse depuis laquelle votre compte peut y envoyer.`,
  'mailResult.sign_in_not_offered': ({ host, port }) =>
    `${host} ne propose pas de connexion par mot de passe sur le port ${port}. Supprimez le nom d’utilisateur et le mot de passe, ou utilisez un autre port.`,
  'mailResult.sign_in_refused': ({ host }) =>
    `${host} a refusé le nom d’utilisateur ou le mot de passe. Certains fournisseurs demandent un mot de passe d’application ou une clé d’API.`,
  'mailResult.sign_in_required': ({ host }) =>
    `${host} n’accepte les e-mails qu’après une connexion. Saisissez un nom d’utilisateur et un mot de passe.`,
  'mailResult.silent': ({ host, port }) =>
    `${host} n’a pas répondu sur le port ${port}. Un pare-feu bloque peut-être le port, ou il attend un autre chiffrement : en général STARTTLS sur le port 587, et TLS dès le début sur le port 465.`,
  'mailResult.starttls_missing': ({ host, port }) =>
    `${host} ne propose pas STARTTLS sur le port ${port}, et rien n’est envoyé sans chiffrement. Essayez TLS dès le début sur le port 465.`,
  'mailResult.tls_failed': ({ host, port }) =>
    `Aucune connexion chiffrée à ${host} n’a pu être établie sur le port ${port}. En général, le port 587 attend STARTTLS, et le port 465 TLS dès le début.`,
  'mailResult.too_slow': ({ host }) => `${host} a cessé de répondre pendant l’envoi.`,
  'mailResult.try_later': ({ host }) => `${host} ne peut pas accepter l’e-mail pour le moment.`,
  'mailResult.unreachable': ({ host, port }) =>
    `${host} est injoignable sur le port ${port}. Vérifiez son nom, le port et le réseau.`,

  'outbox.lastError': ({ error }: { error: string }) => `Dernière erreur : ${error}`,
  'outbox.mail': ({ count }: { count: number }) =>
    plural(count, {
      one: '# e-mail attend d’être envoyé',
      other: '# e-mails attendent d’être envoyés',
    }),
  'outbox.oldest': ({ time }: { time: string }) => `Le plus ancien : ${time}.`,
  'outbox.retry': 'Réessayer maintenant',
  'outbox.stopped':
    'Le destinataire ne veut plus d’événements. Rien ne lui est envoyé tant que vous ne réessayez pas ou ne redémarrez pas le serveur.',
  'outbox.webhook': ({ count }: { count: number }) =>
    plural(count, {
      one: '# événement attend le webhook',
      other: '# événements attendent le webhook',
    }),
};
