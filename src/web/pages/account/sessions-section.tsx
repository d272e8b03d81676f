import type { Session } from '../../../features/sessions/schema.ts';
import { endOtherSessions, endSession } from '../client/account.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { deviceOf, placeOf } from '../frame/device.ts';
import { ConfirmButton } from '../frame/dialog.tsx';
import { DesktopIcon, KeyIcon, PhoneIcon } from '../frame/icons.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { providerName } from '../frame/providers.tsx';
import { Time } from '../frame/time.tsx';
import { notify } from '../frame/toast.tsx';
import { rich, t } from '../words/words.ts';

interface SessionsSectionProps {
  readonly sessions: Loading<readonly Session[]>;
  readonly methods: SignInMethods | null;
}

export function SessionsSection({ sessions, methods }: SessionsSectionProps) {
  return (
    <Section title={t('sessions.title')} text={t('sessions.text')}>
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
            {list.length > 1 && <EndOthers reload={sessions.reload} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** The session of this browser first, then the others as the server sorts them. */
function currentFirst(sessions: readonly Session[]): readonly Session[] {
  return sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
}

function EndOthers({ reload }: Pick<SessionRowProps, 'reload'>) {
  return (
    <div class="card-foot">
      <ConfirmButton
        title={t('sessions.endOthersTitle')}
        text={t('sessions.endOthersText')}
        confirm={t('sessions.endOthers')}
        isDangerous={false}
        action={async () => {
          await endOtherSessions();
          await reload();
          notify(t('sessions.othersEnded'));
        }}
      >
        {t('sessions.endOthers')}
      </ConfirmButton>
    </div>
  );
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
          {session.current && <span class="badge success">{t('sessions.here')}</span>}
        </strong>
        <span class="muted">{useOf(session, provider)}</span>
      </div>
      {!session.current && (
        <ConfirmButton
          title={t('sessions.endTitle')}
          text={t('sessions.endText', { device: device.name, place: placeOf(session.ip) })}
          confirm={t('sessions.end')}
          isDangerous={false}
          aria-label={t('sessions.endLabel', { device: device.name })}
          action={async () => {
            await endSession(session.id);
            await reload();
            notify(t('sessions.ended', { device: device.name }));
          }}
        >
          {t('sessions.end')}
        </ConfirmButton>
      )}
    </li>
  );
}

/** When, where and how a session was used; a sign-in with a password needs no mention. */
function useOf({ current, provider: name, createdAt, lastUsedAt, ip }: Session, provider: string) {
  const parts = { time: <Time at={current ? createdAt : lastUsedAt} />, place: placeOf(ip) };
  if (name === 'local') return rich(current ? 'sessions.signedIn' : 'sessions.lastUsed', parts);
  const key = current ? 'sessions.signedInWith' : 'sessions.lastUsedWith';
  return rich(key, { ...parts, provider });
}
