import type { BaseCatalogue } from '../catalogue.ts';

/** The pages for people who are not signed in. */
export const signIn = {
  'signIn.closed': 'Noch kein Konto?',
  'signIn.confirmed': 'Danke, du hast bestätigt, dass du es bist. Du kannst jetzt weitermachen.',
  'signIn.continueWith': ({ provider }) => `Weiter mit ${provider}`,
  'signIn.create': ({ link }) => `Neu hier? ${link('Konto erstellen')}`,
  'signIn.createReview': ({ link }) =>
    `Neu hier? ${link('Konto erstellen')}. Deine Administration schaltet es frei, bevor du es nutzen kannst.`,
  'signIn.divider': 'oder mit E-Mail',
  'signIn.endedElsewhere': 'Du wurdest von einem anderen Gerät aus abgemeldet.',
  'signIn.first': 'Wer sich als Erstes anmeldet, bekommt das Admin-Konto dieses Servers.',
  'signIn.forgotten': 'Passwort vergessen?',
  'signIn.goingThere': ({ provider }) => `Weiter zu ${provider}`,
  'signIn.otherPerson':
    'Du hast dich beim Anbieter mit dem Konto einer anderen Person angemeldet, deshalb wurde nichts bestätigt. Du bist weiter wie vorher angemeldet, und es wurde nichts geändert.',
  'signIn.passwordRemoved':
    'Es gab schon ein Konto mit deiner E-Mail-Adresse, aber die Adresse war nie bestätigt worden. Das Konto gehört jetzt dir: Passwort, Sitzungen und API-Token wurden entfernt, damit sich die Person, die es erstellt hat, nicht anmelden kann.',
  'signIn.providersAt': ({ host }) =>
    `Diese Schaltflächen öffnen zuerst ${host}. Bitte wähle deinen Anbieter dort noch einmal.`,
  'signIn.signedIn': 'Du bist angemeldet',
  'signIn.signingIn': 'Du wirst angemeldet',
  'signIn.stayHere': 'Auf dieser Seite bleiben',
  'signIn.stillSignedIn': 'Du bist weiterhin angemeldet',

  'confirmFirst.later':
    'Keine Nachricht nach ein paar Minuten? Sieh im Spam-Ordner nach, oder melde dich noch einmal an, dann bekommst du einen neuen Link.',
  'confirmFirst.text': ({ email }) =>
    `Wir haben einen Link an ${email} geschickt. Öffne ihn, um die Adresse zu bestätigen, dann kannst du dich anmelden.`,
  'confirmFirst.title': 'Bestätige deine E-Mail-Adresse',
  'forgot.back': ({ link }) => link('Zurück zur Anmeldung'),
  'forgot.later': 'Keine Nachricht nach ein paar Minuten? Sieh im Spam-Ordner nach.',
  'forgot.lead':
    'Gib deine E-Mail-Adresse ein. Wir schicken dir einen Link, mit dem du ein neues Passwort wählst.',
  'forgot.noMail': 'Dieser Server verschickt keine E-Mails.',
  'forgot.sent': ({ email }) =>
    `Wenn es ein Konto mit der Adresse ${email} gibt, ist eine Nachricht mit einem Link unterwegs. Der Link gilt eine Stunde.`,
  'forgot.sentTitle': 'Sieh in dein Postfach',
  'forgot.submit': 'Link schicken',
  'forgot.title': 'Passwort vergessen?',

  'register.byProvider':
    'Für diesen Server brauchst du ein Konto bei einem Anmeldeanbieter. Bitte melde dich damit an.',
  'register.first': 'Admin-Konto erstellen',
  'register.firstLead': 'Dieser Server ist neu. Das erste Konto ist sein Admin-Konto.',
  'register.missingSetupToken': 'Bitte gib das Setup-Token ein.',
  'register.review':
    'Deine Administration schaltet neue Konten frei, bevor sie genutzt werden können.',
  'register.setupToken': 'Setup-Token',
  'register.setupTokenHint': 'Wer diesen Server gestartet hat, hat es in SETUP_TOKEN festgelegt.',
  'register.signIn': ({ link }) => `Schon ein Konto? ${link('Anmelden')}`,
  'register.taken': ({ link }) => `Gehört es dir? ${link('Dann melde dich an')}`,

  'choose.missingTemporary': 'Bitte gib das vorläufige Passwort ein.',
  'choose.submit': 'Speichern und weiter',
  'choose.temporary': 'Vorläufiges Passwort',
  'choose.text': 'Dein Passwort ist vorläufig. Bitte wähle eines, das nur du kennst.',
  'choose.title': 'Wähle ein neues Passwort',

  'pending.approved': 'Dein Konto ist freigeschaltet',
  'pending.approvedText': 'Du kannst dich jetzt anmelden.',
  'pending.expired': 'Dein Konto wartet vielleicht noch',
  'pending.expiredText':
    'Diese Seite schaut nicht mehr nach. Bitte melde dich an, um zu sehen, ob dein Konto freigeschaltet ist.',
  'pending.gone': 'Dein Konto wurde nicht freigeschaltet',
  'pending.goneText':
    'Deine Anfrage ist beendet: Sie wurde abgelehnt oder nicht rechtzeitig beantwortet.',
  'pending.otherAccount': 'Anderes Konto verwenden',
  'pending.text':
    'Dein Konto wartet noch: Deine Administration muss es freischalten. Diese Seite schaut von selbst nach und sagt dir Bescheid.',
  'pending.textLater': 'Du kannst sie auch schließen und dich später anmelden.',
  'pending.title': 'Warten auf Freischaltung',
  'pending.toSignIn': 'Zurück zur Anmeldeseite',

  'link.ask': 'Administration fragen',
  'link.askedText': ({ date }) =>
    `Deine Administration entscheidet, ob dieses Konto beim Anbieter dir gehört. Komm später wieder und melde dich dort wie gewohnt an. Die Anfrage endet am ${date}.`,
  'link.askedTitle': 'Deine Anfrage ist abgeschickt',
  'link.askText':
    'Deine Administration sieht, wer fragt, und entscheidet. Danach meldest du dich wie gewohnt beim Anbieter an.',
  'link.divider': 'oder',
  'link.password': 'Mit deinem Passwort bestätigen',
  'link.passwordText': 'Danach öffnet dein Konto beim Anbieter auch dieses Konto.',
  'link.refusedText':
    'Deine Administration hat diese Anfrage abgelehnt. Wenn das ein Irrtum war, sprich sie bitte an.',
  'link.refusedTitle': 'Deine Anfrage wurde abgelehnt',
  'link.submit': 'Verknüpfen und anmelden',
  'link.text':
    'Es gibt schon ein Konto mit deiner Adresse, aber dein Anbieter ist noch nicht damit verknüpft. Wenn es dir gehört, kannst du ihn jetzt verknüpfen.',
  'link.title': 'Ist das dein Konto?',
} as const satisfies Partial<BaseCatalogue>;
