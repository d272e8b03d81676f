import { isObject, type Json, type JsonObject, mapObject } from './openapi-schema.ts';

/** Schema keywords that hold example or constant values, not further schemas. */
const values: ReadonlySet<string> = new Set(['examples', 'enum', 'const', 'default']);

/**
 * Collects every schema with a title once, so that a generated client has one type for it and not one per
 * operation.
 */
export class SchemaNames {
  readonly #found: Map<string, JsonObject>;

  constructor(taken: Readonly<Record<string, JsonObject>>) {
    this.#found = new Map(Object.entries(taken));
  }

  /** Every schema with a title, sorted by title. */
  all(): Readonly<Record<string, JsonObject>> {
    const inOrder = [...this.#found].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(inOrder);
  }

  /**
   * The schema with a reference in place of each titled schema in it. Throws Error when two different schemas have
   * one title.
   */
  referring(schema: JsonObject): JsonObject {
    const { title, ...words } = schema;
    const inner = this.#referringInside(words);
    if (typeof title !== 'string') return inner;
    const known = this.#found.get(title);
    if (known !== undefined && !Bun.deepEquals(known, inner)) {
      throw new Error(`Two schemas that differ are both called ${title}`);
    }
    this.#found.set(title, inner);
    return { $ref: `#/components/schemas/${title}` };
  }

  #referringInside(schema: JsonObject): JsonObject {
    const parts = Object.entries(schema).map(([word, value]): [string, Json] => {
      if (values.has(word)) return [word, value];
      // Property names, which may equal schema keywords.
      if (word === 'properties' && isObject(value)) {
        return [word, mapObject(value, (each) => this.referring(each))];
      }
      return [word, this.#referringIn(value)];
    });
    return Object.fromEntries(parts);
  }

  #referringIn(value: Json): Json {
    if (Array.isArray(value)) return value.map((each: Json) => this.#referringIn(each));
    return isObject(value) ? this.referring(value) : value;
  }
}
