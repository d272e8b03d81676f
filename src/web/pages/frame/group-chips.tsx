interface GroupChipsProps {
  readonly label: string;
  readonly names: readonly string[];
}

/** The names of groups, which are only shown. */
export function GroupChips({ label, names }: GroupChipsProps) {
  return (
    <ul class="chips" aria-label={label}>
      {names.map((name) => (
        <li key={name} class="group-chip">
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
