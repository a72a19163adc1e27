import type { ReactNode } from 'react';
import type { List } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { Failed, type FailedProps } from './Failed.tsx';
import { KeyNeeded } from './KeyNeeded.tsx';

export interface ListCardProps {
  /** Completes “Couldn’t load …”: a text of the frame. */
  readonly what: FailedProps['what'];
  readonly list: Omit<List<unknown>, 'rows'> & { readonly rows: readonly unknown[] | undefined };
  /** Said where there are no rows. */
  readonly nothing: string;
  /** Above the rows, also where there are none. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a list that is read page by page. */
export function ListCard({ what, list, nothing, head, children }: ListCardProps) {
  const t = useText('operator');
  const { rows, failure, busy, more, reload } = list;
  return (
    <section className="card" aria-busy={rows !== undefined && busy}>
      {head}
      {failure?.status === 403 ? (
        <KeyNeeded reason={failure.message} />
      ) : rows === undefined && failure ? (
        <Failed what={what} failure={failure} retry={reload} />
      ) : rows === undefined ? (
        <div className="skeleton" data-height="table" aria-busy="true" />
      ) : rows.length === 0 ? (
        <p className="nothing">{nothing}</p>
      ) : (
        children
      )}
      {more && (
        <button type="button" className="more" disabled={busy} onClick={more}>
          {t('showMore')}
        </button>
      )}
    </section>
  );
}
