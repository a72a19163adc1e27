import type { Look } from '@fuelgauge/sdk';
import { useLayoutEffect } from 'react';

const FONTS: Readonly<Record<NonNullable<Look['font']>, string>> = {
  system: 'system-ui, sans-serif',
  serif: 'ui-serif, Georgia, serif',
  rounded: 'ui-rounded, system-ui, sans-serif',
  mono: 'ui-monospace, monospace',
};

/** Gives the page the colours and the font of the product around it. The server has checked their contrast. */
export function useLook(look: Look | null | undefined): void {
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    const { accent, font, chrome } = look ?? {};
    if (accent) style.setProperty('--accent', `light-dark(${accent.light}, ${accent.dark})`);
    else style.removeProperty('--accent');
    if (font) style.setProperty('--font', FONTS[font]);
    else style.removeProperty('--font');
    dataset['chrome'] = chrome ?? 'full';
  }, [look]);
}
