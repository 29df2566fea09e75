/** Monaco, bundled: editor, JSON and SQL, nothing from another origin. */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import './monaco-features';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import editorScript from 'monaco-editor/editor/editor.worker.js?worker&url';
import jsonScript from 'monaco-editor/languages/features/json/json.worker.js?worker&url';
import { startWorker } from '../../workers/start-worker';
import './json-service';

globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => startWorker(label === 'json' ? jsonScript : editorScript, label),
};

loader.config({ monaco });

export { monaco };
