// What accounts, sessions and tokens are meant to do, said once more in the plainest way: the server is held
// against this after every step.
import {
  begin,
  callerOf,
  confirm,
  endAll,
  grant,
  graceMs,
  isLastAdmin,
  isRecent,
  newcomer,
  newPassword,
  owners,
  type Person,
  refreshTtlMs,
  secure,
  type Session,
  settle,
  withdraw,
  type World,
} from './life-world.ts';

/** One request; what it does not need it does not look at. */
export interface Command {
  readonly id: string;
  readonly kind: Kind;
  /** Keys of what is shown. */
  readonly access: string;
  readonly refresh: string;
  readonly script: string;
  readonly session: string;
  /** Key of the account it is about. */
  readonly target: string;
  /** Whose address and identity. */
  readonly name: string;
  readonly password: string;
}

const noRefresh = '401 invalid_refresh_token';

type Act = (world: World, command: Command) => string;

/** A request of a signed-in user. */
const signedIn =
  (act: (world: World, person: Person, command: Command) => string): Act =>
  (world, command) => {
    const person = callerOf(world, command.access);
    return person === null ? '401 invalid_token' : act(world, person, command);
  };

/** A request of an administrator about a user. */
const administrator = (
  act: (
    person: Person,
    context: { readonly world: World; readonly command: Command; readonly isOwn: boolean },
  ) => string,
): Act =>
  signedIn((world, caller, command) => {
    if (!caller.isAdmin) return '403 admin_required';
    const person = world.people[command.target];
    if (person === undefined) return '404 user_not_found';
    return act(person, { world, command, isOwn: person === caller });
  });

