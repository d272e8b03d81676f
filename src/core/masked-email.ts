/** An address of which only the first letter and the domain are shown, such as `g…@example.com`. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, Math.max(0, at));
  return `${first}…${address.slice(at)}`;
}
