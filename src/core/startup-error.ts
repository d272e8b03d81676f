/** Why the program cannot start or a command cannot run, with what to do about it. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly cure: string;

  constructor(message: string, cure: string, cause?: unknown) {
    super(message, { cause });
    this.cure = cure;
  }
}
