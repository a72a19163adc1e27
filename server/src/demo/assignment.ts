import { around } from './table.ts';

/** A number in [0, 1) that depends on nothing but the text: what the data does not tell is assigned by it. */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** The element the text is assigned, each as likely as any other. */
export function assign<T>(list: readonly T[], text: string): T {
  return around(list, Math.floor(fractionOf(text) * list.length));
}

/** The element the text is assigned, each as likely as its weight; those past the weights are never assigned. */
export function assignWeighted<T>(list: readonly T[], weights: readonly number[], text: string): T {
  const count = Math.min(list.length, weights.length);
  let total = 0;
  for (let index = 0; index < count; index += 1) total += weights[index] ?? 0;
  let left = fractionOf(text) * total;
  for (let index = 0; index < count - 1; index += 1) {
    left -= weights[index] ?? 0;
    if (left < 0) return around(list, index);
  }
  return around(list, count - 1);
}
