// Builds the program as one executable: bun scripts/build.ts [--target TARGET|all] [--outdir DIR]
import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BunPlugin } from 'bun';
import { bundlePages } from '../src/web/bundle.ts';
import { bundleDocs } from '../src/web/docs-bundle.ts';
import { renderHandbook } from '../src/web/handbook.ts';

const root = resolve(import.meta.dir, '..');

const targets = [
  'linux-x64',
  'linux-arm64',
  'linux-x64-musl',
  'linux-arm64-musl',
  'darwin-arm64',
  'darwin-x64',
  'windows-x64',
] as const;

type Target = (typeof targets)[number];

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    outdir: { type: 'string', default: join(root, 'dist') },
  },
});

// Made before the program: one bundling inside another would wait for ever.
const pages = JSON.stringify([
  ...(await bundlePages()),
  ...(await bundleDocs()),
  ...(await renderHandbook()),
]);

/** Puts the bundled pages where a program from source has none. */
const embedPages: BunPlugin = {
  name: 'embed-pages',
  setup(builder) {
    builder.onLoad({ filter: /[/\\]src[/\\]web[/\\]embedded-pages\.ts$/ }, () => ({
      loader: 'js',
      contents: `export const embeddedPages = ${pages};`,
    }));
  },
};

for (const target of chosen(values.target)) {
  const file = await build(target, resolve(values.outdir));
  console.log(`${relative('.', file)}  ${(Bun.file(file).size / 2 ** 20).toFixed(1)} MiB`);
}

/** What to build; null is this machine. */
function chosen(name: string | undefined): readonly (Target | null)[] {
  if (name === undefined) return [null];
  if (name === 'all') return targets;
  const target = targets.find((each) => each === name);
  if (target === undefined) {
    console.error(`build: Unknown target "${name}"; one of: ${targets.join(', ')}, all`);
    process.exit(2);
  }
  return [target];
}

async function build(target: Target | null, outdir: string): Promise<string> {
  const workers = [...new Bun.Glob('src/**/*-worker.ts').scanSync(root)].toSorted();
  const { outputs } = await Bun.build({
    entrypoints: ['src/main.ts', ...workers].map((path) => join(root, path)),
    // All in one folder, because inside the program a worker is looked for beside the main module.
    naming: { entry: '[name].[ext]' },
    // What is imported when it is first needed stands apart, so that a start does not read it.
    splitting: true,
    target: 'bun',
    format: 'esm',
    bytecode: true,
    minify: true,
    plugins: [embedPages],
    sourcemap: 'linked',
    compile: {
      outfile: join(outdir, target === null ? 'anchor-auth' : `anchor-auth-${target}`),
      ...(target === null ? {} : { target: `bun-${target}` as const }),
      // The program reads .env itself, and nothing else that happens to lie where it is started.
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
  // The maps are inside the program as well.
  for (const { kind, path } of outputs) if (kind === 'sourcemap') rmSync(path, { force: true });
  const program = outputs.find(({ kind }) => kind === 'entry-point');
  if (program === undefined) throw new Error('The build made no program');
  return program.path;
}
