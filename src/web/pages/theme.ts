// Runs in the head, before the first paint: a module would run after it, and show the wrong colours for a moment.
import { applyTheme } from './client/theme.ts';

applyTheme();

// Another tab chose.
addEventListener('storage', applyTheme);
