import type { Log } from '../io/log.ts';

const signals = { SIGINT: 2, SIGTERM: 15 } as const;

type Signal = keyof typeof signals;

/**
 * Resolves with the first signal that asks for an orderly stop. A second one ends the process at once,
 * with the exit code a shell gives to that signal.
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

/** A bug outside any request leaves the program in a state nobody knows: it says so and ends. */
export function endOnCrash(log: Log): void {
  const crash = (error: unknown) => {
    log.error('The server crashed', { error });
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
