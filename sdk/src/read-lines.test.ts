import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

function streamOf(chunks: readonly Uint8Array[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel: onCancel,
  });
}

test('reads one document a line however the bytes are cut, also within a character', async () => {
  const bytes = new TextEncoder().encode('{"a":"é"}\n\n{"a":"😀"}\n{"a":3}');
  for (let size = 1; size <= bytes.length; size += 1) {
    const chunks = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
    const lines = [];
    for await (const line of readLines(streamOf(chunks))) lines.push(line);
    expect(lines).toEqual([{ a: 'é' }, { a: '😀' }, { a: 3 }]);
  }
});

test('whoever stops reading ends the stream', async () => {
  const chunk = new TextEncoder().encode('{"n":1}\n');
  let cancelled = false;
  const stream = streamOf(Array(1000).fill(chunk), () => {
    cancelled = true;
  });
  for await (const line of readLines(stream)) {
    expect(line).toEqual({ n: 1 });
    break;
  }
  expect(cancelled).toBe(true);
});
