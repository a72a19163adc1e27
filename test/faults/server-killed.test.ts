import { serverKilled } from './server-killed.ts';
import { testFault } from './test-fault.ts';

testFault(serverKilled);
