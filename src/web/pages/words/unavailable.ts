import type { Language } from '../../../core/languages.ts';

/** The one text outside the catalogues: it is shown when a catalogue cannot be loaded. */
export const unavailable: Readonly<Record<Language, string>> = {
  en: 'This page could not be loaded. Please check your connection and load it again.',
  de: 'Diese Seite konnte nicht geladen werden. Bitte prüfe deine Verbindung und lade die Seite neu.',
  fr: 'Cette page n’a pas pu être chargée. Vérifiez votre connexion, puis rechargez la page.',
  es: 'No se ha podido cargar esta página. Comprueba tu conexión y vuelve a cargarla.',
};
