import { restoreKilled } from './restore-killed.ts';
import { testFault } from './test-fault.ts';

testFault(restoreKilled, 5);
