export interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<Id>[];
  readonly value: Id;
  readonly choose: (id: Id) => void;
}

export interface ChoiceOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Why it cannot be chosen; it stays in reach, so that whoever looks for it learns why. */
  readonly reason?: string | undefined;
}

/** A few exclusive options side by side. */
export function Choice<Id extends string>({ label, options, value, choose }: ChoiceProps<Id>) {
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{label}</legend>
      {options.map(({ id, label: name, reason }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === value}
          {...(reason && {
            'aria-disabled': true,
            'aria-label': `${name}: ${reason}`,
            title: reason,
          })}
          onClick={() => !reason && choose(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
