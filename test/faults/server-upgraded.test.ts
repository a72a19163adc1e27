import { serverUpgraded } from './server-upgraded.ts';
import { testFault } from './test-fault.ts';

testFault(serverUpgraded, 2);
