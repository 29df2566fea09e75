/** What a capability may name. Used for both contracts. */

/** Why a target is refused at install, or will never match at run time; `null` when it is fine. */
export type TargetFault = { install: 'kind' | 'empty' | 'any-host' | 'any-table' } | { never: 'no-dot' | 'inner-star' | 'scheme' } | null;

/** Judges the target of a capability by its kind (rules CAP-*). */
export function targetFault(kind: string, target: string): TargetFault {
  if (!kind.includes(':')) return { install: 'kind' };
  if (target.trim() === '') return { install: 'empty' };
  if (kind === 'db:read' || kind === 'db:write') return target === '*' ? { install: 'any-table' } : null;
  if (kind !== 'http:fetch' || target.startsWith('connector:')) return null;
  if (target === '*' || target === '*.*' || /^\*\.[^.]*$/.test(target)) return { install: 'any-host' };
  if (target.includes('://') || target.includes('/')) return { never: 'scheme' };
  if (target.slice(1).includes('*') || (target.startsWith('*') && !target.startsWith('*.'))) return { never: 'inner-star' };
  return target.includes('.') ? null : { never: 'no-dot' };
}
