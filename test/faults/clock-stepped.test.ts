import { clockStepped } from './clock-stepped.ts';
import { testFault } from './test-fault.ts';

testFault(clockStepped, 4);
