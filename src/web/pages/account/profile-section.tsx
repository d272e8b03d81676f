import { useRef, useState } from 'preact/hooks';
import { maxNameLength } from '../../../core/text-limits.ts';
import type { Me } from '../../../features/sessions/schema.ts';
import type { User } from '../../../features/users/schema.ts';
import { removePicture, rename } from '../client/account.ts';
import { Alert } from '../frame/alert.tsx';
import { Avatar } from '../frame/avatar.tsx';
import { Button } from '../frame/button.tsx';
import { ConfirmButton } from '../frame/dialog.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { Section } from '../frame/layout.tsx';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';
import { openPicture } from './picture-crop.ts';
import { PictureDialog } from './picture-dialog.tsx';

interface ProfileSectionProps {
  readonly me: Me;
  readonly changed: (user: User) => void;
}

export function ProfileSection({ me, changed }: ProfileSectionProps) {
  return (
    <Section title={t('profile.title')} text={t('profile.text')}>
      <Picture me={me} changed={changed} />
      <Form
        label={t('profile.title')}
        submit={t('action.save')}
        tone="plain"
        retryField="name"
        action={async (values) => {
          changed(await rename(values('name')));
          notify(t('profile.saved'));
        }}
      >
        <Field
          name="name"
          label={t('field.name')}
          autocomplete="name"
          required
          maxLength={maxNameLength}
          defaultValue={me.name}
          missing={t('field.missingName')}
        />
      </Form>
    </Section>
  );
}

function Picture({ me, changed }: ProfileSectionProps) {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File) => {
    const opened = await openPicture(file);
    setProblem(opened === null ? t('picture.unreadable') : null);
    setPicture(opened);
  };
  return (
    <div class="picture">
      <Avatar name={me.name} image={me.profileImage} size="large" />
      <div class="picture-actions">
        <FileButton choose={(file) => void choose(file)}>
          {t(me.profileImage === null ? 'picture.add' : 'picture.change')}
        </FileButton>
        {me.profileImage !== null && <RemoveButton changed={changed} />}
      </div>
      {problem !== null && <Alert tone="danger">{problem}</Alert>}
      {picture !== null && (
        <PictureDialog
          picture={picture}
          changed={changed}
          close={() => {
            setPicture(null);
          }}
        />
      )}
    </div>
  );
}

interface FileButtonProps {
  readonly choose: (file: File) => void;
  readonly children: string;
}

/** Hides the browser's file field behind a button, because it cannot be styled. */
function FileButton({ choose, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        class="off-screen"
        accept="image/jpeg,image/png,image/webp"
        aria-label={t('picture.file')}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) choose(file);
          // Lets the user choose the same file again.
          event.currentTarget.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{children}</Button>
    </>
  );
}

function RemoveButton({ changed }: Pick<ProfileSectionProps, 'changed'>) {
  return (
    <ConfirmButton
      title={t('picture.removeTitle')}
      text={t('picture.removeText')}
      confirm={t('action.remove')}
      tone="quiet"
      action={async () => {
        changed(await removePicture());
        notify(t('picture.removed'));
      }}
    >
      {t('action.remove')}
    </ConfirmButton>
  );
}
