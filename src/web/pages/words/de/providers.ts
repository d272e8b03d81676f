import type { AdministrationCatalogue } from '../catalogue.ts';

/** The sign-in methods in the panel. */
export const providers = {
  'providers.allowSignup': 'Neue Konten zulassen',
  'providers.allowSignupText':
    'Wer hier noch kein Konto hat, bekommt eines, wie unter „Registrierung“ bei „Wer ein Konto bekommt“ festgelegt.',
  'providers.autoLink': 'Über die E-Mail-Adresse verknüpfen',
  'providers.autoLinkText':
    'Gehört eine bestätigte Adresse schon zu einem Konto hier, führt die Anmeldung in dieses Konto.',
  'providers.callback': ({ provider }) => `Weiterleitungsadresse, bei ${provider} einzutragen`,
  'providers.clientId': 'Client-ID',
  'providers.clientSecret': 'Client-Secret',
  'providers.close': ({ provider }) => `${provider} schließen`,
  'providers.details': 'Details',
  'providers.detailsOf': ({ provider }) => `Details zu ${provider}`,
  'providers.enabled': 'Auf der Anmeldeseite anzeigen',
  'providers.enabledText':
    'Die Schaltfläche erscheint, sobald Client-ID und Client-Secret gespeichert sind.',
  'providers.fromEnvironment': 'In der Umgebung des Servers festgelegt',
  'providers.guide': ({ provider }) => `So richtest du ${provider} ein`,
  'providers.intro':
    'Für die Anmeldung mit einem vorhandenen Konto. Jeder braucht eine App, die du dort registrierst.',
  'providers.missingClientId': 'Die Client-ID fehlt',
  'providers.missingSecret': 'Das Client-Secret fehlt',
  'providers.needsBoth': 'Braucht Client-ID und Client-Secret',
  'providers.needsSecretAgain': 'Das Client-Secret muss neu eingegeben werden',
  'providers.saveAs': ({ provider }) => `${provider} speichern`,
  'providers.saved': ({ provider }) => `${provider} ist gespeichert.`,
  'providers.savedOff': ({ provider }) =>
    `${provider} ist gespeichert, wird aber nicht auf der Anmeldeseite angezeigt.`,
  'providers.setUp': 'Einrichten',
  'providers.setUpOf': ({ provider }) => `${provider} einrichten`,
  'providers.shown': 'Wird auf der Anmeldeseite angezeigt',
  'providers.stateHalf': 'Unvollständig',
  'providers.stateNotSetUp': 'Nicht eingerichtet',
  'providers.stateOff': 'Aus',
  'providers.stateOn': 'An',
  'providers.switchOn': 'Einschalten',
  'providers.tenant': 'Mandant',
  'providers.tenantHint':
    'Leer für jedes Konto; oder die ID oder Domain des Mandanten, oder „organizations“, oder „consumers“.',
  'providers.title': 'Weitere Anbieter',
  'providers.turnedOff': 'Eingerichtet, aber ausgeschaltet',

  'secret.hint': 'Wird verschlüsselt gespeichert und nie wieder angezeigt.',
  'secret.remove': ({ owner }) => `Client-Secret von ${owner} entfernen?`,
  'secret.removed': 'Das Client-Secret ist entfernt.',
  'secret.removeText': 'Ohne Client-Secret lehnen die meisten Anbieter Anmeldungen ab.',
  'secret.replace': 'Ersetzen',
  'secret.replaceHint': 'Ersetzt beim Speichern das bisherige Client-Secret.',
  'secret.stored': 'Ein Client-Secret ist gespeichert',
  'secret.unreadable':
    'Das gespeicherte Client-Secret lässt sich nicht mehr entschlüsseln. Gib es neu ein, damit die Anmeldung hier wieder geht.',

  'oidc.apps': 'Für die mobile App',
  'oidc.browsers': 'Für Browser',
  'oidc.clientIdHint': 'Vom Anbieter, bei dem du diesen Server registriert hast.',
  'oidc.enabledText': 'Die Schaltfläche erscheint, sobald Issuer und Client-ID gespeichert sind.',
  'oidc.intro': 'Ein eigener Anbieter, zum Beispiel Pocket ID, Authentik, Keycloak oder Authelia.',
  'oidc.issuer': 'Issuer-URL',
  'oidc.issuerHint': 'Beginnt mit https://, zum Beispiel https://id.example.com',
  'oidc.name': 'Name',
  'oidc.nameHint': 'Steht auf der Schaltfläche.',
  'oidc.no': 'Nein',
  'oidc.notSet': 'Nicht festgelegt',
  'oidc.nothingToTest': 'Es gibt noch nichts zu testen: Bitte gib die Issuer-URL ein.',
  'oidc.redirects': 'Trag zuerst diese Weiterleitungsadressen beim Anbieter ein:',
  'oidc.savedIncomplete': ({ provider }) =>
    `${provider} ist gespeichert und wird auf der Anmeldeseite angezeigt, sobald Issuer und Client-ID da sind.`,
  'oidc.set': 'Festgelegt',
  'oidc.test': 'Verbindung testen',
  'oidc.testFailed': 'Die Anmeldung würde noch nicht funktionieren.',
  'oidc.testGood': 'Alles funktioniert. Die Anmeldung mit diesem Anbieter ist möglich.',
  'oidc.testGoodButOff':
    'Alles funktioniert. Der Anbieter wird noch nicht auf der Anmeldeseite angezeigt: Schalte ihn ein und speichere.',
  'oidc.testText':
    'Fragt beim Anbieter alles ab, was eine Anmeldung braucht. Nichts wird gespeichert.',
  'oidc.testWarnings': 'Die Anmeldung sollte funktionieren. Bitte sieh dir die Warnungen an.',
  'oidc.trySignIn': 'Anmeldung testen',
  'oidc.trySignInAgain': 'Als andere Person testen',
  'oidc.trySignInText':
    'Melde dich mit den gespeicherten Einstellungen beim Anbieter an und sieh, was er schickt und was eine Anmeldung bewirken würde. Es ändert sich nichts.',
  'oidc.title': 'OpenID Connect',
  'oidc.yes': 'Ja',

  'options.intro': 'Für die meisten Server passen die üblichen Werte.',
  'options.saved': 'Die Einstellungen sind gespeichert.',
  'options.title': 'Weitere Einstellungen',

  'passwords.intro': 'Anmeldung mit E-Mail und Passwort erlauben.',
  'passwords.on': 'Die Anmeldung mit E-Mail und Passwort ist möglich.',
  'passwords.off':
    'Die Anmeldung geht nur über einen Anbieter. E-Mail und Passwort werden abgelehnt.',
  'passwords.offWithoutProvider':
    'Passwörter sollen abgelehnt werden, funktionieren aber noch: Es ist kein Anbieter eingerichtet, der sie ersetzt.',
  'passwords.switchOff': 'Passwörter ausschalten',
  'passwords.switchOffText':
    'Mit Passwort anmelden oder registrieren geht dann nicht mehr, Passwörter ändern auch nicht. Die Anmeldung geht nur über einen Anbieter.',
  'passwords.switchOffTitle': 'Passwörter ausschalten?',
  'passwords.switchOffWarning':
    'Wenn der Anbieter ausfällt, kannst auch du dich nicht anmelden. Dann hilft nur die Befehlszeile auf dem Server.',
  'passwords.switchOn': 'Passwörter einschalten',
  'passwords.title': 'Passwörter',
  'passwords.turnedOff': 'Passwörter sind ausgeschaltet.',
  'passwords.turnedOn': 'Passwörter sind eingeschaltet.',
} as const satisfies Partial<AdministrationCatalogue>;
