import type { LetterWords } from '../words.ts';

const ifNotYou =
  'Wenn du das nicht warst, ändere sofort dein Passwort, melde auf der Seite deines Kontos alle anderen Geräte ab und sag deiner Administration Bescheid.';
const openAccount = 'Konto öffnen';

export const de: LetterWords = {
  greeting: (name) => (name === null ? 'Hallo,' : `Hallo ${name},`),
  colon: (label) => `${label}:`,
  orOpen: 'Oder öffne diese Adresse im Browser:',
  worksUntil: ({ time }) => `Der Link funktioniert einmal, bis ${time}.`,
  help: 'Hilfe',
  labels: {
    when: 'Zeit',
    device: 'Gerät',
    ip: 'IP-Adresse',
    name: 'Name',
    email: 'E-Mail',
    token: 'API-Token',
    provider: 'Anbieter',
    administrator: 'Administration',
    validUntil: 'Gültig bis',
  },
  browserOn: ({ browser, system }) => `${browser} auf ${system}`,
  appOn: ({ system }) => `App auf ${system}`,
  mobileApp: 'Mobile App',

  verifyEmail: ({ brand, email }) => ({
    subject: `Bestätige deine E-Mail-Adresse für ${brand}`,
    title: 'Bestätige deine E-Mail-Adresse',
    paragraphs: [
      `Ein Konto bei ${brand} hat die Adresse ${email}. Bitte bestätige, dass sie dir gehört.`,
    ],
    button: 'Adresse bestätigen',
    surprise:
      'Wenn du dort kein Konto hast, kannst du diese Nachricht ignorieren: Die Adresse bleibt unbestätigt.',
  }),
  resetPassword: ({ brand, email, by }) => ({
    subject: `Wähle ein neues Passwort für ${brand}`,
    title: 'Wähle ein neues Passwort',
    paragraphs: [
      by === null
        ? `Für dein Konto ${email} bei ${brand} wurde ein Link für ein neues Passwort angefordert.`
        : `${by} schickt dir diesen Link, damit du für dein Konto ${email} bei ${brand} ein neues Passwort wählen kannst.`,
    ],
    button: 'Neues Passwort wählen',
    surprise:
      by === null
        ? 'Wenn du ihn nicht angefordert hast, kannst du diese Nachricht ignorieren: Dein Passwort bleibt, wie es ist.'
        : 'Dein Passwort bleibt, wie es ist, bis du den Link benutzt.',
  }),
  resetAtProvider: ({ brand, email, providers }) => ({
    subject: `So meldest du dich bei ${brand} an`,
    title: 'Dein Konto hat hier kein Passwort',
    paragraphs: [
      `Für dein Konto ${email} bei ${brand} wurde ein Link für ein neues Passwort angefordert.`,
      `Du meldest dich mit ${providers} an. Dein Passwort liegt dort und lässt sich nur dort ändern.`,
    ],
    button: 'Zur Anmeldung',
    surprise:
      'Wenn du ihn nicht angefordert hast, kannst du diese Nachricht ignorieren: Es hat sich nichts geändert.',
  }),
  changeEmail: ({ brand, email }) => ({
    subject: `Bestätige deine neue E-Mail-Adresse für ${brand}`,
    title: 'Bestätige deine neue E-Mail-Adresse',
    paragraphs: [
      `Ein Konto bei ${brand} soll die Adresse ${email} bekommen. Bitte bestätige, dass sie dir gehört.`,
    ],
    button: 'Adresse bestätigen',
    surprise:
      'Wenn das nicht von dir kommt, kannst du diese Nachricht ignorieren: Es ändert sich nichts.',
  }),
  emailChanging: ({ brand, email, newEmail }) => ({
    subject: `Eine neue E-Mail-Adresse für dein Konto bei ${brand}`,
    title: 'Eine neue E-Mail-Adresse wurde angefordert',
    paragraphs: [
      `Dein Konto bei ${brand} soll die Adresse ${newEmail} statt ${email} bekommen.`,
      'Sie ändert sich, sobald die neue Adresse bestätigt ist. Bis dahin bleibt alles, wie es ist.',
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  emailChanged: ({ brand, email, newEmail }) => ({
    subject: `Deine E-Mail-Adresse bei ${brand} wurde geändert`,
    title: 'Deine E-Mail-Adresse wurde geändert',
    paragraphs: [
      `Dein Konto bei ${brand} hat jetzt die Adresse ${newEmail} statt ${email}. Dies ist die letzte Nachricht an die alte Adresse.`,
    ],
    surprise: 'Wenn du das nicht warst, sag deiner Administration sofort Bescheid.',
  }),
  invitation: ({ brand, email, by }) => ({
    subject: `Deine Einladung zu ${brand}`,
    title: `Du bist zu ${brand} eingeladen`,
    paragraphs: [
      by === null
        ? `Du bist eingeladen, bei ${brand} ein Konto mit der Adresse ${email} anzulegen.`
        : `${by} lädt dich ein, bei ${brand} ein Konto mit der Adresse ${email} anzulegen.`,
    ],
    button: 'Einladung annehmen',
    surprise:
      'Wenn du sie nicht erwartet hast, kannst du diese Nachricht ignorieren: Es wird kein Konto angelegt.',
  }),
  waiting: ({ brand, count, name }) => ({
    subject:
      count === 1
        ? `${name} wartet auf Freischaltung bei ${brand}`
        : `${count} Personen warten auf Freischaltung bei ${brand}`,
    title:
      count === 1
        ? 'Eine Person wartet auf Freischaltung'
        : `${count} Personen warten auf Freischaltung`,
    paragraphs: [
      count === 1
        ? `Eine Person hat sich bei ${brand} registriert. Sie kann sich anmelden, sobald ihr Konto freigeschaltet ist.`
        : `Sie haben sich bei ${brand} registriert und können sich anmelden, sobald ihre Konten freigeschaltet sind. Die neueste Anfrage:`,
    ],
    button: 'Anfragen prüfen',
    surprise: null,
  }),
  approved: ({ brand, email }) => ({
    subject: `Dein Konto bei ${brand} ist freigeschaltet`,
    title: 'Dein Konto ist freigeschaltet',
    paragraphs: [
      `Dein Konto ${email} bei ${brand} ist jetzt freigeschaltet. Du kannst dich ab sofort anmelden.`,
    ],
    button: 'Anmelden',
    surprise: 'Wenn du kein Konto angefragt hast, sag bitte der Administration Bescheid.',
  }),
  rejected: ({ brand, email }) => ({
    subject: `Deine Anfrage für ein Konto bei ${brand}`,
    title: 'Deine Anfrage wurde abgelehnt',
    paragraphs: [
      `Mit der Adresse ${email} wurde ein Konto bei ${brand} angefragt. Die Administration hat die Anfrage abgelehnt und die eingegebenen Daten gelöscht.`,
    ],
    surprise: 'Wenn du kein Konto angefragt hast, kannst du diese Nachricht ignorieren.',
  }),
  security: {
    password_changed: ({ brand, account }) => ({
      subject: `Dein Passwort bei ${brand} wurde geändert`,
      title: 'Dein Passwort wurde geändert',
      paragraphs: [
        `Dein Konto ${account} bei ${brand} hat ein neues Passwort. Alle anderen Geräte sind abgemeldet.`,
      ],
      button: openAccount,
      surprise:
        'Wenn du das nicht warst, sag deiner Administration sofort Bescheid: Sie kann dir einen Link schicken, mit dem du ein anderes Passwort wählst.',
    }),
    password_reset: ({ brand, account }) => ({
      subject: `Dein Passwort bei ${brand} wurde zurückgesetzt`,
      title: 'Dein Passwort wurde zurückgesetzt',
      paragraphs: [
        `Das Passwort deines Kontos ${account} bei ${brand} wurde zurückgesetzt. Alle Geräte sind abgemeldet.`,
      ],
      button: openAccount,
      surprise: 'Wenn du das nicht erwartet hast, sag deiner Administration sofort Bescheid.',
    }),
    api_token_created: ({ brand, account }) => ({
      subject: `Ein neues API-Token für dein Konto bei ${brand}`,
      title: 'Ein API-Token wurde erstellt',
      paragraphs: [
        `Für dein Konto ${account} bei ${brand} wurde ein API-Token erstellt. Programme, die es haben, handeln in deinem Namen.`,
      ],
      button: openAccount,
      surprise:
        'Wenn du das nicht warst, widerrufe das Token auf der Seite deines Kontos, ändere sofort dein Passwort und sag deiner Administration Bescheid.',
    }),
    provider_linked: ({ brand, account }) => ({
      subject: `Eine neue Anmeldemethode für dein Konto bei ${brand}`,
      title: 'Eine Anmeldemethode ist dazugekommen',
      paragraphs: [
        `Ein Konto bei einem anderen Anbieter wurde mit deinem Konto ${account} bei ${brand} verknüpft. Ab jetzt ist die Anmeldung auch damit möglich.`,
      ],
      button: openAccount,
      surprise:
        'Wenn du das nicht warst, trenne den Anbieter auf der Seite deines Kontos, ändere sofort dein Passwort und sag deiner Administration Bescheid.',
    }),
    provider_unlinked: ({ brand, account }) => ({
      subject: `Eine Anmeldemethode deines Kontos bei ${brand} wurde entfernt`,
      title: 'Eine Anmeldemethode wurde entfernt',
      paragraphs: [
        `Ein Anbieter wurde von deinem Konto ${account} bei ${brand} getrennt. Die Anmeldung ist damit nicht mehr möglich.`,
      ],
      button: openAccount,
      surprise: ifNotYou,
    }),
  },
  newDevice: ({ brand, account }) => ({
    subject: `Neue Anmeldung bei deinem Konto bei ${brand}`,
    title: 'Neue Anmeldung bei deinem Konto',
    paragraphs: [
      `Bei deinem Konto ${account} bei ${brand} gab es eine Anmeldung mit einem Gerät oder aus einem Netz, das für das Konto neu ist.`,
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  tokenExpires: ({ brand, account, token }) => ({
    subject: `Dein API-Token „${token}“ läuft bald ab`,
    title: 'Ein API-Token läuft bald ab',
    paragraphs: [
      `Das API-Token „${token}“ deines Kontos ${account} bei ${brand} läuft bald ab. Programme, die es benutzen, werden dann abgewiesen. Erstelle vorher ein neues, oder tu nichts, wenn du es nicht mehr brauchst.`,
    ],
    button: openAccount,
    surprise: null,
  }),
  test: ({ brand, email }) => ({
    subject: `Testnachricht von ${brand}`,
    title: 'Der Versand funktioniert',
    paragraphs: [
      `${brand} kann Nachrichten an ${email} senden. Die Administration hat diese Nachricht zum Testen geschickt.`,
    ],
    surprise: 'Wenn du diesen Server nicht kennst, kannst du diese Nachricht ignorieren.',
  }),
};
