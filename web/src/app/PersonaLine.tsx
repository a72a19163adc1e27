import { useLocation, useParams } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { dismissNotice, isDismissed } from '../data/dismissals.ts';
import { useText } from '../data/use-text.ts';
import { PersonaButtons } from './PersonaButtons.tsx';

const NOTICE = 'personas';

/** In a demo, on the first page, until it is put away: see the customer as one of its people. */
export function PersonaLine() {
  const t = useText('shell');
  const { pathname } = useLocation();
  const { customer = '' } = useParams({ strict: false });
  const [isAway, setAway] = useState(() => isDismissed('demo', NOTICE));
  if (isAway || pathname !== `/c/${customer}`) return null;
  return (
    <section className="persona-line" aria-label={t('personas')}>
      <span>{t('seeAs')}</span>
      <PersonaButtons customer={customer} />
      <span className="spacer" />
      <button
        type="button"
        className="quiet"
        aria-label={t('close')}
        onClick={() => {
          dismissNotice('demo', NOTICE);
          setAway(true);
        }}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  );
}
