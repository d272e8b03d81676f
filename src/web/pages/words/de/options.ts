import type { AdministrationCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'options.intro': 'Für die meisten Server passen die üblichen Werte.',
  'options.saved': 'Die Einstellungen sind gespeichert.',
  'options.title': 'Weitere Einstellungen',

  'option.autoRedirect': 'Gleich zum Anbieter gehen',
  'option.autoRedirectHint':
    'Die Anmeldeseite wird übersprungen, solange kein anderer Anbieter eingeschaltet ist. Du findest sie unter /login?local.',
  'option.emailClaim': 'Claims mit der E-Mail-Adresse',
  'option.emailClaimHint':
    'Durch Kommas getrennt. Das erste, das der Anbieter sendet, zählt. Nur „email“ kann als bestätigt gelten.',
  'option.logout': 'Auch beim Anbieter abmelden',
  'option.logoutHint':
    'Wer sich hier abmeldet, wird auch dort abgemeldet. Trag dort die Adresse deiner Anmeldeseite, /login, als Weiterleitungsadresse nach der Abmeldung ein.',
  'option.nameClaim': 'Claims mit dem Namen',
  'option.nameClaimHint': 'Durch Kommas getrennt. Das erste, das der Anbieter sendet, zählt.',
  'option.prompt': 'Was der Anbieter bei jeder Anmeldung fragt',
  'option.promptHint': 'Hilft an Computern, die sich mehrere Personen teilen.',
  'option.prompt.login': 'Dort neu anmelden',
  'option.prompt.none': 'Nichts, wenn man dort angemeldet ist',
  'option.prompt.select_account': 'Welches Konto es sein soll',
} as const satisfies Partial<AdministrationCatalogue>;
