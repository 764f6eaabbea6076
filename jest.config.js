// CommonJS packages that require() an ESM-only one: jest cannot require(esm) before node 24.9, so those few are compiled.
const esmRequiredByCjs = ['cookie'];

const typescript = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};
const commonJs = { swcrc: false, jsc: { target: 'es2022' }, module: { type: 'commonjs' } };

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/bench/reports/', '<rootDir>/test/.generated/'],
  moduleNameMapper: { '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmRequiredByCjs.join('|')})/)`],
  transform: {
    [`/node_modules/(${esmRequiredByCjs.join('|')})/.+\\.js$`]: ['@swc/jest', commonJs],
    '^.+\\.ts$': ['@swc/jest', typescript],
  },
};

/** The same end-to-end tests, once for each kind of database; `freshDatabase()` reads which one it is. */
const endToEnd = (kind) => ({
  ...shared,
  displayName: kind,
  testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'],
  globals: { QUAYSIDE_DATABASE: kind },
});

export default {
  maxWorkers: 2,
  // ES modules of finished files are never let go: a worker grows by tens of megabytes with each, and slows down with that.
  workerIdleMemoryLimit: '1GB',
  // An end-to-end test starts the whole program. jest heeds this only here, not within a project.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,src,test/architecture}/**/*.spec.ts'],
    },
    endToEnd('sqlite'),
    {
      ...endToEnd('mariadb'),
      globalSetup: '<rootDir>/test/support/mariadb.setup.mjs',
      globalTeardown: '<rootDir>/test/support/mariadb.teardown.mjs',
    },
  ],
};
