/** The command line is invalid; `cure` says how to write it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}
