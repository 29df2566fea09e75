/**
 * What links of version 1 are compressed against: the words manifests are made of, most frequent last (the compressor
 * reaches back most cheaply to the end). Frozen: a changed letter would make every link of this version unreadable. A better
 * dictionary is a new version beside this one.
 */
export const DICTIONARY_V1 = [
  '"connectors": [{ "key": "", "auth": "token", "credentials": [',
  '"schedules": [{ "key": "", "every": "1h", "do": "wasm:" }]',
  '"extension_points": { "events": [{ "name": "", "description": "" }], "slot_kinds": [',
  '"lifecycle": { "install": "", "uninstall": "", "upgrade": [{ "from": "", "type": "sql", "function": "migrations/',
  '"dashboard": [{ "key": "", "title": "", "kind": "stat", "query": { "model": "", "aggregate": "count", "group_by": "", "date_field": "created_at", "interval": "month", "range": "last_30_days" } }]',
  '"stage_field": "status", "stages": [{ "key": "", "label": "", "color": "", "order": 1, "is_final": true }], "transitions": [{ "from": "", "to": "" }]',
  '"capabilities": [{ "kind": "db:read", "target": "", "reason": "" }, { "kind": "http:fetch", "target": "" }, { "kind": "event:emit", "target": "" }]',
  '"i18n": { "default_locale": "es", "bundles": [{ "locale": "en", "path": "i18n/en.json" }] }',
  '"settings": [{ "key": "", "type": "string", "label": "", "description": "", "default": "", "section": "" }]',
  '"rbac": { "roles": [{ "key": "", "label": "", "description": "", "permissions": [] }], "permissions": [{ "key": ".index", "label": "", "models": [{ "model": "", "actions": ["index", "create", "update", "delete"] }] }] }',
  '"actions": [{ "key": "", "label": "", "icon": "", "target_model": "", "placement": "row", "requires_state": [], "confirm": true, "confirm_message": "", "handler": { "type": "webhook", "url": "https://example.com/" }, "fields": [{ "key": "", "label": "", "type": "textarea", "required": true, "options": [',
  '"contributions": { "navigation": [{ "title": "", "icon": "", "items": [{ "title": "", "model": "", "icon": "", "permission": "", "view_type": "kanban", "group_by": "" }] }]',
  '"foreign_keys": [{ "columns": ["_id"], "references": { "model": "", "columns": ["id"] }, "policy": "physical", "on_delete": "cascade" }]',
  '"relations": [{ "name": "", "kind": "one_to_many", "through": "", "foreign_key": "_id", "label": "" }]',
  '"indices": [{ "name": "_idx", "columns": ["organization_id", ""], "unique": true, "where": " IS NOT NULL" }]',
  '"options": [{ "value": "open", "label": "Open", "color": "#2563eb", "icon": "" }, { "value": "closed", "label": "Closed", "color": "#16a34a" }]',
  '{ "name": "", "type": "boolean", "not_null": true, "default": false, "label": "" }, { "name": "", "type": "numeric(12,2)", "label": "", "display": "currency", "validation": { "min": 0 } }, { "name": "", "type": "date", "label": "" }, { "name": "description", "type": "text", "label": "", "widget": "textarea", "visibility": "modal", "searchable": true }, { "name": "status", "type": "text", "not_null": true, "default": "open", "display": "status" }, { "name": "", "type": "integer" }, { "name": "", "type": "timestamptz" }, { "name": "", "type": "jsonb" }, { "name": "_id", "type": "uuid", "ref": "core.User" }',
  '"models": [{ "key": "", "table": "", "label": "", "columns": [{ "name": "id", "type": "uuid", "primary_key": true, "default": "gen_random_uuid()" }, { "name": "organization_id", "type": "uuid", "not_null": true }, { "name": "title", "type": "varchar(200)", "not_null": true, "label": "Title", "searchable": true },',
  '"tenancy": { "isolation": "shared", "rls_column": "organization_id" },',
  '"compatibility": { "requires": [{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }] },',
  '"metadata": { "key": "", "name": "", "description": "", "version": "1.0.0", "category": "", "icon": { "type": "lucide", "slug": "", "color": "" }, "author": "", "license": "Apache-2.0", "readme": "README.md", "features": [] },',
  '{"app":"0.1.0","title":"","files":{"README.md":"# ","manifest.json":"{\\n  \\"apiVersion\\": \\"asteby.com/v3\\",\\n  \\"kind\\": \\"Addon\\",\\n  \\"metadata\\": {\\n    \\"key\\": \\"',
]
  .join('\n')
  // Files travel as JSON strings, so their quotes are escaped and their lines end in a backslash and an n.
  .concat('\n')
  .replace(/"/g, '\\"')
  .replace(/\n/g, '\\n');
