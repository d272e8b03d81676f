import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { sentenceFor } from './sentences.ts';
import { t } from '../words/words.ts';

export interface Loading<T> {
  /** Null until the first answer; kept during a reload. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<void>;
  /** Sets the value from the answer of an action, so that no reload is needed. */
  readonly set: (value: T) => void;
}

/** Loads when the component mounts and whenever `key` changes; only the answer to the latest request counts. */
export function useLoad<T>(load: () => Promise<T>, key = ''): Loading<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef(0);
  const newest = useRef(load);
  newest.current = load;
  const set = useCallback((given: T) => {
    latest.current += 1;
    setValue(() => given);
    setFailure(null);
  }, []);
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const loaded = await newest.current();
      if (turn === latest.current) set(loaded);
    } catch (error) {
      if (turn === latest.current) setFailure(asFailure(error));
    }
  }, [set]);
  useEffect(() => {
    void reload();
    return () => {
      latest.current += 1;
    };
  }, [reload, key]);
  return { value, failure, reload, set };
}

interface LoadedProps<T> {
  readonly loading: Loading<T>;
  /** The number of placeholder lines. */
  readonly lines?: number;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows the loaded value, a placeholder before it arrives, and a retry button after a failure. */
export function Loaded<T>({ loading, lines = 3, children }: LoadedProps<T>) {
  const { value, failure, reload } = loading;
  return (
    <>
      {failure !== null && (
        <div class="load-failure">
          <Alert tone="danger">{sentenceFor(failure)}</Alert>
          <Button onClick={() => void reload()}>{t('action.retry')}</Button>
        </div>
      )}
      {value === null ? failure === null && <Skeleton lines={lines} /> : children(value)}
    </>
  );
}

/** A placeholder for content that is loading. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t('load.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
