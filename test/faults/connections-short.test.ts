import { connectionsShort } from './connections-short.ts';
import { testFault } from './test-fault.ts';

testFault(connectionsShort, 2);
