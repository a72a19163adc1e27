/** A row of a file and the line it begins on, counted from 1. */
export interface Row<Content> {
  readonly line: number;
  readonly content: Content;
}

/** The lines of a text that comes in pieces, without their ends; blank ones are left out. */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<Row<string>> {
  let rest = '';
  let line = 0;
  for await (const piece of pieces) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const content of lines) {
      line += 1;
      if (content.trim() !== '') yield { line, content: content.replace(/\r$/, '') };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, content: rest };
}

/**
 * The rows of a CSV text that comes in pieces, after RFC 4180: fields apart by commas, a field in quotation marks may hold
 * commas, line ends and doubled quotation marks. Blank lines are left out.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<Row<string[]>> {
  let fields: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let line = 1;
  let begin = 1;
  const isBlank = () => fields.length === 0 && field === '' && state === 'start';
  const endField = (): void => {
    fields.push(field);
    field = '';
    state = 'start';
  };
  for await (const piece of pieces) {
    for (const character of piece) {
      if (character === '\n') line += 1;
      if (state === 'quoted') {
        if (character === '"') state = 'closed';
        else field += character;
      } else if (character === ',') endField();
      else if (character === '\n') {
        if (!isBlank()) {
          endField();
          yield { line: begin, content: fields };
        }
        fields = [];
        begin = line;
      } else if (character === '"' && state === 'start') state = 'quoted';
      else if (character === '"' && state === 'closed') {
        field += character;
        state = 'quoted';
      } else if (character !== '\r') {
        field += character;
        state = 'plain';
      }
    }
  }
  if (isBlank()) return;
  endField();
  yield { line: begin, content: fields };
}
