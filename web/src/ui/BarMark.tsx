export interface BarMarkProps {
  /** How far along, between 0 and 1. */
  readonly at: number;
  readonly title: string;
}

/** A level on a bar; the bar's name says it in words. */
export function BarMark({ at, title }: BarMarkProps) {
  return (
    <span
      className="bar-mark"
      title={title}
      aria-hidden="true"
      style={{ insetInlineStart: `${at * 100}%` }}
    />
  );
}
