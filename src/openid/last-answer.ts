/** The last answer to a question that takes a while, for a caller that must not wait. */
export class LastAnswer {
  #known: { readonly key: string; readonly answer: boolean | null } | null = null;

  /** What is known under this key, null when nothing is; asks again in the background. */
  soFar(key: string, ask: () => Promise<boolean>): boolean | null {
    const keep = (answer: boolean | null) => {
      this.#known = { key, answer };
    };
    ask().then(keep, () => {
      keep(null);
    });
    return this.#known?.key === key ? this.#known.answer : null;
  }

  forget(): void {
    this.#known = null;
  }
}
