// Kills the server repeatedly during its work and compares what it had acknowledged with the database
// afterwards:
//   bun scripts/proof/crash.ts [--cycles 200] [--workers 16] [--seed N] [--binary FILE]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCampaign, type Summary } from './campaign.ts';
import { discardAtExit, fromSource, keepDirectory } from './server.ts';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '200' },
    workers: { type: 'string', default: '16' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    binary: { type: 'string' },
  },
});

discardAtExit();

const seed = Number(values.seed);
const startedAt = performance.now();
const summary = await runCampaign({
  command: values.binary === undefined ? fromSource : [resolve(values.binary)],
  cycles: Number(values.cycles),
  workers: Number(values.workers),
  seed,
  maxLoadMs: 1200,
  onCycle: (line) => {
    console.log(line);
  },
});
report(summary);
process.exit(summary.violations.length === 0 ? 0 : 1);

function report({ cycles, tally, kills, violations, dataDir }: Summary): void {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const byPhase = Object.entries(kills).map(([phase, count]) => `${count} ${phase}`);
  console.log(`
${cycles} cycles in ${seconds} s, seed ${seed}
${tally.requests} requests: ${tally.acknowledged} acknowledged, ${tally.unanswered} unanswered (${tally.carriedOut} of them carried out), ${tally.refused} refused with 503
kills: ${byPhase.join(', ')}
${violations.length} violations`);
  for (const violation of violations) console.log(`  ${violation}`);
  if (violations.length === 0) return;
  keepDirectory(resolve(dataDir, '..'));
  console.log(`The data directory is kept: ${dataDir}`);
}
