// Makes text that other people chose safe to show in a mail. Mail programs turn everything that looks like an address
// into a link, and a mail to a person who does not know this server may show a name that a stranger chose.

/** What breaks or reverses a line, or is not seen. U+200C and U+200D stay, because names in some scripts need them. */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A text on one line of at most `max` code points. */
export function oneLine(text: string, max: number): string {
  const line = text.toWellFormed().replaceAll(unsafe, ' ').replaceAll(/\s+/gu, ' ').trim();
  const points = Array.from(line);
  return points.length <= max ? line : `${points.slice(0, max - 1).join('')}…`;
}

const maxNameLength = 60;

/** A name that no mail program makes a link: a space follows each mark that could join the parts of one. */
export function inertName(name: string): string {
  return oneLine(name, maxNameLength).replaceAll(
    /[.:/\\@\u2024\u3002\uFF0E\uFF61]+(?=\S)/gu,
    '$& ',
  );
}

const maxAddressLength = 254;
const plainAddress = /^[\p{L}\p{M}\p{N}._+'-]+@[\p{L}\p{M}\p{N}.-]+$/u;

/** An e-mail address; one that could be taken for a web address is made inert as a name is. */
export function shownAddress(email: string): string {
  const address = oneLine(email, maxAddressLength);
  return plainAddress.test(address) ? address : inertName(address);
}

const maxGreetedLength = 40;
const plainName = /^(?=\p{L})(?:\p{Join_Control}|[\p{L}\p{M}'’ -]|(?<=\p{L})\.(?= |$))+$/u;

/**
 * The name for a greeting; null when it is more than a plain name. Anyone can register the address of another person
 * with any name, so a greeting with digits or marks could carry a message, such as a number to call.
 */
export function greetedName(name: string | null): string | null {
  if (name === null) return null;
  const line = oneLine(name, maxNameLength);
  return Array.from(line).length <= maxGreetedLength && plainName.test(line) ? line : null;
}
