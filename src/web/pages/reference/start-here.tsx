import { words } from './words.ts';

const { start } = words;

const steps = [
  [start.signIn, start.signInText],
  [start.try, start.tryText],
  [start.copy, start.copyText],
] as const;

/** What people do first, in three steps. */
export function StartHere() {
  return (
    <section class="card start" aria-labelledby="start">
      <h2 id="start">{start.title}</h2>
      <ol class="start-steps">
        {steps.map(([title, text]) => (
          <li key={title}>
            <strong>{title}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <p class="muted">
        {start.more} <a href="/docs/handbook/apps">{start.handbook}</a> {start.inHandbook}
      </p>
    </section>
  );
}
