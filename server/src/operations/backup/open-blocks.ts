import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';

/** Lines become compressed blocks, which wait until they are drained. */
export interface Blocks {
  /** Takes lines, and compresses what has become a block's worth. */
  add(lines: readonly string[]): Promise<void>;
  /** Compresses what is left, so that everything added so far can be drained. */
  flush(): Promise<void>;
  /** The blocks made since it was last asked, in order. */
  drain(): Uint8Array[];
  /** SHA-256 in hex of every line added so far. */
  sha256(): string;
}

/** Opens the blocks of one backup. What waits in it is compressed, about a tenth of the text. */
export function openBlocks(): Blocks {
  const hash = createHash('sha256');
  let pending: string[] = [];
  let length = 0;
  let made: Uint8Array[] = [];

  async function flush(): Promise<void> {
    if (pending.length === 0) return;
    const text = Buffer.from(pending.join(''));
    pending = [];
    length = 0;
    hash.update(text);
    made.push(await compress(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }));
  }

  return {
    async add(lines) {
      for (const line of lines) {
        pending.push(line, '\n');
        length += line.length + 1;
        if (length >= BLOCK_CHARACTERS) await flush();
      }
    },
    flush,
    drain() {
      const drained = made;
      made = [];
      return drained;
    },
    sha256: () => hash.copy().digest('hex'),
  };
}

const BLOCK_CHARACTERS = 1024 * 1024;

const compress = promisify(zstdCompress);
