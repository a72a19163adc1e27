import { useState } from 'react';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';

export interface PersonaButtonsProps {
  /** Whose people are offered, with whoever runs the server. */
  readonly customer: string | undefined;
}

/** The people of a demo whom one may be, on this machine alone. */
export function PersonaButtons({ customer }: PersonaButtonsProps) {
  const t = useText('shell');
  const { client, session } = useAccess();
  const [isBusy, setBusy] = useState(false);
  const choose = async (id: string | null) => {
    setBusy(true);
    await client.session.choosePersona(id);
    const chosen = session.personas.find((each) => each.id === id);
    const of = chosen ? chosen.customer : customer;
    // Another cookie: what came with the page was for somebody else.
    window.location.assign(of ? `/c/${encodeURIComponent(of)}` : chosen ? '/op' : '/');
  };
  const offered = session.personas.filter(
    (each) =>
      each.customer === null || each.customer === (customer ?? session.personas[0]?.customer),
  );
  return (
    <>
      {offered.map(({ id, part, name }) => (
        <button
          key={id}
          type="button"
          title={name}
          aria-pressed={id === session.persona}
          disabled={isBusy}
          onClick={() => void choose(id)}
        >
          {t(`part_${part}`)}
        </button>
      ))}
      {session.persona !== null && (
        <button type="button" disabled={isBusy} onClick={() => void choose(null)}>
          {t('part_reader')}
        </button>
      )}
    </>
  );
}
