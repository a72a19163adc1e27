import { secondProcess } from './second-process.ts';
import { testFault } from './test-fault.ts';

testFault(secondProcess, 4);
