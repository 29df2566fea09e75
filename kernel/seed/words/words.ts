/** What sample rows are made of, in one language. */
import type { Random } from '../random';

export interface Place {
  city: string;
  region: string;
  country: string;
  /** ISO 3166, two letters. */
  code: string;
  zip: string;
}

export interface Words {
  firstNames: readonly string[];
  lastNames: readonly string[];
  companies: readonly string[];
  companyForms: readonly string[];
  places: readonly Place[];
  streets: readonly string[];
  categories: readonly string[];
  jobs: readonly string[];
  departments: readonly string[];
  units: readonly string[];
  brands: readonly string[];
  statuses: readonly string[];
  priorities: readonly string[];
  genders: readonly string[];
  kinds: readonly string[];
  colors: readonly string[];
  materials: readonly string[];
  things: readonly string[];
  /** Proper names for what has no better one: projects, campaigns, places. */
  names: readonly string[];
  verbs: readonly string[];
  objects: readonly string[];
  whereabouts: readonly string[];
  sentences: readonly string[];
  /** `#` stands for a digit. */
  phone: string;
  currency: string;
  locale: string;
  timezone: string;
  product: (random: Random) => string;
  address: (random: Random) => string;
}
