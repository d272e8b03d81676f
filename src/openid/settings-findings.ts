import { type Finding, finding } from './findings.ts';

/** Settings of the provider as `VARIABLE=value`, by where each was set. */
export interface ShownSettings {
  readonly environment: readonly string[];
  readonly panel: readonly string[];
  readonly defaults: readonly string[];
}

/** Lists every setting with its source. */
export function settingsFindings(shown: ShownSettings): readonly Finding[] {
  const { environment, panel, defaults } = shown;
  const lists = [
    { code: 'settings_from_environment', params: { options: environment } },
    { code: 'settings_from_panel', params: { options: panel } },
    { code: 'settings_default', params: { options: defaults } },
  ] as const;
  return lists
    .filter(({ params }) => params.options.length > 0)
    .map((found) => finding('options', 'ok', found));
}
