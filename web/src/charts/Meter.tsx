export interface MeterProps {
  readonly label: string;
  /** What it says, in words: `540 of 1,000 credits used`. */
  readonly text: string;
  /** 0 to 1; beyond 1 it is full and marked as over. */
  readonly part: number;
  /** Where a mark stands, such as a limit within the whole; 0 to 1. */
  readonly mark?: number | undefined;
}

/** How much of something is used, as a bar with words. */
export function Meter({ label, text, part, mark }: MeterProps) {
  const filled = Math.min(Math.max(part, 0), 1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot be styled in all browsers.
    <span
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(filled * 100)}
      aria-valuetext={text}
      data-over={part > 1}
    >
      <span className="meter-used" style={{ width: `${filled * 100}%` }} />
      {mark !== undefined && <span className="meter-mark" style={{ left: `${mark * 100}%` }} />}
    </span>
  );
}
