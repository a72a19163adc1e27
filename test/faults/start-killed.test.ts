import { startKilled } from './start-killed.ts';
import { testFault } from './test-fault.ts';

testFault(startKilled, 6);
