export interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly value: Id;
  readonly choose: (id: Id) => void;
}

/** A few exclusive options side by side. */
export function Choice<Id extends string>({ label, options, value, choose }: ChoiceProps<Id>) {
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          onClick={() => choose(option.id)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