const acts = {
  register: (world, { id, name, password }) => {
    if (owners(world, name).length > 0) return '409 user_exists';
    const status = world.mode === 'review' ? 'pending' : 'active';
    world.people[id] = { ...newcomer(name), status, password };
    if (status === 'active') begin(world, id, id);
    return '201';
  },
  login: (world, { id, name, password }) => {
    const [key, person] = owners(world, name)[0] ?? [];
    if (key === undefined || person?.password !== password) return '401 invalid_credentials';
    if (person.status !== 'active') return `403 account_${person.status}`;
    begin(world, id, key);
    return '200';
  },
  arrive: (world, { id, name }) => {
    const [key, person] = owners(world, name)[0] ?? [id, settle(world, id, name)];
    if (!person.isLinked && person.isUnlinked) return '409 account_exists';
    if (!person.isLinked && person.status === 'disabled') return '403 account_disabled';
    if (!person.isLinked && !person.isProven) secure(world, key, person);
    person.isLinked = true;
    if (person.status !== 'active') return `403 account_${person.status}`;
    begin(world, id, key);
    return '200';
  },
  refresh: (world, command) => {
    const session = world.sessions[world.refresh[command.refresh] ?? ''];
    const owner = world.people[session?.owner ?? ''];
    if (session === undefined || owner === undefined || session.isEnded) return noRefresh;
    return rotate(world, command, { session, owner });
  },
  logout: (world, { access }) => {
    const token = world.access[access];
    const session = world.sessions[token?.session ?? ''];
    const isCurrent = token !== undefined && world.now < token.expiresAt;
    const isOver = isCurrent && session?.isEnded === true && token.owner in world.people;
    if (callerOf(world, access) === null) return isOver ? '200' : '401 invalid_token';
    if (session !== undefined) session.isEnded = true;
    return '200';
  },
  forget: (world, { refresh }) => {
    const session = world.sessions[world.refresh[refresh] ?? ''];
    if (session !== undefined) session.isEnded = true;
    return '200';
  },
  me: signedIn(() => '200'),
  useScript: (world, { script }) => {
    const person = world.people[world.scripts[script] ?? ''];
    const isGood = person?.script === script && person.status === 'active';
    return isGood ? '200' : '401 invalid_token';
  },
  makeScript: signedIn((world, person, { id, access }) => {
    person.script = id;
    world.scripts[id] = String(world.access[access]?.owner);
    return '200';
  }),
  revokeScript: signedIn((_, person) => {
    person.script = null;
    return '200';
  }),
  changePassword: signedIn((world, person, { id, access, password }) => {
    if (person.password === null) return '400 no_local_password';
    if (person.password !== password) return '403 wrong_current_password';
    const { session = '', owner = '' } = world.access[access] ?? {};
    person.password = newPassword(id);
    person.version += 1;
    endAll(world, owner, session);
    confirm(world, id, access);
    return '200';
  }),
  reauthenticate: signedIn((world, person, { id, access, password }) => {
    if (person.password === null) return '400 no_local_password';
    if (person.password !== password) return '403 wrong_current_password';
    confirm(world, id, access);
    return '200';
  }),
  endSession: signedIn((world, _, { access, session: key }) => {
    const session = world.sessions[key];
    const isOwn = session?.owner === world.access[access]?.owner;
    if (session === undefined || !isOwn || session.isEnded) return '404 session_not_found';
    session.isEnded = true;
    return '200';
  }),
  endOthers: signedIn((world, _, { access }) => {
    const { session, owner = '' } = world.access[access] ?? {};
    endAll(world, owner, session);
    return '200';
  }),
  link: signedIn((_, person) => {
    Object.assign(person, { isLinked: true, isUnlinked: false });
    return '200';
  }),
  unlink: signedIn((_, person) => {
    if (!person.isLinked) return '404 identity_not_linked';
    if (person.password === null) return '400 last_way_in';
    Object.assign(person, { isLinked: false, isUnlinked: true });
    return '200';
  }),
  promote: administrator((person, { world, command }) => {
    if (person.isAdmin) return '200';
    if (!isRecent(world, command.access)) return '403 reauthentication_required';
    Object.assign(person, { isAdmin: true, version: person.version + 1 });
    return '200';
  }),
  demote: administrator((person, { isOwn }) => {
    if (!person.isAdmin) return '200';
    if (isOwn) return '400 own_admin_status';
    Object.assign(person, { isAdmin: false, version: person.version + 1 });
    return '200';
  }),
  disable: administrator((_, { world, command }) => withdraw(world, command.target, 'disabled')),
  suspend: administrator((_, { world, command }) => withdraw(world, command.target, 'pending')),
  enable: administrator((person) => {
    if (person.status === 'pending') person.isProven = true;
    person.status = 'active';
    return '200';
  }),
  approve: administrator((person) => {
    if (person.status !== 'pending') return '400 user_not_pending';
    Object.assign(person, { status: 'active', isProven: true });
    return '200';
  }),
  reject: administrator((person, { world, command }) => {
    if (person.status !== 'pending') return '400 user_not_pending';
    delete world.people[command.target];
    return '200';
  }),
  remove: administrator((person, { world, command }) => {
    if (isLastAdmin(world, person)) return '400 last_admin_deleted';
    delete world.people[command.target];
    return '200';
  }),
  reset: administrator((person, { world, command, isOwn }) => {
    if (isOwn) return '400 own_password_reset';
    if (person.isAdmin && !isRecent(world, command.access)) return '403 reauthentication_required';
    const { isLinked } = person;
    secure(world, command.target, person);
    Object.assign(person, { isLinked, password: newPassword(command.id) });
    return '200';
  }),
  endAll: administrator((_, { world, command }) => {
    endAll(world, command.target);
    return '200';
  }),
} as const satisfies Readonly<Record<string, Act>>;

export type Kind = keyof typeof acts;
export const kinds = Object.keys(acts) as readonly Kind[];

/** What the command is answered; the world changes with it. */
export function live(world: World, command: Command): string {
  return acts[command.kind](world, command);
}

function rotate(
  world: World,
  { id, refresh }: Command,
  { session, owner }: { readonly session: Session; readonly owner: Person },
): string {
  const next = `${refresh}'`;
  const isLive = refresh === session.live;
  if (isLive && session.expiresAt <= world.now) return '401 refresh_token_expired';
  if (!isLive && (next !== session.live || world.now - session.rotatedAt >= graceMs)) {
    session.isEnded = true;
    return noRefresh;
  }
  if (owner.status !== 'active') return noRefresh;
  if (isLive) {
    Object.assign(session, {
      live: next,
      rotatedAt: world.now,
      expiresAt: world.now + refreshTtlMs,
    });
  }
  world.refresh[next] = String(world.refresh[refresh]);
  grant(world, id, String(world.refresh[refresh]));
  return '200';
}
