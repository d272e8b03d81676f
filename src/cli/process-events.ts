import type { Log } from '../io/log.ts';

const signals = { SIGINT: 2, SIGTERM: 15 } as const;

type Signal = keyof typeof signals;

/**
 * Resolves with the first signal that asks for an orderly stop. A second signal ends the process at once, with the
 * exit code that a shell reports for it.
 */
export function stopSignal(): Promise<Signal> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onSignal = (signal: Signal) => {
      if (isStopping) process.exit(128 + signals[signal]);
      isStopping = true;
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

/** After an error outside any request the state of the program is unknown, so it logs the error and exits. */
export function endOnCrash(log: Log): void {
  const crash = (error: unknown) => {
    log.error('The server crashed', { error });
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
