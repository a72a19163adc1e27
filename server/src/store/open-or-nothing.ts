// PostgreSQL closes a file and opens again when the process has no descriptor left. The file system between PGlite and Node
// leaves behind what it had done by then: a name whose file is not on the disk, which can be neither opened nor made from then
// on, or an empty file, which cannot be made a second time; and an entry in its own table of open files.

import fs from 'node:fs';
import path from 'node:path';

/** The parts of the compiled PostgreSQL by which files are opened. */
export interface OpeningModule {
  readonly FS: {
    readonly isDir: (mode: number) => boolean;
    readonly closeStream: (descriptor: number) => void;
    readonly destroyNode: (node: DiskNode) => void;
  };
  readonly NODEFS: {
    readonly createNode: (parent: DiskNode, name: string, mode: number) => DiskNode;
    readonly realPath: (node: DiskNode) => string;
    readonly tryFSOperation: <T>(operation: () => T) => T;
    readonly node_ops: { mknod: (parent: DiskNode, name: string, mode: number) => DiskNode };
    readonly stream_ops: { open: (stream: DiskStream) => void };
  };
}

/** Makes an open that fails leave nothing behind, so that it can be tried again. Has to happen before anything is mounted. */
export function openOrNothing({ FS, NODEFS }: OpeningModule): void {
  const open = NODEFS.stream_ops.open;
  /** The file that the open under way has made. */
  let made: DiskNode | undefined;

  NODEFS.node_ops.mknod = (parent, name, mode) => {
    const target = path.join(NODEFS.realPath(parent), name);
    NODEFS.tryFSOperation(() => {
      if (FS.isDir(mode)) fs.mkdirSync(target, mode);
      else fs.writeFileSync(target, '', { mode });
    });
    const node = NODEFS.createNode(parent, name, mode);
    made = FS.isDir(mode) ? undefined : node;
    return node;
  };

  NODEFS.stream_ops.open = (stream) => {
    const isMade = stream.node === made;
    made = undefined;
    try {
      open(stream);
    } catch (error) {
      FS.closeStream(stream.fd);
      if (isMade) {
        NODEFS.tryFSOperation(() => fs.unlinkSync(NODEFS.realPath(stream.node)));
        FS.destroyNode(stream.node);
      }
      throw error;
    }
  };
}

interface DiskNode {
  readonly name: string;
}

interface DiskStream {
  readonly fd: number;
  readonly node: DiskNode;
}
