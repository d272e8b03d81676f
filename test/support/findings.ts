/** Part of an unchecked document. */
export type Node = Readonly<Record<string, unknown>>;

/** Nothing when all is well, else the problem. */
export function unless(isWell: boolean, problem: string): readonly string[] {
  return isWell ? [] : [problem];
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function object(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

/** Values that are in the list more than once. */
export function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
