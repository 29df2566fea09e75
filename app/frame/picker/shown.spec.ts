// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { shownAt } from './shown';

beforeEach(() => {
  document.body.innerHTML = `<main>
    <h1 data-part="screen">Books</h1>
    <table><thead><tr><th><input id="all"></th><th><span>Title</span><button id="sort" aria-label="Sort by Title"></button></th><th><span>State</span></th><th><span>Title</span></th></tr></thead>
    <tbody><tr><td></td><td id="title">Dune</td><td><span id="badge" data-slot="badge">Lent</span></td><td id="second">II</td></tr>
    <tr><td></td><td></td><td><button id="row">Return</button></td><td></td></tr></tbody></table>
    <div id="card"><span>State:</span><span id="line">Lent</span></div>
    <button id="lend">Lend</button>
  </main>
  <nav><button data-part="entry" data-name="All books"><i id="icon"></i>All books</button></nav>
  <div role="dialog"><h2>New: Books</h2><form>
    <div><label>Title<span>*</span></label><div><input id="input"></div></div>
    <div><label>State</label><div><button role="combobox" id="choice">Lent</button></div></div>
  </form></div>`;
});

const at = (id: string) => {
  const element = document.querySelector(`#${id}`);
  if (element === null) throw new Error(`there is no ${id}`);
  return shownAt(element)?.part;
};

describe('what a thing on the screen is', () => {
  it.each([
    ['title', { kind: 'column', label: 'Title', within: '', nth: 0 }],
    ['second', { kind: 'column', label: 'Title', within: '', nth: 1 }],
    ['sort', { kind: 'column', label: 'Title', within: '', nth: 0 }],
    ['badge', { kind: 'option', label: 'Lent', within: 'State', nth: 0 }],
    ['row', { kind: 'action', label: 'Return', within: 'State', nth: 0 }],
    ['line', { kind: 'column', label: 'State', within: '', nth: 0 }],
    ['lend', { kind: 'action', label: 'Lend', within: '', nth: 0 }],
    ['icon', { kind: 'entry', label: 'All books', within: '', nth: 0 }],
    ['input', { kind: 'field', label: 'Title', within: 'New: Books', nth: 0 }],
    ['choice', { kind: 'field', label: 'State', within: 'New: Books', nth: 0 }],
  ])('%s', (id, part) => expect(at(id)).toEqual(part));

  it('is the screen where it is nothing of its own, and nothing outside', () => {
    expect(at('all')).toEqual({ kind: 'screen', label: '', within: '', nth: 0 });
    expect(shownAt(document.body)).toBeNull();
  });

  it('reads no more of a label than crosses the boundary', () => {
    const lend = document.querySelector('#lend');
    if (lend) lend.textContent = 'x'.repeat(10_000);
    expect(at('lend')?.label).toHaveLength(200);
  });
});
