// Yardstick B: raw bcrypt, cost 10, with nothing around it. Arguments: seconds, checks in flight.
// Prints checks per second.
const [seconds = '1', inFlight = '1'] = process.argv.slice(2);
const hash = await Bun.password.hash('correct horse', { algorithm: 'bcrypt', cost: 10 });
const startedAt = performance.now();
const endsAt = startedAt + Number(seconds) * 1000;
let checks = 0;

async function run(): Promise<void> {
  while (performance.now() < endsAt) {
    await Bun.password.verify('correct horse', hash);
    checks += 1;
  }
}

await Promise.all(Array.from({ length: Number(inFlight) }, run));
console.log(checks / ((performance.now() - startedAt) / 1000));
