import type { AdministrationCatalogue } from '../catalogue.ts';

/** The settings of registration and passwords in the panel. */
export const settings = {
  'settings.locked': ({ variables, toRemove }) =>
    `In der Umgebung des Servers mit ${variables} festgelegt. Um es hier zu ändern, entferne dort ${toRemove} und starte den Server neu.`,
  'settings.lockedPartly': ({ variables, toRemove }) =>
    `Ein Teil davon ist in der Umgebung des Servers mit ${variables} festgelegt. Um ihn hier zu ändern, entferne dort ${toRemove} und starte den Server neu.`,

  'mode.disabled': 'Geschlossen',
  'mode.disabledText':
    'Niemand kann sich mit Passwort registrieren; du legst die Konten an. Wer ein Konto bei deinem OpenID-Anbieter hat, kommt weiterhin herein.',
  'mode.enabled': 'Offen',
  'mode.enabledText': 'Alle können sich registrieren und das Konto sofort nutzen.',
  'mode.intro': 'Für Konten, die es schon gibt, ändert sich nichts.',
  'mode.review': 'Mit Freischaltung',
  'mode.reviewText':
    'Alle können ein Konto anfragen. Es funktioniert, sobald du es freigeschaltet hast.',
  'mode.saved': 'Gespeichert. Das gilt ab jetzt für neue Konten.',
  'mode.title': 'Wer ein Konto bekommt',

  'policy.intro': 'Gilt beim Festlegen eines Passworts, nicht bei der Anmeldung.',
  'policy.isOff': '8 Zeichen genügen. Wenn das eingeschaltet ist, gilt für jedes neue Passwort:',
  'policy.isOn': 'Für jedes neue Passwort gilt:',
  'policy.label': 'Strenge Passwortregeln',
  'policy.ruleCase': 'Ein Groß- und ein Kleinbuchstabe',
  'policy.ruleCommon': 'Keines der häufigsten Passwörter',
  'policy.ruleDigit': 'Eine Ziffer',
  'policy.ruleLength': 'Mindestens 12 Zeichen',
  'policy.ruleSign': ({ signs }) => `Eines der Zeichen ${signs}`,
  'policy.title': 'Passwörter',
  'policy.turnedOff': 'Die strengen Passwortregeln sind ausgeschaltet.',
  'policy.turnedOn': 'Die strengen Passwortregeln sind eingeschaltet.',
} as const satisfies Partial<AdministrationCatalogue>;
