// Yardstick: Better Auth on Bun and SQLite, as its own documents set it up, with nothing in front of it.
// Like ours it hashes with bcrypt of cost 10 and reads the session's row for every request (no cookie
// cache), in a durable database. Rate limits and telemetry are off. Arguments: the port, the database file.
import { Database } from 'bun:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';

const [port, file = ''] = process.argv.slice(2);
const database = new Database(file, { create: true });
database.run('pragma journal_mode = wal');
database.run('pragma synchronous = full');

const options = {
  baseURL: `http://localhost:${port}`,
  secret: crypto.randomUUID() + crypto.randomUUID(),
  database,
  emailAndPassword: {
    enabled: true,
    password: {
      hash: async (password: string) =>
        Bun.password.hash(password, { algorithm: 'bcrypt', cost: 10 }),
      verify: async ({ hash, password }: { hash: string; password: string }) =>
        Bun.password.verify(password, hash),
    },
  },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
};

// The same people and sessions at two addresses: one extends a session once a day, as it comes, and one
// writes at every reading, which is the least that our refresh does.
const { runMigrations } = await getMigrations(options);
await runMigrations();
const usual = betterAuth({ ...options, basePath: '/api/auth' });
const writing = betterAuth({ ...options, basePath: '/writing', session: { updateAge: 0 } });

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(port),
  fetch: (request) => (request.url.includes('/writing/') ? writing : usual).handler(request),
});
