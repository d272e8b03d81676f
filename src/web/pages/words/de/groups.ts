import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

export const groups = {
  'groups.add': 'Gruppe hinzufügen',
  'groups.addNow': 'Hinzufügen',
  'groups.change': 'Bearbeiten',
  'groups.changeOne': ({ name }: { name: string }) => `${name} bearbeiten`,
  'groups.changeTitle': 'Gruppe bearbeiten',
  'groups.create': 'Gruppe anlegen',
  'groups.delete': 'Löschen',
  'groups.deleteOne': ({ name }: { name: string }) => `${name} löschen`,
  'groups.deleteProviderText':
    'Ihre Mitglieder gehören ihr nicht mehr an. Dein Anbieter kann sie bei der nächsten Anmeldung neu anlegen.',
  'groups.deleteText':
    'Ihre Mitglieder gehören ihr nicht mehr an, hier und in den Apps, die nach Gruppen fragen. Die Konten bleiben.',
  'groups.deleteTitle': ({ name }: { name: string }) => `Gruppe ${name} löschen?`,
  'groups.deleted': ({ name }: { name: string }) => `Die Gruppe ${name} wurde gelöscht.`,
  'groups.description': 'Beschreibung',
  'groups.from': ({ provider }: { provider: string }) => `von ${provider}`,
  'groups.inAll': 'Diese Person ist in allen Gruppen.',
  'groups.made': ({ name }: { name: string }) => `Die Gruppe ${name} wurde angelegt.`,
  'groups.members': ({ count }: { count: number }) =>
    plural(count, { one: '# Mitglied', other: '# Mitglieder' }),
  'groups.missingName': 'Bitte gib einen Namen ein.',
  'groups.nameHint': 'Apps vergleichen Namen genau. Ein Name enthält kein Komma.',
  'groups.namedByProvider': 'Diese Gruppe kommt von deinem Anbieter und hat dort ihren Namen.',
  'groups.new': 'Neue Gruppe',
  'groups.none': 'Noch keine Gruppen',
  'groups.noneText': 'Lege eine Gruppe an und füge Personen auf ihren Seiten hinzu.',
  'groups.remove': ({ name }: { name: string }) => `Aus ${name} entfernen`,
  'groups.saved': 'Die Änderungen sind gespeichert.',
  'groups.text':
    'Apps sehen die Gruppen einer Person und können danach etwas erlauben oder verweigern.',
  'groups.userNone': ({ link }: { link: Mark }) =>
    `Es gibt noch keine Gruppen. Du kannst sie unter ${link('Gruppen')} anlegen.`,
  'groups.userText': 'Apps sehen die Gruppen dieser Person.',
} as const;
