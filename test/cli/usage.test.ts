import { expect, test } from 'bun:test';
import { transcript, words } from './transcript.ts';

const refusals: readonly (readonly [line: string, sentence: string])[] = [
  ['usr', 'Unknown command "usr"; did you mean "user"?'],
  ['usr list', 'Unknown command "usr"; did you mean "user list"?'],
  ['user lst', 'Unknown command "user lst"; did you mean "user list"?'],
  ['user frobnicate', 'Unknown command "user frobnicate"; see "anchor-auth help user"'],
  ['config chekc', 'Unknown command "config chekc"; did you mean "config check"?'],
  ['healthchek', 'Unknown command "healthchek"; did you mean "healthcheck"?'],
  ['sreve', 'Unknown command "sreve"; did you mean "serve"?'],
  ['frobnicate', 'Unknown command "frobnicate"; see "anchor-auth help"'],
  ['help frobnicate', 'Unknown command "frobnicate"; see "anchor-auth help"'],
  ['toString', 'Unknown command "toString"; see "anchor-auth help"'],
  [
    'user',
    '"user" needs a command after it; one of: create, list, reset-link, reset-password, unlock, make-admin',
  ],
  ['config', '"config" needs a command after it; one of: check'],
  ...(
    [
      ['--port 8080', '--port', 'PORT'],
      ['-p 8080', '-p', 'PORT'],
      ['--host=0.0.0.0', '--host', 'HOST'],
      ['serve --data-dir /srv/auth', '--data-dir', 'DATA_DIR'],
      ['backup copy --data-dir=/srv/auth', '--data-dir', 'DATA_DIR'],
      ['user list -d /srv/auth', '-d', 'DATA_DIR'],
      ['--log-level debug', '--log-level', 'LOG_LEVEL'],
    ] as const
  ).map(
    ([line, option, name]) =>
      [
        line,
        `Unknown option ${option}; ${name} is a setting: write ${name}=… before anchor-auth, or into .env`,
      ] as const,
  ),
  ['-v', 'Unknown option -v; "anchor-auth version" shows it'],
  ['-V', 'Unknown option -V; "anchor-auth version" shows it'],
  ['user list --version', 'Unknown option --version; "anchor-auth version" shows it'],
  ['--frobnicate', 'Unknown option --frobnicate; see "anchor-auth serve --help"'],
  ['serve --constructor', 'Unknown option --constructor; see "anchor-auth serve --help"'],
  ['serve now', '"serve" takes no argument; got 1; see "anchor-auth serve --help"'],
  ['version --json', 'Unknown option --json; see "anchor-auth version --help"'],
  ['user list --jsn', 'Unknown option --jsn; did you mean --json?'],
  ['user list --json=yes', 'Option --json takes no value; write --json alone'],
  [
    'user create',
    '"user create" needs --email EMAIL and --name NAME; see "anchor-auth user create --help"',
  ],
  [
    'user create --email a@b.example',
    '"user create" needs --name NAME; see "anchor-auth user create --help"',
  ],
  ['user create --emial a@b.example', 'Unknown option --emial; did you mean --email?'],
  ['user create --email', 'Option --email needs a value; write --email=EMAIL, or --email EMAIL'],
  [
    'user create --email --name Ada',
    'Option --email needs a value; write --email=EMAIL, or --email EMAIL',
  ],
  ['user create --name A --name B', 'Option --name is given twice; keep one of them'],
  [
    'user reset-password',
    '"user reset-password" needs EMAIL; see "anchor-auth user reset-password --help"',
  ],
  ['user make-admin', '"user make-admin" needs EMAIL; see "anchor-auth user make-admin --help"'],
];

test.each(refusals)(
  '"%s" is not understood, and one line says what to write',
  async (line, sentence) => {
    expect(await transcript(words(line))).toEqual({
      exitCode: 2,
      out: [],
      err: [`anchor-auth: ${sentence}`],
    });
  },
);

test.each([
  ['backup', 'DIRECTORY'],
  ['restore', 'DIRECTORY'],
  ['user reset-password', 'EMAIL'],
  ['user reset-link', 'EMAIL'],
])(
  '"%s" with a blank argument asks for %s, and means nothing else by it',
  async (name, operand) => {
    for (const blank of ['', ' ']) {
      expect(await transcript([...words(name), blank])).toEqual({
        exitCode: 2,
        out: [],
        err: [`anchor-auth: "${name}" needs ${operand}; see "anchor-auth ${name} --help"`],
      });
    }
  },
);

test('a password among the arguments is refused and not repeated', async () => {
  const lines = [
    'user create --email a@b.example --name Ada --password CANARY',
    'user create --email a@b.example --name Ada --password=CANARY',
    'user create --email a@b.example --name Ada --password-stdin=CANARY',
    'user create --email a@b.example --name Ada CANARY',
    'user reset-password a@b.example CANARY',
  ];
  for (const line of lines) {
    const { exitCode, err } = await transcript(words(line));
    expect(exitCode).toBe(2);
    expect(err).toHaveLength(1);
    expect(err.join('')).not.toContain('CANARY');
  }
});

test('a wrong option is reported before anything is done or read', async () => {
  const env = { DATA_DIR: '/proc/nope', PORT: 'web' };
  const { exitCode, err } = await transcript(words('user list --al'), { env });
  expect(exitCode).toBe(2);
  expect(err).toHaveLength(1);
});
