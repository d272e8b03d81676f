import { run } from './cli/run.ts';
import { processShell } from './cli/shell.ts';

// Files of this process are its owner's alone, whatever the shell says.
process.umask(0o077);
// Not left to the event loop: nothing that is still open may keep a finished program alive.
process.exit(await run(process.argv.slice(2), processShell()));
