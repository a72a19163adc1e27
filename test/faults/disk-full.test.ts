import { describe } from 'vitest';
import { canMount } from '../support/small-disk.ts';
import { diskFull } from './disk-full.ts';
import { testFault } from './test-fault.ts';

describe.runIf(canMount)('on a small disk', () => testFault(diskFull, 3));
