// Preloaded into a server, makes it a later version of the program with one more migration.
import { plugin } from 'bun';

/** Adds a column that the version before does not know, and says that it can do without. */
const step = `'999-next-version': {
    minVersion: '0.0.1',
    async up(db) {
      await db.schema.alterTable('users').addColumn('from_next_version', 'text').execute();
    },
  },
`;

plugin({
  name: 'next version',
  setup(build) {
    build.onLoad({ filter: /src\/db\/migrate\.ts$/ }, async ({ path }) => {
      const text = await Bun.file(path).text();
      const steps = /(const steps: [^{]*\{[^}]*)\}/;
      if (!steps.test(text)) throw new Error(`${path} has no list of migrations`);
      return { contents: text.replace(steps, `$1  ${step}}`), loader: 'ts' };
    });
  },
});
