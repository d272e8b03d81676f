// Programs for the life of a server: what to do, one after the other or all at once, and when to wait.
import fc from 'fast-check';
import { type Command, type Kind, kinds } from './life-rules.ts';
import { callerOf, type World } from './life-world.ts';

/** A command before it is known what there is to choose from: each number chooses something. */
interface Plan {
  readonly kind: Kind;
  readonly pick: readonly number[];
  /** Whether it shows the right password. */
  readonly knows: boolean;
  /** Whether it and the other one of its step are aimed at each other. */
  readonly isRival?: true;
}

/** Commands that run at once, or milliseconds that pass. */
export type Step = readonly Plan[] | number;

export const everybody = ['ada', 'grace', 'linus', 'barbara'] as const;

// Each of these hashes a new password, which takes 75 ms.
const costly: ReadonlySet<Kind> = new Set(['register', 'changePassword', 'reset']);
const frequent: ReadonlySet<Kind> = new Set(['refresh', 'login', 'arrive']);

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.oneof(
    ...kinds.map((kind) => ({
      weight: costly.has(kind) ? 2 : frequent.has(kind) ? 8 : 3,
      arbitrary: fc.constant(kind),
    })),
  ),
  pick: fc.array(fc.nat({ max: 999 }), { minLength: 5, maxLength: 5 }),
  knows: fc.boolean().chain((yes) => (yes ? fc.constant(true) : fc.boolean())),
});

/** What gets in the way of each other, when it is asked at once. */
const duels: readonly (readonly [Kind, Kind])[] = [
  ['demote', 'demote'],
  ['disable', 'remove'],
  ['remove', 'demote'],
  ['endAll', 'demote'],
  ['demote', 'endAll'],
  ['endSession', 'endSession'],
  ['endOthers', 'endOthers'],
  ['refresh', 'refresh'],
  ['refresh', 'endAll'],
  ['makeScript', 'reset'],
  ['arrive', 'disable'],
  ['login', 'suspend'],
  ['changePassword', 'endOthers'],
  ['changePassword', 'changePassword'],
];

const near = fc.array(fc.nat({ max: 31 }), { minLength: 5, maxLength: 5 });

const duel = fc
  .tuple(fc.constantFrom(...duels), near, near)
  .map(([sides, ...picks]) => picks.map((pick, index) => plain(sides[index], pick)));

function plain(kind: Kind | undefined, pick: readonly number[]): Plan {
  return { kind: kind ?? 'me', pick, knows: true, isRival: true };
}

const waits = fc.constantFrom(
  1000,
  59_000,
  60_000,
  61_000,
  10 * 60_000,
  12 * 60_000,
  16 * 60_000,
  91 * 86_400_000,
);

/** A few steps: mostly one request, often several at once. */
export const program: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(plan) },
    { weight: 4, arbitrary: fc.array(plan, { minLength: 2, maxLength: 4 }) },
    // The same request by the same person, twice at once.
    { weight: 1, arbitrary: plan.map((each) => [each, each]) },
    { weight: 3, arbitrary: duel },
    { weight: 2, arbitrary: waits },
  ),
  { minLength: 4, maxLength: 16 },
);

/** What the plans of one step mean in this world. */
export function commandsOf(plans: readonly Plan[], world: World, count: number): Command[] {
  const commands = plans.map((each, index) => commandOf(each, world, `c${count + index}`));
  const [one, other] = commands;
  const areRivals = plans.every((each) => each.isRival === true);
  return areRivals && one && other ? aimed(one, other, world) : commands;
}

/** Two administrators or, for what people do to themselves, two sessions of one person. */
function aimed(one: Command, other: Command, world: World): Command[] {
  const owner = (key: string) => world.access[key]?.owner ?? '';
  const isOffice = administrative.has(other.kind);
  const rival = Object.keys(world.access).find((key) => {
    const person = callerOf(world, key);
    if (person === null || world.access[key]?.session === world.access[one.access]?.session) {
      return false;
    }
    return isOffice
      ? person.isAdmin && owner(key) !== owner(one.access)
      : owner(key) === owner(one.access);
  });
  if (rival === undefined) return [one, other];
  const mine = world.access[one.access]?.session ?? '';
  const theirs = world.access[rival]?.session ?? '';
  return [
    { ...one, target: owner(rival), session: theirs },
    { ...other, access: rival, target: owner(one.access), session: mine },
  ];
}

function commandOf({ kind, pick, knows }: Plan, world: World, id: string): Command {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = pick;
  const good = Object.keys(world.access).filter((key) => callerOf(world, key) !== null);
  const strong = good.filter((key) => callerOf(world, key)?.isAdmin === true);
  const isAboutOthers = administrative.has(kind);
  const access = choose(a, isAboutOthers ? strong : good, Object.keys(world.access));
  const live = Object.values(world.sessions).map((session) => session.live);
  const before = live.filter((key) => key.endsWith("'")).map((key) => key.slice(0, -1));
  const name = everybody[c % everybody.length] ?? 'ada';
  return {
    id,
    kind,
    access,
    refresh: choose(b, b % 3 === 0 ? before : live, Object.keys(world.refresh)),
    script: choose(b, [], Object.keys(world.scripts)),
    session: choose(b, [], Object.keys(world.sessions)),
    target: choose(d, Object.keys(world.people), ['nobody']),
    name,
    password: knows ? passwordFor({ kind, access, name }, world) : `wrong password ${e}`,
  };
}

const administrative: ReadonlySet<Kind> = new Set([
  'promote',
  'demote',
  'disable',
  'suspend',
  'enable',
  'approve',
  'reject',
  'remove',
  'reset',
  'endAll',
]);

/** One of the likely things, seldom any other. */
function choose(pick: number, likely: readonly string[], any: readonly string[]): string {
  const from = likely.length > 0 && pick % 8 !== 0 ? likely : any;
  return from[Math.floor(pick / 8) % from.length] ?? 'nothing';
}

function passwordFor(
  { kind, access, name }: Pick<Command, 'kind' | 'access' | 'name'>,
  world: World,
): string {
  const person =
    kind === 'changePassword' || kind === 'reauthenticate'
      ? callerOf(world, access)
      : Object.values(world.people).find((each) => each.name === name);
  return person?.password ?? 'correct horse battery';
}
