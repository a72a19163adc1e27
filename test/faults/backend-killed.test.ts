import { backendKilled } from './backend-killed.ts';
import { testFault } from './test-fault.ts';

testFault(backendKilled);
