// A process of its own, for what only its environment decides: fetches the URL it is given by way of 127.0.0.1
// and prints the status, or how it failed.
import { createOutbound } from '../../src/io/outbound.ts';
import { OutboundError } from '../../src/io/outbound-error.ts';

const outbound = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });

try {
  const { status } = await outbound({
    url: process.argv[2] ?? '',
    maxBytes: 1000,
    timeoutMs: 5000,
    allowAddress: () => true,
  });
  console.log(status);
} catch (error) {
  if (!(error instanceof OutboundError)) throw error;
  console.log(error.failure);
}
