import type { Notice } from '../figures/notices.ts';

export interface NoticesProps {
  readonly notices: readonly Notice[];
}

/** The most urgent notice; the others open below it. */
export function Notices({ notices }: NoticesProps) {
  const [first, ...others] = notices;
  if (!first) return null;
  return (
    <div className="notice" data-tone={first.tone} role="status">
      <p>{first.text}</p>
      {others.length > 0 && (
        <details>
          <summary>
            {others.length === 1 ? '1 more notice' : `${others.length} more notices`}
          </summary>
          {others.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </details>
      )}
    </div>
  );
}
