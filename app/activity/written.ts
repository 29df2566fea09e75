/** Texts of the manifest and of `playground.json` with what Activity adds to them. Pure. */
import { applyEdits, type Edit, modify } from 'jsonc-parser';
import type { mockOf } from '../../kernel/outbound/mock-of';
import { identityOf } from '../../kernel/project/identity';
import { isRecord } from '../../kernel/values/encoding';

const FORMATTING = { insertSpaces: true, tabSize: 2, eol: '\n' };

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The manifest's text with the capability declared; null for a text that is no JSON, or declares it already. */
export function withCapability(text: string, wanted: { kind: string; target: string }): Edit[] | null {
  const document = parsed(text);
  if (document === null) return null;
  const { capabilities } = document;
  const list = Array.isArray(capabilities) ? (capabilities as readonly unknown[]) : null;
  if (list?.some((one) => isRecord(one) && one.kind === wanted.kind && one.target === wanted.target) === true) return null;
  const line = { ...wanted, reason: '…' };
  return list === null
    ? modify(text, ['capabilities'], [line], { formattingOptions: FORMATTING })
    : modify(text, ['capabilities', list.length], line, { formattingOptions: FORMATTING, isArrayInsertion: true });
}

/** `playground.json` with an answer among its mocks; as it is where it is no JSON. */
export function withMock(text: string, { address, answer }: NonNullable<ReturnType<typeof mockOf>>): string {
  const from = text.trim() === '' ? '{}\n' : text;
  if (parsed(from) === null) return text;
  return applyEdits(from, modify(from, ['mocks', address], answer, { formattingOptions: FORMATTING }));
}

/** `playground.json` with mocks beside those that it has, of which none is changed; as it is where it is no JSON. */
export function withMocks(text: string, mocks: Readonly<Record<string, object>>): string {
  const from = text.trim() === '' ? '{}\n' : text;
  const document = parsed(from);
  if (document === null) return text;
  const own = isRecord(document.mocks) ? document.mocks : {};
  return applyEdits(from, modify(from, ['mocks'], { ...mocks, ...own }, { formattingOptions: FORMATTING }));
}

/** The addon's key in a manifest of either contract; empty in a text that says none. */
export const keyIn = (manifest: string): string => identityOf(parsed(manifest)).key;
