/** How many steps of a lineage are shown in one direction. */
export function Steps(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, onChange } = props;
  const known = [0, 1, 2, 3, 4, 5];
  const steps = Number.isFinite(value) && !known.includes(value) ? [...known, value] : known;
  return (
    <label>
      {label}{' '}
      <select
        value={value === Infinity ? 'all' : String(value)}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === 'all' ? Infinity : Number(currentTarget.value))
        }
      >
        {steps.map((step) => (
          <option key={step} value={String(step)}>
            {step === 1 ? '1 step' : `${step} steps`}
          </option>
        ))}
        <option value="all">all</option>
      </select>
    </label>
  );
}
