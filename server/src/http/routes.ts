import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { activityRoutes } from './routes/activity.ts';
import { auditRoutes } from './routes/audit.ts';
import { backupRoutes } from './routes/backup.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { consoleRoutes } from './routes/console.ts';
import { customersRoutes } from './routes/customers.ts';
import { directoryRoutes } from './routes/directory.ts';
import { documentRoutes } from './routes/documents.ts';
import { eventsRoutes } from './routes/events.ts';
import { exportsRoutes } from './routes/exports.ts';
import { grantsRoutes } from './routes/grants.ts';
import { ingestionGapsRoutes } from './routes/ingestion-gaps.ts';
import { invitationsRoutes } from './routes/invitations.ts';
import { keysRoutes } from './routes/keys.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { liveRoutes } from './routes/live.ts';
import { membershipsRoutes } from './routes/memberships.ts';
import { operatorsRoutes } from './routes/operators.ts';
import { portalRoutes } from './routes/portal.ts';
import { recordsRoutes } from './routes/records.ts';
import { serverRoutes } from './routes/server.ts';
import { sessionRoutes } from './routes/session.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { usageRoutes } from './routes/usage.ts';
import { verifyRoutes } from './routes/verify.ts';

/** Every route. The application, the OpenAPI document and the reference are made from this table alone. */
export const routes: readonly Route[] = [
  ...eventsRoutes,
  ...customersRoutes,
  ...consoleRoutes,
  ...ingestionGapsRoutes,
  ...activityRoutes,
  ...ledgerRoutes,
  ...usageRoutes,
  ...liveRoutes,
  ...exportsRoutes,
  ...grantsRoutes,
  ...directoryRoutes,
  ...recordsRoutes,
  ...catalogRoutes,
  ...keysRoutes,
  ...operatorsRoutes,
  ...signInRoutes,
  ...accountRoutes,
  ...invitationsRoutes,
  ...sessionRoutes,
  ...membershipsRoutes,
  ...portalRoutes,
  ...auditRoutes,
  ...verifyRoutes,
  ...backupRoutes,
  ...serverRoutes,
  ...documentRoutes(() => routes),
];
