// Who may import whom. ARCHITECTURE.md draws it; test/architecture.test.ts plants one bad import
// for each rule here and expects it to be refused, so a rule that matches nothing is noticed.

const TEST = '\\.test\\.tsx?$';
const WORKSPACES = '^(core|sdk|server|web)/';
/** A driver is found by its installed path or, when only its types resolve, by those. */
const DRIVERS = '(^|/)(@types/pg|pg|pg-[a-z-]+|@electric-sql/[a-z-]+)(/|$)';

const forbidden = [
  {
    name: 'core-imports-only-core',
    comment: 'The rules can be read and proved alone: no package, no node:, no other workspace.',
    from: { path: '^core/src/', pathNot: TEST },
    to: { pathNot: '^core/src/' },
  },
  {
    name: 'core-base-imports-no-folder',
    comment: 'Amounts, time and the catalog know nothing of what is built on them.',
    from: { path: '^core/src/[^/]+\\.ts$', pathNot: ['^core/src/index\\.ts$', TEST] },
    to: { path: '^core/src/[^/]+/' },
  },
  {
    name: 'core-folders-are-strangers',
    comment: 'A price does not know what a grant is. Only recording brings them together.',
    from: { path: '^core/src/(?!recording/)([^/]+)/', pathNot: TEST },
    to: { path: '^core/src/[^/]+/', pathNot: '^core/src/$1/' },
  },
  {
    name: 'core-index-is-the-door-out',
    comment: 'Inside core a module imports the file it needs, never the door.',
    from: { path: '^core/src/', pathNot: TEST },
    to: { path: '^core/src/index\\.ts$' },
  },
  {
    name: 'sdk-imports-only-sdk',
    comment: 'Who installs the SDK installs nothing else.',
    from: { path: '^sdk/src/', pathNot: TEST },
    to: { pathNot: '^sdk/src/' },
  },
  {
    name: 'web-never-imports-server',
    comment: 'The page is a client like any other, so the API is always complete.',
    from: { path: '^web/' },
    to: { path: '^(server|test|tools|demo)/' },
  },
  {
    name: 'drivers-only-in-store',
    comment: 'One folder knows how rows are kept.',
    from: { path: '^(core|sdk|server|web|embed|demo)/', pathNot: ['^server/src/store/', TEST] },
    to: { path: DRIVERS },
  },
  {
    name: 'store-knows-only-rows',
    comment: 'The store serves the operations and knows neither them nor what calls them.',
    from: { path: '^server/src/store/', pathNot: TEST },
    to: { path: '^server/src/([^/]+/|index\\.ts)', pathNot: '^server/src/store/' },
  },
  {
    name: 'catalog-is-pure',
    comment: 'Reading a catalog needs core and zod, and nothing that can fail or wait.',
    from: { path: '^server/src/catalog/', pathNot: TEST },
    to: { pathNot: ['^server/src/catalog/', '^core/src/index\\.ts$', '(^|/)node_modules/zod/'] },
  },
  {
    name: 'sign-in-library-only-in-identity',
    comment: 'One folder knows how people sign in, so that its settings are read in one place.',
    from: { path: '^(core|sdk|server|web|embed|demo)/', pathNot: ['^server/src/identity/', TEST] },
    to: { path: '(^|/)node_modules/(better-auth|@better-auth|better-call)(/|$)' },
  },
  {
    name: 'mailer-only-in-mail',
    comment: 'One folder knows how letters go out.',
    from: { path: '^(core|sdk|server|web|embed|demo)/', pathNot: ['^server/src/mail/', TEST] },
    to: { path: '(^|/)node_modules/(@types/)?nodemailer(/|$)' },
  },
  {
    name: 'identity-and-mail-know-no-caller',
    comment:
      'Signing in is the same from a route and the command line; a letter knows nothing else.',
    from: { path: '^server/src/(identity|mail)/', pathNot: TEST },
    to: { path: '^server/src/((http|jobs|cli|demo|recording|catalog)/|index\\.ts)' },
  },
  {
    name: 'operations-know-no-caller',
    comment: 'An operation is the same from a route, a job and the command line.',
    from: { path: '^server/src/(operations|recording)/', pathNot: TEST },
    to: { path: '^server/src/((http|jobs|cli|demo|identity|mail)/|index\\.ts)' },
  },
  {
    name: 'http-and-jobs-go-through-operations',
    comment: 'A rule cannot hide in a route.',
    from: { path: '^server/src/(http|jobs)/', pathNot: TEST },
    to: { path: '^server/src/((store|cli|demo)/|index\\.ts)' },
  },
  {
    name: 'http-and-jobs-are-strangers',
    comment: 'Either may be left out of a process.',
    from: { path: '^server/src/(http|jobs)/', pathNot: TEST },
    to: { path: '^server/src/(http|jobs)/', pathNot: '^server/src/$1/' },
  },
  {
    name: 'cli-goes-through-the-index',
    comment: 'A command asks the server or its operations; it opens no table by itself.',
    from: { path: '^server/src/cli/', pathNot: TEST },
    to: { path: '^server/src/(store|http|jobs)/' },
  },
  {
    name: 'demo-is-made-of-core-and-catalogs',
    comment: 'Demo data are ordinary events and customers: they need no way in of their own.',
    from: { path: '^server/src/demo/', pathNot: TEST },
    to: { path: '^server/src/([^/]+/|index\\.ts)', pathNot: '^server/src/(demo|catalog)/' },
  },
  {
    name: 'pages-are-strangers',
    comment: 'What two pages need lives in ui or data.',
    from: { path: '^web/src/pages/([^/]+)' },
    to: { path: '^web/src/pages/', pathNot: '^web/src/pages/$1' },
  },
  {
    name: 'ui-knows-no-data',
    comment: 'A component that fetches cannot be shown without a server.',
    from: { path: '^web/src/(ui|charts)/' },
    to: { path: '^web/src/(data|pages)/' },
  },
  {
    name: 'workspaces-meet-at-their-index',
    comment: 'A workspace is imported by its index; the rest may change freely.',
    from: { path: WORKSPACES, pathNot: TEST },
    to: { path: '^(core|sdk|server|web)/src/(?!index\\.tsx?$)', pathNot: '^$1/' },
  },
  {
    name: 'nothing-imports-tests-or-tools',
    comment: 'What ships does not depend on what checks it.',
    from: { path: '^(core|sdk|server|web)/src/', pathNot: TEST },
    to: { path: ['^(test|tools)/', TEST] },
  },
  {
    name: 'no-cycles',
    comment: 'Files that need each other are one file, or lack a third.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'imports-resolve',
    comment: 'An import that leads nowhere escapes every other rule.',
    from: {},
    // The build makes those, of messages-of.ts.
    to: { couldNotResolve: true, pathNot: '^virtual:messages/' },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(core|sdk|server|web|embed)/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
