export interface HeadRowProps {
  readonly columns: readonly {
    readonly text: string;
    readonly isNumber?: boolean;
    /** The column speaks for itself: its name is read out alone. */
    readonly isHidden?: boolean;
  }[];
}

/** The names of a table's columns. */
export function HeadRow({ columns }: HeadRowProps) {
  return (
    <thead>
      <tr>
        {columns.map(({ text, isNumber, isHidden }) => (
          <th key={text} scope="col" className={isNumber ? 'number' : undefined}>
            {isHidden ? <span className="visually-hidden">{text}</span> : text}
          </th>
        ))}
      </tr>
    </thead>
  );
}
