import type { FindingsCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'option.adminGroups': 'Gruppen mit Admin-Rolle',
  'option.adminGroupsHint':
    'Wer beim Anbieter in einer davon ist, hat nach jeder Anmeldung dort 24 Stunden lang die Admin-Rolle. Mehrere durch Kommas trennen.',
  'option.allowedGroups': 'Gruppen, die sich anmelden dürfen',
  'option.allowedGroupsHint':
    'Nur wer beim Anbieter in einer dieser Gruppen ist, darf sich darüber anmelden. Leer: alle.',
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
  'option.groupsClaim': 'Claim mit den Gruppen',
  'option.groupsClaimHint':
    'Wo der Anbieter die Gruppen einer Person nennt, etwa groups, roles oder realm_access.roles.',
  'option.prompt': 'Was der Anbieter bei jeder Anmeldung fragt',
  'option.promptHint': 'Hilft an Computern, die sich mehrere Personen teilen.',
  'option.prompt.login': 'Dort neu anmelden',
  'option.prompt.none': 'Nichts, wenn man dort angemeldet ist',
  'option.prompt.select_account': 'Welches Konto es sein soll',
  'option.scopes': 'Scopes',
  'option.scopesHint':
    'Was eine Anmeldung beim Anbieter anfragt. Der Scope groups kommt von selbst dazu, wenn eine Einstellung für Gruppen gewählt ist und der Anbieter ihn kennt.',
  'option.sessionTtl': 'Sitzungen enden nach',
  'option.sessionTtlHint':
    'Wie lange eine Anmeldung beim Anbieter höchstens gilt, etwa 12h oder 30d. 0: solange sie benutzt wird. Die Admin-Rolle durch eine Gruppe gilt ebenso lange.',
  'option.syncGroups': 'Mitgliedschaften vom Anbieter',
  'option.syncGroupsHint':
    'Bei jeder Anmeldung dort erneuert. Mitgliedschaften, die du hier vergibst, bleiben.',
  'option.syncGroups.all': 'Alle Gruppen: fehlende werden hier angelegt',
  'option.syncGroups.mapped': 'Gruppen, die es hier mit demselben Namen gibt',
  'option.syncGroups.off': 'Keine',
} as const satisfies Partial<FindingsCatalogue>;
