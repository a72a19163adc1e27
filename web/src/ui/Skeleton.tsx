export interface SkeletonProps {
  /** Stands for the whole page, its main landmark included. */
  readonly page?: boolean;
}

/** The shape of the overview before its first answer. */
export function Skeleton({ page = false }: SkeletonProps) {
  const cards = (
    <div aria-busy="true" className="skeletons">
      <p className="visually-hidden">Loading</p>
      <div className="card skeleton" data-height="balance" />
      <div className="card skeleton" data-height="chart" />
      <div className="card skeleton" data-height="table" />
    </div>
  );
  return page ? <main id="content">{cards}</main> : cards;
}
