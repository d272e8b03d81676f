import { useEffect, useRef, useState } from 'preact/hooks';
import { SearchIcon } from '../../frame/icons.tsx';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  /** Called with the trimmed text after 250 ms without typing. */
  readonly search: (text: string) => void;
}

const pauseMs = 250;

export function SearchBox({ label, value, search }: SearchBoxProps) {
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
  return (
    <div class="search-box">
      <SearchIcon />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        maxLength={254}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** Values with their labels; an empty value removes the filter. */
export type Choices = readonly (readonly [value: string, label: string])[];

interface SelectBoxProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly choices: Choices;
  readonly groups?: readonly (readonly [label: string, choices: Choices])[];
}

export function SelectBox({ label, value, choose, choices, groups = [] }: SelectBoxProps) {
  return (
    <select
      class="select-box"
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
