/** The floors of the house, bottom up. Every arrow goes down; docs/adr/0002-floors.md says why. */
const floors = [
  ['machines', '^(machines|templates)/'],
  ['projections and config', '^(projections|src/config)/'],
  ['ports', '^src/ports/'],
  ['app and adapters', '^src/(app|adapters)/'],
  ['cli and sandbox', '^src/(cli|sandbox)/'],
];

const noArrowUp = floors.slice(0, -1).map(([name, path], at) => ({
  name: `no arrow up from ${name}`,
  severity: 'error',
  from: { path },
  to: { path: floors.slice(at + 1).map(([, above]) => above) },
}));

module.exports = {
  forbidden: [
    ...noArrowUp,
    { name: 'no circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'app and adapters never see each other (from app)',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'app and adapters never see each other (from adapters)',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'machines import xstate and each other, nothing else',
      severity: 'error',
      from: { path: '^machines/' },
      to: { pathNot: ['^machines/', '^node_modules/xstate/'] },
    },
    {
      name: 'templates and projections neither wait nor draw nor read',
      severity: 'error',
      from: { path: '^(templates|projections)/' },
      to: { path: '^(node:)?(fs|net|http|https|child_process|os|timers)(/|$)', dependencyTypes: ['core'] },
    },
    { name: 'nobody imports tests', severity: 'error', from: { pathNot: '^(test|bench)/' }, to: { path: '^test/' } },
    {
      name: 'no development package at run time',
      severity: 'error',
      from: { path: '^(src|machines|projections|templates)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
