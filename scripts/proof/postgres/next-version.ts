// Preloaded into a server, makes it a later version of the program with one more migration.
import { plugin } from 'bun';

plugin({
  name: 'next version',
  setup(build) {
    build.onLoad({ filter: /src\/db\/migrate\.ts$/ }, async ({ path }) => {
      const text = await Bun.file(path).text();
      const known = /(const migrations[^{]*\{[^}]*)\}/;
      if (!known.test(text)) throw new Error(`${path} has no list of migrations`);
      const contents = text.replace(known, `$1  '999-next-version': nextVersion,\n}`);
      return { contents: contents + migration, loader: 'ts' };
    });
  },
});

/** Adds a column that the version before does not know, and says that it can do without. */
const migration = `
const nextVersion: Migration = {
  async up(db: Kysely<any>) {
    await db.schema.alterTable('users').addColumn('from_next_version', 'text').execute();
    await db.insertInto('schema_changes').values({ name: '999-next-version', min_version: '0.0.1' }).execute();
  },
};
`;
