import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { preference } from '../data/preferences.ts';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { useView } from '../data/use-view.ts';
import { isPaletteKey, type ShortcutMode, singleKey } from '../figures/shortcuts.ts';
import { pageLink } from './page-link.ts';
import { usePages } from './use-pages.ts';

const loadPalette = () => import('./Palette.tsx');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const ShortcutSheet = lazy(async () => ({
  default: (await import('./ShortcutSheet.tsx')).ShortcutSheet,
}));

/** How long the page after `g` may take to be named. */
const PREFIX_MS = 1500;

/**
 * The keyboard of a customer's pages. A control says which key presses it (`aria-keyshortcuts`), so
 * that a key does what its control does and nothing where there is none.
 */
export function Shortcuts() {
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null);
  const act = useActs(setOpen);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        setOpen((now) => (now === 'palette' ? null : 'palette'));
        return;
      }
      if (isElsewhere(event.target)) return;
      const key = singleKey(event, preference('shortcuts', MODES) ?? 'on');
      if (key !== null && latest.current(key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    // The palette has to be there at once when it is asked for.
    const idle = window.requestIdleCallback?.(() => void loadPalette());
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      if (idle !== undefined) window.cancelIdleCallback(idle);
    };
  }, []);
  const close = () => setOpen(null);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette close={close} openSheet={() => setOpen('sheet')} />}
      {open === 'sheet' && <ShortcutSheet close={close} />}
    </Suspense>
  );
}

const MODES: readonly ShortcutMode[] = ['on', 'alt', 'off'];

/** What a single key does; whether it did anything. */
function useActs(setOpen: (open: 'sheet') => void): (key: string) => boolean {
  const navigate = useNavigate();
  const pages = usePages();
  const { customer, catalog } = useShownCustomer();
  const period = usePeriod();
  const [view, { replace, push }] = useView();
  const prefixAt = useRef(0);
  return (key) => {
    const isAfterPrefix = Date.now() - prefixAt.current < PREFIX_MS;
    prefixAt.current = 0;
    if (isAfterPrefix) {
      const page = pages.find(({ shortcut }) => shortcut === key);
      if (page) void navigate(pageLink(page, { customer: customer.customer, view }) as never);
      return page !== undefined;
    }
    const isSummed =
      (view.mode ?? (period?.kind === 'cycle' ? 'cumulative' : 'daily')) === 'cumulative';
    switch (key) {
      case 'g':
        prefixAt.current = Date.now();
        return true;
      case '?':
        setOpen('sheet');
        return true;
      case 'c':
        replace({ mode: isSummed ? 'daily' : 'cumulative' });
        return true;
      case 'u':
        if (!catalog.price_per_credit) return false;
        push({ unit: view.unit === 'money' ? undefined : 'money' });
        return true;
      case 'x':
        push({ compare: view.compare === 'none' ? 'prev' : 'none' });
        return true;
      case 't':
        replace({ view: view.view === 'table' ? 'chart' : 'table' });
        return true;
      default:
        return press(key);
    }
  };
}

/** Presses, or enters, the control that names the key. */
function press(key: string): boolean {
  const control = [...document.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')].find(
    (each) => each.getAttribute('aria-keyshortcuts') === key && each.checkVisibility(),
  );
  if (!control) return false;
  if (control instanceof HTMLInputElement) control.focus();
  else {
    control.focus();
    control.click();
  }
  return true;
}

/** Where a key means something else: fields, and layers that hold the focus. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]',
      ) !== null)
  );
}
