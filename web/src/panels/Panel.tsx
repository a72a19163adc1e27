import type { ReactNode } from 'react';
import type { Resource } from '../data/use-resource.ts';
import { Failed, type FailedProps } from './Failed.tsx';

export interface PanelProps {
  /** Completes “Couldn’t load …”: a text of the frame. */
  readonly what: FailedProps['what'];
  readonly resource: Omit<Resource<unknown>, 'value'>;
  /** There is something to show, if only of the last answer. */
  readonly ready: boolean;
  /** Keeps the place while the first answer is on its way. */
  readonly height: 'balance' | 'chart' | 'table';
  readonly children: ReactNode;
}

/** A card that loads and fails by itself. */
export function Panel({ what, resource, ready, height, children }: PanelProps) {
  if (!ready && resource.failure) {
    return (
      <section className="card">
        <Failed what={what} failure={resource.failure} retry={resource.reload} />
      </section>
    );
  }
  if (!ready) return <section className="card skeleton" data-height={height} aria-busy="true" />;
  return (
    <section className="card" aria-busy={resource.busy}>
      {children}
    </section>
  );
}
