import type { Messages } from '../messages/areas.ts';

/** Texts that come with the pages that need them. */
export type LateTexts = Pick<Messages, 'access' | 'entrance' | 'explain' | 'me' | 'operator'>;

type Loader = () => Promise<{ readonly messages: LateTexts }>;

const LOADERS: Readonly<Record<string, Loader>> = {
  en: () => import('virtual:messages/en/late'),
  de: () => import('virtual:messages/de/late'),
  'en-XA': () => import('virtual:messages/en-XA/late'),
  'ar-XB': () => import('virtual:messages/ar-XB/late'),
};

let loaded: Promise<LateTexts> | undefined;

/** The late texts in the language of the page, loaded once. */
export function lateTexts(): Promise<LateTexts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<LateTexts> {
  const loader = LOADERS[document.documentElement.lang] ?? LOADERS['en'];
  return (await (loader as Loader)()).messages;
}
