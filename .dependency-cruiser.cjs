/** Arrows point inward only: kernel ← domain ← wire ← edge-client ← apps; proof is the outermost room. */
const CAPABILITIES = 'menu|orders|kitchen|payments|inventory|staff|devices|location|journal';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-is-innermost',
      severity: 'error',
      from: { path: '^packages/core/src/kernel/' },
      to: { path: '^packages/core/src/(?!kernel/)' },
    },
    {
      name: 'domain-knows-no-wire',
      comment: 'Rules do not depend on how things are said over a wire.',
      severity: 'error',
      from: { path: `^packages/core/src/(${CAPABILITIES}|errors)/` },
      to: { path: '^packages/core/src/wire/' },
    },
    {
      name: 'core-stands-alone',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^(apps|proof)/|^packages/(?!core/)' },
    },
    {
      name: 'core-needs-no-platform',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'packages-know-no-apps', severity: 'error', from: { path: '^packages/' }, to: { path: '^apps/' } },
    {
      name: 'apps-know-no-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'nothing-imports-proof', severity: 'error', from: { pathNot: '^proof/' }, to: { path: '^proof/' } },
    {
      name: 'screens-stay-in-the-browser',
      comment: 'A renderer runs in a plain browser as well: no Node, no Electron, no main process.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/renderer/', pathNot: '[.]test[.]tsx?$' },
      to: {
        path: '^apps/[^/]+/src/(main|preload)/|^(node:|electron)|^node_modules/electron/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'modules-meet-through-dispatch',
      comment:
        "Only a module itself and the reads touch its repository; the order's repository also serves those that change orders.",
      severity: 'error',
      from: { path: '^apps/edge-server/src/(http|realtime|cli|admin|discovery|sync)/' },
      to: { path: '-repository[.]ts$' },
    },
    {
      name: 'journal-knows-no-module',
      severity: 'error',
      from: { path: '^apps/edge-server/src/journal/' },
      to: { path: '^apps/edge-server/src/(modules|dispatch|http|realtime|cli|admin|sync|discovery)/' },
    },
    {
      name: 'dev-tools-stay-out',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: '[.]test[.]tsx?$|^packages/testkit/' },
      to: { path: '^packages/testkit/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
