import { memoryShort } from './memory-short.ts';
import { testFault } from './test-fault.ts';

testFault(memoryShort, 2);
