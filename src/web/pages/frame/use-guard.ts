import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { shownUser } from '../client/session.ts';
import { type Fields, guard, isSame, takeForm } from '../client/unsaved.ts';
import { t } from '../words/words.ts';
import { allFieldsOf, fillFields, plainFieldsOf } from './form-values.ts';
import { routeAt } from './routes.ts';
import { notify } from './toast.tsx';

interface GuardOptions {
  readonly label: string;
  readonly isGuarded: boolean;
}

/** What a form tells its guard. */
export interface Guard {
  /** The form is sent, so it may be left unless that fails. */
  readonly sending: () => void;
  readonly saved: () => void;
  readonly failed: () => void;
}

/** The saved values of a form, and whether the user has changed a field since. */
interface State {
  saved: Fields;
  plain: Fields;
  sent: Fields;
  isTouched: boolean;
  isSending: boolean;
}

/** Asks before changes in a form are lost, and fills in again what was typed before the session ended. */
export function useGuard(
  form: RefObject<HTMLFormElement | null>,
  { label, isGuarded }: GuardOptions,
): Guard {
  const state = useRef<State>({
    saved: {},
    plain: {},
    sent: {},
    isTouched: false,
    isSending: false,
  }).current;
  useLayoutEffect(() => {
    const element = form.current;
    const isPrivate = routeAt(location.pathname)?.isPrivate === true;
    if (element === null || !isGuarded || !isPrivate) return undefined;
    const place = { path: location.pathname, label };
    note(state, element);
    restore(state, element, place);
    const end = guard({
      isDirty: () => !state.isSending && isChanged(state, element),
      keep: () =>
        isChanged(state, element)
          ? { ...place, before: state.plain, typed: plainFieldsOf(element) }
          : null,
    });
    const stop = watchFields(state, element);
    return () => {
      stop();
      end();
    };
  }, [isGuarded, label]);
  return {
    sending: () => {
      state.isSending = true;
      if (form.current !== null) state.sent = allFieldsOf(form.current);
    },
    saved: () => {
      const element = form.current;
      state.isSending = false;
      if (element === null) return;
      // The field of a secret may be gone once the secret is stored.
      state.saved = onlyIn(element, state.sent);
      // What was typed while the form was sent is not saved yet.
      state.isTouched = !isSame(state.saved, allFieldsOf(element));
    },
    failed: () => {
      state.isSending = false;
    },
  };
}

/** Of these values, those of fields that the form has. */
function onlyIn(form: HTMLFormElement, values: Fields): Fields {
  const fields = allFieldsOf(form);
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in fields));
}

/** Notes the values of an untouched form; they may change until the user is at it. */
function note(state: State, form: HTMLFormElement): void {
  state.saved = allFieldsOf(form);
  state.plain = plainFieldsOf(form);
}

function watchFields(state: State, form: HTMLFormElement): () => void {
  const touch = () => {
    state.isTouched = true;
  };
  const approach = () => {
    if (!state.isTouched) note(state, form);
  };
  const heard = [
    ['input', touch],
    ['change', touch],
    ['focusin', approach],
    ['pointerdown', approach],
  ] as const;
  for (const [type, hear] of heard) form.addEventListener(type, hear);
  return () => {
    for (const [type, hear] of heard) form.removeEventListener(type, hear);
  };
}

/** A form of passwords alone is never kept, so that its loss needs no question. */
function isChanged(state: State, form: HTMLFormElement): boolean {
  if (!state.isTouched) return false;
  if (Object.keys(plainFieldsOf(form)).length === 0) return false;
  return !isSame(state.saved, allFieldsOf(form));
}

function restore(
  state: State,
  form: HTMLFormElement,
  place: { readonly path: string; readonly label: string },
): void {
  const userId = shownUser();
  const typed = userId === null ? null : takeForm(userId, { ...place, before: state.plain });
  if (typed === null) return;
  fillFields(form, typed);
  state.isTouched = true;
  notify(t('elsewhere.restored'));
}
