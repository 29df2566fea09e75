/** Monaco, bundled: editor, JSON, SQL and the colours of TypeScript, nothing from another origin. */
import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import './monaco-features';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/pgsql/register';
import 'monaco-editor/languages/definitions/typescript/register';
import './json-service';

loader.config({ monaco });

export { monaco };
