import { describe, expect, it } from 'vitest';
import { createTemplateCache, compileTemplate } from './statement-template';
import { sql } from './sql';

describe('a prepared statement', () => {
  it('gets its values in their places, what was there before stays', () => {
    const statement = compileTemplate((slot) => sql`select ${slot(1)}, ${'fixed'}, ${slot(0)}, ${slot(1)}`);
    expect(statement(['a', null])).toEqual({ sql: 'select $1, $2, $3, $4', parameters: [null, 'fixed', 'a', null] });
    expect(statement([1, 2]).parameters).toEqual([2, 'fixed', 1, 2]);
  });

  it('is made once for an owner and a key, and what is remembered has an end', () => {
    const cached = createTemplateCache();
    const owner = {};
    let made = 0;
    const of = (who: object, key: string) =>
      cached(who, key, () => {
        made += 1;
        return compileTemplate(() => sql`select 1`);
      });
    expect(of(owner, 'a')).toBe(of(owner, 'a'));
    of({}, 'a');
    expect(made).toBe(2);
    for (let n = 0; n < 500; n += 1) of(owner, `k${n}`);
    of(owner, 'a');
    expect(made).toBe(503);
  });
});
