import { serverStopped } from './server-stopped.ts';
import { testFault } from './test-fault.ts';

testFault(serverStopped, 3);
