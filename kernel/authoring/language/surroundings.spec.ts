import { describe, expect, it } from 'vitest';
import { wasmModule } from '../../contract/wasm/testing';
import { neighbourNames, projectNames } from './surroundings';

const MANIFEST = JSON.stringify({
  i18n: {
    default_locale: 'es',
    bundles: [
      { locale: 'es', path: 'i18n/es.json' },
      { locale: 'en', path: 'i18n/en.json' },
      { locale: 'fr', path: 'i18n/fr.json' },
    ],
  },
  schedules: [{ key: 'a', every: '1h', do: 'wasm:Sweep' }],
});

describe("the names in a project's files", () => {
  it('are paths, functions by where they were found, and texts in the default language', () => {
    const files = new Map<string, string | Uint8Array>([
      ['manifest.json', MANIFEST],
      ['i18n/es.json', '{"a":{"b":"Hola"}}'],
      ['i18n/en.json', '{"a":{"b":"Hello"},"c":"Only here"}'],
      ['i18n/fr.json', '{'],
      ['backend/backend.wasm', wasmModule({ functions: ['alloc', '_start', 'Pay'] })],
      ['backend/main.go', '//export Pay\nfunc Pay() {}\n\n//go:wasmexport Find\n// exported Nothing\n'],
    ]);
    expect(projectNames(files, MANIFEST)).toEqual({
      files: ['backend/backend.wasm', 'backend/main.go', 'i18n/en.json', 'i18n/es.json', 'i18n/fr.json'],
      functions: [
        { name: 'Find', from: 'backend/main.go' },
        { name: 'Pay', from: 'backend/backend.wasm' },
        { name: 'Sweep', from: 'manifest.json' },
      ],
      texts: [
        { key: 'a.b', text: 'Hola' },
        { key: 'c', text: 'Only here' },
      ],
    });
  });

  it('are none where nothing can be read', () => {
    const files = new Map<string, string | Uint8Array>([['backend/backend.wasm', new Uint8Array([1])]]);
    expect(projectNames(files, '{')).toEqual({ files: ['backend/backend.wasm'], functions: [], texts: [] });
    expect(projectNames(new Map(), '{"i18n":{"bundles":[1,{"path":2}]}}')).toEqual({ files: [], functions: [], texts: [] });
  });
});

describe('the names of other addons', () => {
  const billing = {
    metadata: { key: 'billing', version: '2.1.0' },
    models: [{ key: 'Invoice' }],
    extension_points: { events: [{ name: 'billing.paid' }], slot_kinds: [{ name: 'billing.header' }] },
  };

  it('are what they publish; one of its own addon is left out', () => {
    expect(neighbourNames([billing, { metadata: { key: 'shop', version: '1.0.0' } }], 'shop')).toEqual({
      models: ['billing.Invoice'],
      addons: [{ key: 'billing', version: '^2.1.0' }],
      events: ['billing.paid', 'billing.Invoice.created', 'billing.Invoice.updated', 'billing.Invoice.deleted'],
      slots: ['billing.header'],
    });
  });

  it('are none in what is no list of manifests', () => {
    const none = { models: [], addons: [], events: [], slots: [] };
    for (const odd of [null, 'x', {}, [1, { metadata: 1 }, { metadata: { key: 2 } }]]) expect(neighbourNames(odd, 'shop')).toEqual(none);
  });
});
