import { dateLocale, locale } from './locale.ts';

/** Writes numbers in the reader's language. The same options give the same one: to make one takes far longer than to use it. */
export const numberFormatter = kept(
  (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** Writes dates in the reader's language, the hours from 0 to 23. Made once, as {@link numberFormatter}. */
export const dateFormatter = kept(
  (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale, { hourCycle: 'h23', ...options }),
);

/** The same product for the same `options`, made once: for options that are few, such as zones and shapes of texts. */
export function kept<Options, Formatter>(
  make: (options: Options) => Formatter,
): (options: Options) => Formatter {
  const made = new Map<string, Formatter>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = made.get(key) ?? make(options);
    made.set(key, found);
    return found;
  };
}
