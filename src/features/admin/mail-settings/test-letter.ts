/** What a test mail says of the server that sends it. */
export interface Brand {
  readonly name: string;
  /** The address people open. */
  readonly appUrl: string;
}

/** The text of a test mail. */
export function testLetter({ name, appUrl }: Brand) {
  const text = `This is a test mail from ${name} (${appUrl}).\n\nIt arrived, so the settings of mail are right.\n`;
  return { subject: `Test mail from ${name}`, text, html: paragraphs(text) };
}

function paragraphs(text: string): string {
  const parts = text.trim().split('\n\n');
  return parts.map((part) => `<p>${Bun.escapeHTML(part)}</p>\n`).join('');
}
