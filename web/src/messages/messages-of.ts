import { areas, type Messages } from './areas.ts';
import type { Language, Text } from './texts.ts';

/**
 * What the interface is shown in: a language, or one of two made ones that show what is not
 * translated, does not fit (`en-XA`: accents, a third longer) or is not mirrored (`ar-XB`: the same,
 * from right to left).
 */
export type Locale = Language | 'en-XA' | 'ar-XB';

/** All texts in one language, of the areas that are named. */
export function messagesOf(
  locale: Locale,
  named: Readonly<Record<string, Record<string, Text>>> = areas,
): Messages {
  const language = locale === 'de' ? 'de' : 'en';
  const isMade = locale === 'en-XA' || locale === 'ar-XB';
  const inArea = (area: Record<string, Text>) =>
    Object.fromEntries(
      Object.entries(area).map(([key, text]) => [
        key,
        isMade ? accented(text[language]) : text[language],
      ]),
    );
  return Object.fromEntries(
    Object.entries(named).map(([name, area]) => [name, inArea(area)]),
  ) as unknown as Messages;
}

const PLAIN = 'aceinorsuyACEINORSUY';
const ACCENTED = 'áçéîñóřšúýÁÇÉÎÑÓŘŠÚÝ';

/** Accents on the words of a message and a third more of them; its arguments stay as they are. */
function accented(message: string): string {
  let depth = 0;
  let result = '';
  for (const [index, character] of [...message].entries()) {
    if (character === '{') depth += 1;
    const isText = depth % 2 === 0 && !isInTag(message, index);
    const at = isText ? PLAIN.indexOf(character) : -1;
    result += at < 0 ? character : ACCENTED.charAt(at);
    if (character === '}') depth -= 1;
  }
  const words = message.replace(/[{<][^}>]*[}>]/g, '').length;
  return `⟦${result}${'·'.repeat(Math.ceil(words / 3))}⟧`;
}

function isInTag(message: string, index: number): boolean {
  return message.lastIndexOf('<', index) > message.lastIndexOf('>', index - 1);
}
