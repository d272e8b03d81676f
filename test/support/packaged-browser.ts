// The browser that comes inside an npm package, whatever is installed on the machine: another one writes other
// lines to its console and has other fonts. `TEST_BROWSER=/usr/bin/chromium` takes that one instead.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { childEnv, type Env, switchValue } from './environment.ts';
import { projectRoot, runProgram } from './process.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser that knows nothing of the machine's settings: its home is empty, its fonts are the package's. */
export async function launchBrowser(): Promise<Browser> {
  const named = switchValue('TEST_BROWSER');
  const unpacked = await unpackedBrowser();
  const home = mkdtempSync(join(tmpdir(), 'anchor-browser-'));
  const fontSettings = join(home, 'fonts.conf');
  writeFileSync(fontSettings, fontsOf(unpacked, home));
  const libraries: Env = named === null ? { LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib') } : {};
  const browser = await chromium.launch({
    executablePath: named ?? join(unpacked, 'chromium'),
    args: flags,
    env: childEnv({ HOME: home, FONTCONFIG_FILE: fontSettings, ...libraries }),
  });
  browser.on('disconnected', () => {
    rmSync(home, { recursive: true, force: true });
  });
  return browser;
}

/** Unpacked once and kept; the rename makes it whole or not there, also when two runs begin together. */
async function unpackedBrowser(): Promise<string> {
  const cache = join(projectRoot, 'node_modules/.cache');
  const directory = join(cache, `chromium-${manifest.devDependencies['@sparticuz/chromium']}`);
  if (existsSync(directory)) return directory;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'unpacking-'));
  try {
    await unpackInto(fresh);
    renameSync(fresh, directory);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

/**
 * The package unpacks into the temporary directory, takes what it finds there for its own, and unpacks its system
 * libraries only for a cloud host by name: so a separate process runs as if on such a host, in an empty directory.
 */
async function unpackInto(directory: string): Promise<void> {
  const { exitCode, err } = await runProgram([join(import.meta.dir, 'unpack-browser.ts')], {
    command: [process.execPath],
    cwd: directory,
    env: { TMPDIR: directory, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  if (exitCode !== 0) throw new Error(`The packaged browser could not be unpacked: ${err}`);
}

function fontsOf(unpacked: string, home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(unpacked, 'fonts')}</dir>
<cachedir>${join(home, 'font-cache')}</cachedir>
</fontconfig>
`;
}
