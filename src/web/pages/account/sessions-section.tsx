import type { Session } from '../../../features/sessions/schema.ts';
import { deviceOf, placeOf } from '../../device-name.ts';
import { endOtherSessions, endSession, loadSessions } from '../client/account.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { ConfirmButton } from '../frame/dialog.tsx';
import { DesktopIcon, KeyIcon, PhoneIcon } from '../frame/icons.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { providerName } from '../frame/providers.tsx';
import { Time } from '../frame/time.tsx';
import { notify } from '../frame/toast.tsx';

interface SessionsSectionProps {
  readonly methods: SignInMethods | null;
}

export function SessionsSection({ methods }: SessionsSectionProps) {
  const sessions = useLoad(loadSessions);
  return (
    <Section
      title="Where you are signed in"
      text="End what you do not know, and change your password."
    >
      <Loaded loading={sessions}>
        {(list) => (
          <>
            <ul class="rows">
              {currentFirst(list).map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  provider={providerName(session.provider, methods)}
                  reload={sessions.reload}
                />
              ))}
            </ul>
            {list.length > 1 && (
              <div class="card-foot">
                <ConfirmButton
                  title="Sign out everywhere else?"
                  text="Every session but this one ends at once, in browsers and apps."
                  confirm="Sign out everywhere else"
                  action={async () => {
                    await endOtherSessions();
                    await sessions.reload();
                    notify('You are signed out everywhere else.');
                  }}
                >
                  Sign out everywhere else
                </ConfirmButton>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function currentFirst(sessions: readonly Session[]): readonly Session[] {
  return sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
}

const icons = { computer: DesktopIcon, phone: PhoneIcon, program: KeyIcon } as const;

interface SessionRowProps {
  readonly session: Session;
  /** The name of the provider. */
  readonly provider: string;
  readonly reload: () => Promise<void>;
}

function SessionRow({ session, provider, reload }: SessionRowProps) {
  const device = deviceOf(session.userAgent);
  const Icon = icons[device.kind];
  return (
    <li class="row">
      <Icon />
      <div class="row-text">
        <strong>
          {device.name}
          {session.current && <span class="badge success">This device</span>}
        </strong>
        <span class="muted">
          {session.current ? 'Signed in ' : 'Last used '}
          <Time at={session.current ? session.createdAt : session.lastUsedAt} />,{' '}
          {placeOf(session.ip)}
          {session.provider !== 'local' && `, with ${provider}`}
        </span>
      </div>
      {!session.current && (
        <ConfirmButton
          title="End this session?"
          text={`${device.name}, ${placeOf(session.ip)}, is signed out at once.`}
          confirm="End session"
          aria-label={`End session of ${device.name}`}
          action={async () => {
            await endSession(session.id);
            await reload();
            notify('The session is ended.');
          }}
        >
          End
        </ConfirmButton>
      )}
    </li>
  );
}
