import { useEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, SearchIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  /** Called with the trimmed text after 250 ms without typing. */
  readonly search: (text: string) => void;
}

const pauseMs = 250;

export function SearchBox({ label, value, search }: SearchBoxProps) {
  const [text, setText] = useSearchText(value, search);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="search-box">
      <SearchIcon />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        dir="auto"
        maxLength={254}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      {text !== '' && (
        <button
          type="button"
          class="in-field"
          aria-label={t('list.clearSearch')}
          onClick={() => {
            setText('');
            input.current?.focus();
          }}
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}

/** The typed text, which is searched for after a pause and follows the address. */
function useSearchText(value: string, search: SearchBoxProps['search']) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    // The address changed without typing in this field, for example by the Back button.
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = wanted;
      search(wanted);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return [text, setText] as const;
}

/** Values with their labels; an empty value removes the filter. */
export type Choices = readonly (readonly [value: string, label: string])[];

interface SelectBoxProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly choices: Choices;
  readonly groups?: readonly (readonly [label: string, choices: Choices])[];
  readonly class?: string;
}

export function SelectBox({ label, value, choose, choices, groups = [], ...rest }: SelectBoxProps) {
  return (
    <select
      class={`select-box ${rest.class ?? ''}`}
      aria-label={label}
      value={value}
      onChange={(event) => {
        choose(event.currentTarget.value);
      }}
    >
      <Options choices={choices} />
      {groups.map(([name, members]) => (
        <optgroup key={name} label={name}>
          <Options choices={members} />
        </optgroup>
      ))}
    </select>
  );
}

function Options({ choices }: { readonly choices: Choices }) {
  return (
    <>
      {choices.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  );
}
