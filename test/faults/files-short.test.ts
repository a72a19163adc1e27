import { filesShort } from './files-short.ts';
import { testFault } from './test-fault.ts';

testFault(filesShort, 3);
