// What another page wants to be said on the sign-in page. It is kept in memory, because both are one document.

let notice: string | null = null;

export function leaveNotice(sentence: string): void {
  notice = sentence;
}

/** The sentence, once; null when there is none. */
export function takeNotice(): string | null {
  const sentence = notice;
  notice = null;
  return sentence;
}
