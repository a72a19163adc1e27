import type { ReactNode } from 'react';

export interface MetricCardProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note: string;
  readonly warn?: boolean;
}

/** One figure with its name and what it refers to. Belongs in a `dl`. */
export function MetricCard({ label, value, note, warn = false }: MetricCardProps) {
  return (
    <div className="card metric" data-warn={warn}>
      <dt>{label}</dt>
      <dd className="metric-value">{value}</dd>
      <dd className="metric-note">{note}</dd>
    </div>
  );
}
