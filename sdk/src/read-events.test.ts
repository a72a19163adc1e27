import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';

test('reads events however the bytes are cut, without comments and what was cut off', async () => {
  const text =
    ': beat\n\nid: 7\nevent: usage\ndata: {"a":"é"}\n\nevent: balance\ndata: {"b":"😀"}\n\nid: 8\ndata: {"c"';
  const bytes = new TextEncoder().encode(text);
  for (let size = 1; size <= bytes.length; size += 1) {
    const stream = new ReadableStream<Uint8Array>({
      start(to) {
        for (let at = 0; at < bytes.length; at += size) to.enqueue(bytes.slice(at, at + size));
        to.close();
      },
    });
    const events = [];
    for await (const event of readEvents(stream)) events.push(event);
    expect(events).toEqual([
      { id: '7', data: '{"a":"é"}' },
      { id: null, data: '{"b":"😀"}' },
    ]);
  }
});
