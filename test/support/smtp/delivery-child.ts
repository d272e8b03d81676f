// A process of its own, for what only its environment decides: delivers a mail to the port it is given, by way of
// 127.0.0.1 and with STARTTLS, and prints how that ended.
import { createMailTransport } from '../../../src/io/mail/transport.ts';
import { letter, serverAt } from './letters.ts';

const transport = createMailTransport({ resolve: () => Promise.resolve(['127.0.0.1']) });
const server = serverAt(Number(process.argv[2]), { tls: 'starttls' });
console.log((await transport.deliver(letter(), server)).code);
