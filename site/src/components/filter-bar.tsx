export interface Choice {
  readonly key: string;
  readonly label: string;
  /** Empty: all. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** What narrows a list: words, and a choice of each of some properties. Choices with one option are left out. */
export function FilterBar(props: {
  readonly text: string;
  readonly placeholder: string;
  readonly onText: (text: string) => void;
  readonly choices: readonly Choice[];
  readonly onChoice: (key: string, value: string | undefined) => void;
  /** How much is left, in words. */
  readonly found: string;
}) {
  return (
    <div class="filter-bar" role="group" aria-label="Filters">
      <input
        type="search"
        class="input"
        placeholder={props.placeholder}
        aria-label={props.placeholder}
        value={props.text}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
      {props.choices
        .filter(({ options, value }) => options.length > 1 || value)
        .map(({ key, label, value, options }) => (
          <label key={key} class="filter-choice">
            <span>{label}</span>
            <select
              class="input"
              value={value}
              onChange={(event) => props.onChoice(key, event.currentTarget.value || undefined)}
            >
              <option value="">all</option>
              {value && !options.some((option) => option.value === value) && <option value={value}>{value}</option>}
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        ))}
      <span class="filter-found" role="status">
        {props.found}
      </span>
    </div>
  );
}
