// A mail server that says what a script tells it, right or wrong, for what a real one never says.
import { type RawServer, rawServer } from '../outbound-servers.ts';

/** The reply to each verb; null for silence. `greeting` is what it says first. */
type Script = Readonly<Partial<Record<Verb, string | null>>>;

type Verb =
  'greeting' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.' | 'QUIT';

const usual: Readonly<Record<Verb, string>> = {
  greeting: '220 mail.example ESMTP',
  EHLO: '250-mail.example\r\n250 AUTH PLAIN',
  HELO: '250 mail.example',
  STARTTLS: '502 5.5.1 Not implemented',
  AUTH: '235 2.7.0 Welcome',
  MAIL: '250 2.1.0 Fine',
  RCPT: '250 2.1.5 Fine',
  DATA: '354 Go on',
  '.': '250 2.0.0 Taken',
  QUIT: '221 2.0.0 Goodbye',
};

export function scriptedServer(script: Script): Promise<RawServer> {
  const replies: Readonly<Record<string, string | null>> = { ...usual, ...script };
  return rawServer((socket) => {
    let isInMail = false;
    const say = (verb: string) => {
      const reply = replies[verb] ?? null;
      if (reply !== null) socket.write(`${reply}\r\n`);
      if (verb === 'DATA') isInMail = reply?.startsWith('3') === true;
      if (verb === 'QUIT' && reply !== null) socket.end();
    };
    say('greeting');
    let rest = '';
    socket.on('data', (data) => {
      const lines = (rest + data.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (isInMail && line !== '.') continue;
        isInMail = false;
        say(line.split(/[ :]/)[0] ?? '');
      }
    });
  });
}
