import type { Me } from '../../../../features/sessions/schema.ts';
import { Alert } from '../../frame/alert.tsx';
import { SkipIcon, TickIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { site } from '../../client/site.ts';
import { rich, t } from '../../words/words.ts';
import { loadMail, type MailSettingsAnswer } from './mail-settings.ts';
import { MailTestForm } from './mail-test-form.tsx';
import { NoticesForm } from './notices-form.tsx';
import { ServerForm } from './server-form.tsx';

interface MailSectionsProps {
  /** Null until it is loaded. */
  readonly me: Me | null;
}

export function MailSections({ me }: MailSectionsProps) {
  const mail = useLoad(loadMail);
  return (
    <>
      <Section title={t('mail.title')} text={<Intro />}>
        <Loaded loading={mail} lines={12}>
          {(settings) => (
            <>
              <State settings={settings} />
              <ServerForm settings={settings} changed={mail.set} />
            </>
          )}
        </Loaded>
      </Section>
      <Section title={t('mail.testTitle')} text={t('mail.testIntro')}>
        <Loaded loading={mail} lines={2}>
          {({ isConfigured }) =>
            isConfigured && me !== null ? (
              <MailTestForm to={me.email} />
            ) : (
              <p class="muted">{t('mail.testNotYet')}</p>
            )
          }
        </Loaded>
      </Section>
      <Section title={t('mail.notices')} text={t('mail.noticesIntro')}>
        <Loaded loading={mail} lines={6}>
          {({ notify }) => <NoticesForm setting={notify} changed={mail.set} />}
        </Loaded>
      </Section>
      <WithoutMail />
    </>
  );
}

function Intro() {
  if (site.handbook === null) return t('mail.intro');
  const href = `${site.handbook}/mail`;
  return (
    <>
      {t('mail.intro')} {rich('mail.guide', { link: (text) => <a href={href}>{text}</a> })}
    </>
  );
}

/** Says whether mail is sent, and what keeps it from being sent. */
function State({ settings }: { readonly settings: MailSettingsAnswer }) {
  const { isConfigured, problems, passwordUnreadable } = settings;
  const sentences = [
    ...(passwordUnreadable ? [t('mail.passwordUnreadable')] : []),
    ...problems
      .filter((problem) => problem !== 'password_missing' || !passwordUnreadable)
      .map((problem) => t(`mailProblem.${problem}`)),
  ];
  if (sentences.length === 0) {
    return isConfigured ? null : <Alert tone="info">{t('mail.isOff')}</Alert>;
  }
  return (
    <Alert tone="warning">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Alert>
  );
}

function WithoutMail() {
  return (
    <Section title={t('mail.without')} text={t('mail.withoutIntro')}>
      <ul class="checklist">
        <li>
          <TickIcon />
          {t('mail.withoutInvite')}
        </li>
        <li>
          <TickIcon />
          {t('mail.withoutWaiting')}
        </li>
        <li>
          <SkipIcon />
          {t('mail.withoutVerify')}
        </li>
      </ul>
    </Section>
  );
}
