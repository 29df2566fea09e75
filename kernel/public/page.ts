/** A public link as a page: text, tables and forms. Nothing in it runs, loads or leads away (PUBLIC). */
import type { ActionField, PublicRouteAction } from '../../schemas';
import { escapeHtml } from '../documents/html';
import type { FieldErrors } from '../failure';
import type { Translate } from '../installed/label';
import type { Content, Field, Lines } from './content';

export interface PageAction {
  declared: PublicRouteAction;
  label: string;
  fields: readonly ActionField[];
  /** Where its form is sent. */
  address: string;
}

export interface Page {
  language: string;
  title: string;
  content: Content;
  actions: readonly PageAction[];
  /** Address of the printed document. */
  document: string | null;
  /** What was said to a form that was sent. */
  notice: { text: string; isError: boolean } | null;
  errors: FieldErrors;
  translate: Translate;
}

const STYLE =
  'body{font-family:system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;line-height:1.5;color:#18181b;background:#fff}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#52525b}dd{margin:0;overflow-wrap:anywhere}' +
  'table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid #d4d4d8;padding:.25rem .5rem;text-align:left}' +
  'form{margin:1.5rem 0;padding:1rem;border:1px solid #d4d4d8;border-radius:.5rem}label{display:block;margin:.5rem 0}' +
  'input,select,textarea,button{font:inherit;padding:.375rem .5rem;min-height:1.5rem}button.danger{background:#b91c1c;color:#fff}button.primary{background:#1d4ed8;color:#fff}' +
  '.notice{padding:.75rem 1rem;border-radius:.5rem;background:#ecfdf5}.error{background:#fef2f2;color:#991b1b}' +
  '@media (prefers-color-scheme:dark){body{background:#18181b;color:#fafafa}dt{color:#a1a1aa}.notice{background:#064e3b}.error{background:#450a0a;color:#fecaca}}';

const WORDS = {
  en: { send: 'Send', done: 'Thank you. It was sent.', document: 'Open the document', required: 'required', wrong: 'is not right' },
  es: { send: 'Enviar', done: 'Gracias. Se ha enviado.', document: 'Abrir el documento', required: 'obligatorio', wrong: 'no es correcto' },
};

export const wordsFor = (language: string): (typeof WORDS)['en'] => (language.toLowerCase().startsWith('es') ? WORDS.es : WORDS.en);

const list = (fields: readonly Field[]): string =>
  fields.length === 0
    ? ''
    : `<dl>${fields.map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;

const table = ({ columns, rows }: Lines): string =>
  `<table><thead><tr>${columns.map(({ label }) => `<th>${escapeHtml(label)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map(({ text }) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

function inputOf({ key, type, required = false, options, placeholder = '' }: ActionField, translate: Translate): string {
  const name = escapeHtml(key);
  const must = required ? ' required' : '';
  if (Array.isArray(options)) {
    const choices = options.map(({ value, label }) => `<option value="${escapeHtml(value)}">${escapeHtml(translate(label))}</option>`);
    return `<select name="${name}"${must}>${required ? '' : '<option value=""></option>'}${choices.join('')}</select>`;
  }
  if (type === 'textarea') return `<textarea name="${name}" rows="4" maxlength="5000"${must}></textarea>`;
  return `<input name="${name}" maxlength="2000" placeholder="${escapeHtml(translate(placeholder))}"${must}>`;
}

function form({ declared, label, fields, address }: PageAction, page: Page): string {
  const words = wordsFor(page.language);
  const inputs = fields.map((field) => {
    const wrong = page.errors[field.key] === undefined ? '' : ` <strong class="error">${words.wrong}</strong>`;
    return `<label>${escapeHtml(page.translate(field.label ?? field.key))}${wrong}<br>${inputOf(field, page.translate)}</label>`;
  });
  const question = declared.confirm === undefined ? '' : `<p>${escapeHtml(page.translate(declared.confirm))}</p>`;
  return `<form method="post" action="${escapeHtml(address)}">${inputs.join('')}${question}<button type="submit" class="${declared.style ?? ''}">${escapeHtml(label)}</button></form>`;
}

/** The whole page. */
export function writePage(page: Page): string {
  const { language, title, content, actions, document, notice } = page;
  const { fields, references, lines } = content;
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    notice === null ? '' : `<p class="notice${notice.isError ? ' error' : ''}" role="status">${escapeHtml(notice.text)}</p>`,
    list([...fields, ...references]),
    ...lines.map(table),
    document === null ? '' : `<p><a href="${escapeHtml(document)}">${wordsFor(language).document}</a></p>`,
    ...actions.map((action) => form(action, page)),
  ];
  return `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body.join('')}</main></body></html>`;
}
