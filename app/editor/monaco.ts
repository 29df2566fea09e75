/**
 * Monaco, bundled: editor, JSON and SQL, nothing from another origin. Its JSON service helps with typing (completion,
 * hover); it never judges. Verdicts come from our own engine alone.
 */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import manifestSchema from '../../generated/schemas/manifest-v3.json';

globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

jsonDefaults.setDiagnosticsOptions({
  validate: false,
  allowComments: false,
  enableSchemaRequest: false,
  schemas: [{ uri: 'playground:manifest-v3', fileMatch: ['*/manifest.json', 'manifest.json'], schema: manifestSchema }],
});

loader.config({ monaco });

export { monaco };
