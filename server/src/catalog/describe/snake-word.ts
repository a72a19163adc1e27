/** A name of the file format as the wire writes it: `hideZero` is `hide_zero`. */
export function snakeWord(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
