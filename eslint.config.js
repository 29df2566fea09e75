import js from '@eslint/js';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { EXCEPTIONS, FLOORS } from './scripts/floors.mjs';
import { floorsRule } from './scripts/floors-rule.mjs';

/** Imports point one way: schemas -> kernel -> workers -> app, and cli -> kernel. */
const forbid = (...folders) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: folders.map((folder) => ({
        regex: `^(\\.\\./)+${folder}(/|$)`,
        message: `Imports point one way (schemas -> kernel -> workers -> app, cli -> kernel); nothing here may import from ${folder}/.`,
      })),
    },
  ],
});

const house = { plugins: { house: { rules: { floors: floorsRule } } } };
const floors = { 'house/floors': ['error', { root: import.meta.dirname, floors: FLOORS, exceptions: EXCEPTIONS }] };

const HOST_GLOBALS = [
  'window',
  'document',
  'self',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'postMessage',
  'Worker',
  'process',
  'Buffer',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'generated/',
      'node_modules/',
      'public/',
      'test-results/',
      'playwright-report/',
      'interop/',
      '.cache/',
      'templates/*/backend/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.tsx'],
    extends: [hooks.configs.flat.recommended],
  },
  house,
  { files: ['kernel/**/*.ts', 'app/**/*.{ts,tsx}', 'scripts/floors.mjs'], rules: floors },
  { files: ['schemas/**'], rules: forbid('kernel', 'workers', 'app', 'cli') },
  {
    files: ['kernel/**/*.ts'],
    ignores: ['**/*.spec.ts', 'kernel/testing/**'],
    rules: {
      ...forbid('workers', 'app', 'cli', 'e2e'),
      'no-restricted-globals': [
        'error',
        ...HOST_GLOBALS.map((name) => ({ name, message: 'kernel/ runs in Node, in a worker and in a test: take it through a port.' })),
      ],
    },
  },
  { files: ['workers/**'], rules: forbid('app', 'cli', 'e2e') },
  { files: ['cli/**'], rules: { ...forbid('app', 'workers', 'e2e'), 'no-console': 'off' } },
  { files: ['bench/**', 'scripts/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  {
    // One seed draws the cases of every spec, so that a run can be repeated.
    files: ['**/*.spec.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'fast-check', message: 'Import it from kernel/testing/property.' }] }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Draw from kernel/testing/property.' }],
    },
  },
);
