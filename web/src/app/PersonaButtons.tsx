import { useAccess } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';

export interface PersonaButtonsProps {
  /** Whose people are offered, with whoever runs the server. */
  readonly customer: string | undefined;
}

/** The people of a demo whom one may be, on this machine alone. */
export function PersonaButtons({ customer }: PersonaButtonsProps) {
  const t = useText('shell');
  const { client, session } = useAccess();
  const choosing = useDeed(
    (id: string | null) => client.session.choosePersona(id),
    ({ persona }) => {
      const chosen = session.personas.find(({ id }) => id === persona);
      const of = chosen ? chosen.customer : customer;
      // Another cookie: what came with the page was for somebody else.
      window.location.assign(of ? `/c/${encodeURIComponent(of)}` : chosen ? '/op' : '/');
    },
  );
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
          disabled={choosing.busy}
          onClick={() => choosing.run(id)}
        >
          {t(`part_${part}`)}
        </button>
      ))}
      {session.persona !== null && (
        <button type="button" disabled={choosing.busy} onClick={() => choosing.run(null)}>
          {t('part_reader')}
        </button>
      )}
    </>
  );
}
