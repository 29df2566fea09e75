import { describe, expect, it } from 'vitest';
import { createTestClock } from '../testing/guest';
import { createCallBook, MAX_KEPT_CALLS, MAX_KEPT_HOST_CALLS, type CallFacts } from './call-book';

const FACTS: CallFacts = {
  ...{ organizationId: 'one', addonKey: 'shop', function: 'run', correlationId: null, inTransaction: false },
  input: '{}',
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const book = () => createCallBook(createTestClock(), () => 0);

describe('the book of calls', () => {
  it('keeps the last calls, of each organization its own, and so many of what each asked', () => {
    const made = book();
    for (let index = 0; index <= MAX_KEPT_CALLS; index += 1) made.begin(FACTS).ended({ output: String(index) }, null);
    expect(made.calls('one').map(({ output }) => output)).toEqual(
      Array.from({ length: MAX_KEPT_CALLS }, (_, index) => String(MAX_KEPT_CALLS - index)),
    );
    expect(made.calls('two')).toEqual([]);
    const note = made.begin(FACTS);
    for (let index = 0; index <= MAX_KEPT_HOST_CALLS; index += 1) note.asked({ name: 'ctx_get', args: [null] })(utf8('{}'));
    expect(made.calls('one')[0]).toMatchObject({ leftOut: 1, milliseconds: null });
    expect(made.calls('one')[0]?.host).toHaveLength(MAX_KEPT_HOST_CALLS);
  });

  it('shows no secret: not where it was told, not before, not in a later call, not in half', () => {
    const made = book();
    const secret = 'tok_planted_secret';
    const first = made.begin({ ...FACTS, input: `{"before":"${secret}"}` });
    const answered = first.asked({ name: 'env_get', args: [utf8('token')] });
    first.hide([secret]);
    answered(utf8(secret));
    first.said({ stream: 'log', text: `it is ${secret}` });
    first.ended({ failure: { code: 'runtime_error', message: secret } }, null);
    const later = made.begin(FACTS);
    later.asked({ name: 'http_fetch', args: [utf8(`${'x'.repeat(3990)}${secret}`)] })(null);
    later.ended({ output: encodeURIComponent(secret) }, null);
    expect(made.calls('one')).toHaveLength(2);
    expect(JSON.stringify(made.calls('one'))).not.toContain('tok_plan');
  });
});
