import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../client/failure.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { sentenceFor } from './sentences.ts';

export interface Loading<T> {
  /** Null until it has come; stays while it is loaded again. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<void>;
  /** Puts in what an action answered, so that nothing has to be loaded again. */
  readonly set: (value: T) => void;
}

/** Loads something when the component comes, and whenever `key` changes; of two answers the later request's wins. */
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
  /** How many lines of placeholder. */
  readonly lines?: number;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows what was loaded, until then its outline; and above it, after a failure, how to try again. */
export function Loaded<T>({ loading, lines = 3, children }: LoadedProps<T>) {
  const { value, failure, reload } = loading;
  return (
    <>
      {failure !== null && (
        <div class="load-failure">
          <Alert tone="danger">{sentenceFor(failure)}</Alert>
          <Button onClick={() => void reload()}>Try again</Button>
        </div>
      )}
      {value === null ? failure === null && <Skeleton lines={lines} /> : children(value)}
    </>
  );
}

/** The outline of something that is on its way. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
