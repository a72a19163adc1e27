import type { SeenPart } from '../data/permissions.ts';
import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';
import { countText } from '../figures/number-text.ts';

const NAMES_MAX = 3;

/** Says of which part of the customer's usage the numbers are; the balance is everybody's. */
export function SeenPartTag({ part }: { readonly part: SeenPart }) {
  const t = useText('shell');
  if (part.kind === 'self') return <span className="tag">{t('seenOwn')}</span>;
  if (part.ids.length === 0) return <span className="tag">{t('seenNothing')}</span>;
  return <Named part={part} />;
}

function Named({ part: { kind, ids } }: { readonly part: SeenPart }) {
  const t = useText('shell');
  const entries = useDirectory().get(kind);
  const names = ids.slice(0, NAMES_MAX).map((id) => entries?.get(id)?.name || id);
  const more = ids.length - names.length;
  const listed = more > 0 ? [...names, `+${countText(more)}`] : names;
  return (
    <span className="tag" dir="auto">
      {t('seenPart', { names: listed.join(', ') })}
    </span>
  );
}
