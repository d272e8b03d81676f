// What was promised to each person, and where in the log of the disk: an answer that arrived before an
// operation must outlive a loss of power at that operation and at any later one.
import type { Person } from '../person.ts';

/** What was true for somebody from a place in the log on. */
interface Chapter {
  /** Where the log was when the request was sent. */
  readonly askedAt: number;
  /** Where it was when the answer was there. */
  readonly answeredAt: number;
  readonly person: Person;
}

/** What may stand there: the last acknowledged, or what was on its way. */
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

  /** To be called before a request about somebody is sent. */
  asked(person: Person): void {
    const askedAt = this.#position();
    this.#asked.set(person, askedAt);
    if (!this.#chapters.has(person))
      this.#chapters.set(person, [{ askedAt, answeredAt: askedAt, person: copy(person) }]);
  }

  /** To be called when the answer is in the ledger. */
  answered(person: Person): void {
    const answeredAt = this.#position();
    const askedAt = this.#asked.get(person) ?? answeredAt;
    this.#chapters.get(person)?.push({ askedAt, answeredAt, person: copy(person) });
  }

  /** Everybody who was ever heard of when the log was so long. */
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
