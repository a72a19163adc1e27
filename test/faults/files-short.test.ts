import { filesShort } from './files-short.ts';
import { testFault } from './test-fault.ts';

// On the embedded database a cycle takes most of a minute, and not every run got through: see docs/reliability.md.
testFault({ ...filesShort, engines: ['postgres'] }, 3);
