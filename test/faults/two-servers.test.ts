import { testFault } from './test-fault.ts';
import { twoServers } from './two-servers.ts';

testFault(twoServers, 6);
