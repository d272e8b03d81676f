import type { Language } from '../core/languages.ts';

/** The texts of the page between a provider and an app, which is made without scripts. */
interface AppCallbackWords {
  readonly done: { readonly title: string; readonly text: string };
  readonly failed: { readonly title: string; readonly text: string };
  readonly empty: { readonly title: string; readonly text: string };
  readonly open: string;
}

export const appCallbackWords: Readonly<Record<Language, AppCallbackWords>> = {
  en: {
    done: {
      title: 'Almost done',
      text: 'Go back to the app to finish signing in. You can close this page afterwards.',
    },
    failed: {
      title: 'The sign-in did not succeed',
      text: 'Go back to the app to see why and to try again.',
    },
    empty: {
      title: 'Nothing to do here',
      text: 'This page belongs to a sign-in in an app. Start it in the app again.',
    },
    open: 'Open the app',
  },
  de: {
    done: {
      title: 'Fast geschafft',
      text: 'Kehre zur App zurück, um die Anmeldung abzuschließen. Danach kannst du diese Seite schließen.',
    },
    failed: {
      title: 'Die Anmeldung ist nicht gelungen',
      text: 'Kehre zur App zurück. Dort steht der Grund, und du kannst es noch einmal versuchen.',
    },
    empty: {
      title: 'Hier gibt es nichts zu tun',
      text: 'Diese Seite gehört zur Anmeldung in einer App. Beginne sie in der App noch einmal.',
    },
    open: 'App öffnen',
  },
  fr: {
    done: {
      title: 'C’est presque fini',
      text: 'Revenez à l’application pour terminer la connexion. Vous pourrez ensuite fermer cette page.',
    },
    failed: {
      title: 'La connexion n’a pas abouti',
      text: 'Revenez à l’application pour en connaître la raison et réessayer.',
    },
    empty: {
      title: 'Il n’y a rien à faire ici',
      text: 'Cette page fait partie de la connexion dans une application. Recommencez-la dans l’application.',
    },
    open: 'Ouvrir l’application',
  },
  es: {
    done: {
      title: 'Ya casi está',
      text: 'Vuelve a la aplicación para terminar de iniciar sesión. Después puedes cerrar esta página.',
    },
    failed: {
      title: 'No se ha podido iniciar sesión',
      text: 'Vuelve a la aplicación para ver el motivo e intentarlo de nuevo.',
    },
    empty: {
      title: 'Aquí no hay nada que hacer',
      text: 'Esta página forma parte del inicio de sesión en una aplicación. Empieza de nuevo en la aplicación.',
    },
    open: 'Abrir la aplicación',
  },
};
