// Runs before every test file (bunfig.toml).
import { afterAll } from 'bun:test';
import { runAtEnd } from './at-end.ts';
import { neutralizeEnvironment } from './environment.ts';

neutralizeEnvironment();
afterAll(runAtEnd);
