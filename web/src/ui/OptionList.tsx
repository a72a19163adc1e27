export interface OptionListProps {
  readonly options: readonly { readonly id: string; readonly label: string }[];
  /** The one in force, where there is one. */
  readonly chosen?: string;
  readonly choose: (id: string) => void;
}

/** Choices below each other, as a layer shows them. */
export function OptionList({ options, chosen, choose }: OptionListProps) {
  return (
    <ul className="option-list">
      {options.map(({ id, label }) => (
        <li key={id}>
          <button
            type="button"
            {...(chosen !== undefined && { 'aria-pressed': id === chosen })}
            onClick={() => choose(id)}
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
