import { run } from './cli/run.ts';
import { processShell } from './cli/shell.ts';

// The files of this process are readable by its owner only, whatever the umask of the shell.
process.umask(0o077);
// Exits explicitly, so that no open handle keeps a finished program running.
process.exit(await run(process.argv.slice(2), processShell()));
