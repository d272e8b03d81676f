import { Button } from '../frame/button.tsx';
import { LockIcon, SearchIcon, UserIcon } from '../frame/icons.tsx';
import { nameOf } from './authorize-dialog.tsx';
import type { Credential } from './kept-credential.ts';
import { words } from './words.ts';

const { authorize, search } = words;

interface ToolbarProps {
  /** How many operations match the phrase, of how many. */
  readonly found: number;
  readonly count: number;
  readonly credential: Credential | null;
  readonly sessionEmail: string | null;
  readonly onSearch: (phrase: string) => void;
  readonly onAuthorize: () => void;
}

/** The search over the operations, and the button that authorizes them. */
export function Toolbar({ found, count, credential, ...props }: ToolbarProps) {
  const isAuthorized = credential !== null;
  return (
    <div class="tools">
      <search class="tools-search">
        <SearchIcon />
        <input
          type="search"
          aria-label={search.label}
          placeholder={search.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget }) => {
            props.onSearch(currentTarget.value.trim());
          }}
        />
      </search>
      <Button
        class="tools-authorize"
        tone={isAuthorized ? 'plain' : 'primary'}
        icon={isAuthorized ? <UserIcon /> : <LockIcon />}
        aria-haspopup="dialog"
        onClick={props.onAuthorize}
      >
        {isAuthorized ? labelOf(credential, props.sessionEmail) : authorize.open}
      </Button>
      <p class="tools-count muted" role="status">
        {found === count ? search.all(count) : found > 0 ? search.some(found, count) : search.none}
      </p>
    </div>
  );
}

function labelOf(credential: Credential, sessionEmail: string | null): string {
  const name = nameOf(credential, sessionEmail);
  return name === null ? authorize.withToken : authorize.asName(name);
}
