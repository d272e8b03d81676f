// Imported `with { type: 'file' }`: the path at which the file can be read, also inside the compiled program.
declare module '@zxcvbn-ts/language-common/src/passwords.json' {
  const path: string;
  export default path;
}
