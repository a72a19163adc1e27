/** What a role of a catalog may let a person do. */
export const PERMISSIONS = [
  'usage.read',
  'usage.read.self',
  'usage.export',
  'auditlog.read',
  'report.schedule',
  'limit.read',
  'limit.write',
  'limit.request',
  'alert.write',
  'billing.read',
  'billing.write',
  'member.read',
  'member.write',
  'resource.pause',
  'resource.create.policy',
  'projection.write',
  'projection.share',
  'projection.publish',
  'contract.allocate',
  'catalog.write',
  'consume',
  'seat',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
