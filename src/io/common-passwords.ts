import dictionary from '@zxcvbn-ts/language-common/src/passwords.json' with { type: 'file' };

const howMany = 3000;

/** The commonest passwords in lower case, read from a file inside the program at the first call. */
export function createCommonPasswords(): () => Promise<ReadonlySet<string>> {
  let loaded: Promise<ReadonlySet<string>> | null = null;
  return () => (loaded ??= load());
}

async function load(): Promise<ReadonlySet<string>> {
  const words: unknown = await Bun.file(dictionary).json();
  if (!Array.isArray(words)) throw new Error('The dictionary of passwords is not a list');
  return new Set(words.slice(0, howMany).map(String));
}
