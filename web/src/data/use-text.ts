import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '../messages/areas.ts';

declare module 'use-intl' {
  interface AppConfig {
    Messages: { [Area in keyof Messages]: { [Key in keyof Messages[Area]]: string } };
  }
}

/** The texts of one area in the language of the page: `t('key', { argument })`. */
export function useText<Area extends keyof Messages & string>(area: Area): Texts<Area> {
  const texts = useTranslations(area);
  return useMemo(() => {
    const once = (...given: Parameters<typeof texts>) => endOnce(texts(...given));
    return Object.assign(once, texts) as unknown as Texts<Area>;
  }, [texts]);
}

type Texts<Area extends keyof Messages & string> = ReturnType<typeof useTranslations<Area>>;

/** A text without a second full stop where what stands at the end of a sentence is short for something: `am 1. Dez.`. */
export function endOnce(text: string): string {
  return text.replace(/(?<=\p{L})\.\.(?=\s|$)/gu, '.');
}
