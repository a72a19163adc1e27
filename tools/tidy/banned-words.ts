import type { Repository } from '../read-repository.ts';

const GLOSSARY = 'docs/glossary.md';

/**
 * The words no name may contain: those in `code` in the last column, "Never", of the glossary's
 * tables. Advice for prose stands there without the backticks.
 */
export function bannedWords(repository: Repository): ReadonlySet<string> {
  const rows = (repository.get(GLOSSARY) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1));
  const never = rows.map((cells) => cells.at(-1) ?? '').join(' ');
  return new Set([...never.matchAll(/`([a-z]+)`/g)].map(([, word]) => word as string));
}

/** The first banned word of a name such as `walletId`, `wallet_id` or `wallets.ts`. */
export function bannedWordIn(name: string, banned: ReadonlySet<string>): string | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words
    .flatMap((word) => [word, word.replace(/s$/, '')])
    .find((word) => word !== '' && banned.has(word));
}
