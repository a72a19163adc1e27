/** What the page looks like inside another product. */
export interface Look {
  /** `none` leaves out header and navigation. */
  readonly chrome: 'full' | 'none';
  /** Colours of marks and buttons, `#rrggbb`, in light and in dark. */
  readonly accent: { readonly light: string; readonly dark: string } | null;
  /** An image as a data address. */
  readonly logo: string | null;
  readonly font: Font | null;
}

/** Fonts that every machine has a kind of: none is loaded from elsewhere. */
export const FONTS = ['system', 'serif', 'rounded', 'mono'] as const;

export type Font = (typeof FONTS)[number];

/** The least contrast of text, by WCAG 2.2 AA. */
export const LEAST_CONTRAST = 4.5;

/** What is written on the accent, as the page's own style has it. */
const ON_ACCENT = { light: '#ffffff', dark: '#0e0f12' } as const;

/** The themes in which text on the accent cannot be read, each with its contrast. */
export function unreadableOn(accent: NonNullable<Look['accent']>): {
  readonly theme: 'light' | 'dark';
  readonly contrast: number;
}[] {
  return (['light', 'dark'] as const)
    .map((theme) => ({ theme, contrast: contrastOf(accent[theme], ON_ACCENT[theme]) }))
    .filter(({ contrast }) => contrast < LEAST_CONTRAST);
}

/** The contrast of two colours `#rrggbb`, from 1 to 21, as WCAG 2.2 defines it. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
