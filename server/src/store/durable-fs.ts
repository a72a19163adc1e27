// PGlite acknowledges a commit without syncing it to disk. This file system passes every fsync of
// the embedded PostgreSQL to the real disk, so that a commit survives a power cut as it does on a
// server.

import fs from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { type OpeningModule, openOrNothing } from './open-or-nothing.ts';

/**
 * A data directory whose syncs are real. `onSyncFailure` must not return: what failed to sync must
 * not be acknowledged.
 */
export class DurableNodeFS extends NodeFS {
  /** Whether the last call of the disk that failed did so for lack of space. */
  isFull = false;
  readonly #onSyncFailure: (error: unknown) => never;

  constructor(directory: string, onSyncFailure: (error: unknown) => never) {
    super(directory);
    this.#onSyncFailure = onSyncFailure;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const mounted = await super.init(pg, options);
    const install = (module: PostgresModule): void => {
      module.NODEFS.stream_ops.fsync = (stream) => this.#sync(module, stream);
      this.#watchErrors(module);
      openOrNothing(module);
    };
    const { emscriptenOpts } = mounted;
    // Before the directory is mounted: the mount copies the operations.
    emscriptenOpts.preRun = [install as never, ...(emscriptenOpts.preRun ?? [])];
    return mounted;
  }

  /** Each failed call passes there on its way to PostgreSQL, which tells of it only in words when it stops. */
  #watchErrors({ NODEFS }: PostgresModule): void {
    const convert = NODEFS.convertNodeCode;
    NODEFS.convertNodeCode = (error) => {
      this.isFull = isNoSpace(error);
      return convert(error);
    };
  }

  #sync(module: PostgresModule, stream: NodeStream): number {
    try {
      // Directories have no descriptor here: they are synced by path, which is what makes a rename
      // durable.
      if (stream.nfd === undefined) syncPath(module.NODEFS.realPath(stream.node));
      else fs.fsyncSync(stream.nfd);
      return 0;
    } catch (error) {
      this.isFull = isNoSpace(error);
      return this.#onSyncFailure(error);
    }
  }
}

/** PGlite's own start parameters without the one that turns syncing off. */
export function durableStartParams(): string[] {
  const params = PGlite.defaultStartParams.filter((param) => param !== '-F');
  return [
    ...params,
    '-c',
    'fsync=on',
    '-c',
    'wal_sync_method=fsync',
    '-c',
    'synchronous_commit=on',
  ];
}

/**
 * Syncs every file and folder below, then the folder itself: for files that were written without
 * PostgreSQL.
 */
export function syncTree(directory: string): void {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const entryPath = path.join(directory, entry.name);
    if (entry.isDirectory()) syncTree(entryPath);
    else if (entry.isFile()) syncPath(entryPath);
  }
  syncPath(directory);
}

/** Syncs one file or folder. */
export function syncPath(target: string): void {
  const descriptor = fs.openSync(target, 'r');
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    // Windows cannot sync a folder and does not need to.
    if (process.platform !== 'win32') throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The parts of the compiled PostgreSQL that syncing touches. */
interface PostgresModule extends OpeningModule {
  readonly NODEFS: OpeningModule['NODEFS'] & {
    convertNodeCode: (error: unknown) => number;
    readonly stream_ops: { fsync: (stream: NodeStream) => number };
  };
}

function isNoSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

interface NodeStream {
  readonly nfd?: number;
  readonly node: Parameters<OpeningModule['NODEFS']['realPath']>[0];
}
