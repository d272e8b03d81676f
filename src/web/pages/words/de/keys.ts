import type { AdministrationCatalogue } from '../catalogue.ts';

/** The keys that sign access tokens, in the panel. */
export const keys = {
  'keys.acceptedUntil': ({ until }) =>
    `Signiert nicht mehr. Seine Token werden bis ${until} angenommen.`,
  'keys.address': 'Adresse der öffentlichen Schlüssel',
  'keys.change': 'Schlüssel wechseln',
  'keys.changeText': ({ variable }) =>
    `Die Schlüssel wechseln von selbst, so oft ${variable} es vorgibt. Wechsle sie hier, wenn du nicht warten willst.`,
  'keys.created': ({ alg, at }) => `${alg}, erstellt am ${at}`,
  'keys.elsewhereEffect':
    'Apps, die Token selbst prüfen, nehmen die alten noch bis zu fünf Minuten an, bis sie die Liste der Schlüssel neu lesen.',
  'keys.handbook': 'Signaturschlüssel im Handbuch',
  'keys.heading': 'Signaturschlüssel',
  'keys.intro':
    'Sie signieren Zugriffstoken. Apps prüfen Token mit der öffentlichen Hälfte eines Schlüssels und brauchen daher kein Geheimnis.',
  'keys.mayBeUnknown':
    'Apps, die sich die Liste der Schlüssel merken, lehnen seine Token vielleicht einige Minuten lang ab.',
  'keys.refreshEffect':
    'Niemand wird abgemeldet: Seiten und Apps holen sich von selbst neue Token.',
  'keys.revoke': 'Wechseln und widerrufen',
  'keys.revokeEffect':
    'Ab sofort signiert ein anderer Schlüssel, alle übrigen werden gelöscht, und alle bisherigen Zugriffstoken werden innerhalb von fünf Sekunden abgelehnt.',
  'keys.revoked':
    'Jetzt signiert ein anderer Schlüssel. Alle bisherigen Zugriffstoken werden abgelehnt.',
  'keys.revokeName': 'Alle Zugriffstoken widerrufen',
  'keys.revokeText': 'Für den Fall, dass andere einen Schlüssel kennen.',
  'keys.revokeTitle': 'Alle Zugriffstoken widerrufen?',
  'keys.rotate': 'Wechseln',
  'keys.rotated': 'Jetzt signiert ein anderer Schlüssel.',
  'keys.rotateEffect':
    'Ab sofort signiert ein anderer Schlüssel: der nächste der Liste oder ein neuer.',
  'keys.rotateName': 'Nächsten Schlüssel jetzt verwenden',
  'keys.rotateText': 'Bisherige Zugriffstoken gelten, bis sie ablaufen.',
  'keys.rotateTitle': 'Signaturschlüssel wechseln?',
  'keys.secret': 'Dieser Server signiert mit einem Geheimnis (HS256)',
  'keys.secretCure': ({ setting }) =>
    `Damit er mit Schlüsseln signiert, lass diese Apps zuerst beides annehmen, setze dann ${setting} in der Umgebung des Servers und starte ihn neu. Bisherige Zugriffstoken werden einmal abgelehnt; niemand wird abgemeldet.`,
  'keys.secretText':
    'Deshalb gibt es hier keine Schlüssel. Eine App, die Token prüft, muss das Geheimnis kennen und könnte damit Token für alle Konten ausstellen.',
  'keys.signsFrom': ({ from }) => `Signiert ab ${from}. Er ist schon veröffentlicht.`,
  'keys.signsSince': ({ from }) => `Signiert seit ${from}.`,
  'keys.state.next': 'Nächster',
  'keys.state.retired': 'Abgelöst',
  'keys.state.signing': 'Signiert',
  'keys.stayEffect':
    'Niemand wird abgemeldet, und bisherige Zugriffstoken gelten, bis sie ablaufen.',
  'keys.title': 'Schlüssel',
  'keys.twiceEffect':
    'Wenn jemand die Datenbank und secret.key haben könnte, widerrufe zweimal und ersetze auch secret.key.',
  'keys.unknownEffect':
    'Noch ist kein nächster Schlüssel seit zehn Minuten veröffentlicht. Apps, die Token selbst prüfen, lehnen neue daher vielleicht bis zu fünf Minuten lang ab.',
} satisfies Partial<AdministrationCatalogue>;
