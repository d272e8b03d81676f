import { render } from 'preact';
import { App } from './frame/app.tsx';
import { beginPage, routeAt } from './frame/routes.ts';
import { currentLanguage } from './words/choice.ts';
import { unavailable } from './words/unavailable.ts';
import { startWords } from './words/words.ts';

const place = document.getElementById('app');
if (place !== null) void start(place);

async function start(root: HTMLElement): Promise<void> {
  const route = routeAt(location.pathname);
  // At the same time as the texts; the app asks again and shows a failure.
  if (route !== undefined) beginPage(route).catch(() => undefined);
  try {
    await startWords();
    render(<App />, root);
  } catch (error) {
    console.error(error);
    const text = document.createElement('p');
    text.className = 'no-script';
    text.role = 'alert';
    text.textContent = unavailable[currentLanguage()];
    root.append(text);
  }
}
