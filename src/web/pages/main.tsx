import { render } from 'preact';
import { App } from './frame/app.tsx';
import { currentLanguage } from './words/choice.ts';
import { unavailable } from './words/unavailable.ts';
import { startWords } from './words/words.ts';

const place = document.getElementById('app');
if (place !== null) void start(place);

async function start(root: HTMLElement): Promise<void> {
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
