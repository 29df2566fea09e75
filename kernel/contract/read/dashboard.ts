/** Dashboard, documents, routes, business rules, the settings entry. */

export const OVER_TIME = new Set(['line', 'area']);
