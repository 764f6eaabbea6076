// Who may import whom. docs/context-map.md shows the same as a picture, CONTRIBUTING.md says how to live with it,
// and test/architecture plants a violation of every rule below and expects it to be found.

// From left to right: a context may use what stands to its left, and answers to its right by events.
const contexts = ['administration', 'identity', 'customers', 'projects', 'tasks', 'cases', 'fsm-integration', 'portal'];

const anyContext = `^src/(?:${contexts.join('|')})/`;
/** @param {string} context */
const downstreamOf = (context) => `^src/(?:${contexts.slice(contexts.indexOf(context) + 1).join('|')})/`;

// Where a database driver may be seen: the layer that wraps it, each context's own tables, and what lists them all.
const persistence = ['^libs/persistence/', '(?:^|/)persistence/', '^src/migrations(?:/|\\.ts$)', '^ormconfig\\.ts$', '^src/schemas\\.ts$'];
const spec = '\\.spec\\.ts$';

module.exports = {
  forbidden: [
    ...contexts.slice(0, -1).map((context) => ({
      name: `${context}-is-upstream`,
      comment: 'A context never imports one to its right. Publish an event, or let the other context ask.',
      severity: 'error',
      from: { path: `^src/${context}/` },
      to: { path: downstreamOf(context) },
    })),
    {
      name: 'context-only-through-its-door',
      comment: 'Another context is entered through its index.ts: its API, its events, its reference schemas.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: ['^src/(?:cli|migrations)/'] },
      to: { path: anyContext, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'context-not-to-composition-root',
      comment: 'src/*.ts, src/cli and src/migrations put the contexts together; no context knows them.',
      severity: 'error',
      from: { path: anyContext },
      to: { path: '^src/(?:[^/]+\\.ts$|cli/|migrations/)' },
    },
    {
      name: 'lib-not-to-src',
      comment: 'A lib knows nothing of the business.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^src/' },
    },
    {
      name: 'lib-only-through-its-door',
      comment: 'A lib is entered through its src/index.ts, as #libs/<name>.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|src|ormconfig\\.ts)' },
      to: { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'libs/kernel stands alone: only what node itself brings (and fast-check in its specs).',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: spec },
      to: { pathNot: '^libs/kernel/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports #libs/kernel and its own folder: no framework, no database, not even node.',
      severity: 'error',
      from: { path: '^(.+/domain)/', pathNot: spec },
      to: { pathNot: ['^$1/', '^libs/kernel/src/index\\.ts$'] },
    },
    {
      name: 'domain-spec-is-plain',
      comment: 'The spec of a pure file needs no more than the file, node and fast-check.',
      severity: 'error',
      from: { path: ['^(.+/domain)/.+\\.spec\\.ts$', '^(libs/kernel)/.+\\.spec\\.ts$'] },
      to: { pathNot: ['^$1/', '^libs/kernel/src/index\\.ts$', '(?:^|/)node_modules/fast-check/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'database-only-in-persistence',
      comment: 'TypeORM and the drivers stay in libs/persistence, persistence/ folders and the files that list the tables.',
      severity: 'error',
      from: { pathNot: persistence },
      to: { path: '(?:^|/)node_modules/(?:@types/)?(?:typeorm|better-sqlite3|mysql2)/' },
    },
    {
      name: 'no-injected-repository',
      comment: '@nestjs/typeorm hands out repositories and data sources; outside persistence only a module may import it, to set it up.',
      severity: 'error',
      from: { pathNot: [...persistence, '\\.module\\.ts$'] },
      to: { path: '(?:^|/)node_modules/@nestjs/typeorm/' },
    },
    {
      name: 'portal-keeps-nothing',
      comment: 'The portal shows what the other contexts own. It has no tables.',
      severity: 'error',
      from: { path: '^src/portal/' },
      to: { path: ['^src/portal/persistence/', '^src/portal/.+/persistence/', '\\.(?:schema|repository)\\.ts$'] },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one file in two pieces, and ES modules may see either half-made.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'An import that cannot be resolved escapes every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    // Types count: an `import type` ties two files together as any other import does.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
