import { brokenConnections } from './broken-connections.ts';
import { testFault } from './test-fault.ts';

testFault(brokenConnections);
