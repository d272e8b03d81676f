// What was acknowledged to each person at which point of the disk log: an answer that arrived before an operation
// must survive a loss of power at that operation and at any later one.
import type { Person } from '../person.ts';

/** What was true for a person from a point of the log on. */
interface Chapter {
  /** The length of the log when the request was sent. */
  readonly askedAt: number;
  /** The length of the log when the answer arrived. */
  readonly answeredAt: number;
  readonly person: Person;
}

/** The possible states: the last acknowledged one, or that of the request under way. */
export interface Expected {
  readonly acknowledged: Person;
  readonly underWay: Person | null;
}

export class History {
  readonly #position: () => number;
  readonly #chapters = new Map<Person, Chapter[]>();
  readonly #asked = new Map<Person, number>();

  constructor(position: () => number) {
    this.#position = position;
  }

  /** Must be called before a request about a person is sent. */
  asked(person: Person): void {
    const askedAt = this.#position();
    this.#asked.set(person, askedAt);
    if (!this.#chapters.has(person))
      this.#chapters.set(person, [{ askedAt, answeredAt: askedAt, person: copy(person) }]);
  }

  /** Must be called when the answer is in the ledger. */
  answered(person: Person): void {
    const answeredAt = this.#position();
    const askedAt = this.#asked.get(person) ?? answeredAt;
    this.#chapters.get(person)?.push({ askedAt, answeredAt, person: copy(person) });
  }

  /** All people known when the log had this length. */
  at(position: number): Expected[] {
    return [...this.#chapters.values()].flatMap((chapters) => {
      const index = chapters.findLastIndex(({ answeredAt }) => answeredAt <= position);
      const acknowledged = chapters[index];
      if (acknowledged === undefined) return [];
      const next = chapters[index + 1];
      const isUnderWay = next !== undefined && next.askedAt <= position;
      return [
        {
          acknowledged: copy(acknowledged.person),
          underWay: isUnderWay ? copy(next.person) : null,
        },
      ];
    });
  }
}

function copy(person: Person): Person {
  return {
    ...person,
    holdings: person.holdings.map((holding) => ({
      ...holding,
      usedTokens: [...holding.usedTokens],
    })),
    oldPasswords: [...person.oldPasswords],
    deadApiTokens: [...person.deadApiTokens],
    deadAccessTokens: [...person.deadAccessTokens],
    deadRefreshTokens: [...person.deadRefreshTokens],
  };
}
