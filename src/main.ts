import { run } from './cli/run.ts';

// Files of this process are its owner's alone, whatever the shell says.
process.umask(0o077);
process.exitCode = await run(process.argv.slice(2), { out: console.log, err: console.error });
