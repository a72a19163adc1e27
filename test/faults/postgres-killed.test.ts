import { postgresKilled } from './postgres-killed.ts';
import { testFault } from './test-fault.ts';

testFault(postgresKilled);
