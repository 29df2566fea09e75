/** Every name lucide knows, alias or not, with the canonical one. */
export type IconNames = ReadonlyMap<string, string>;

/** Reads `Name=Alias=Alias,Name,…`. */
export function readNames(text: string): IconNames {
  const names = new Map<string, string>();
  for (const entry of text.split(',')) {
    const spellings = entry.split('=');
    const [canonical = ''] = spellings;
    for (const spelling of spellings) names.set(spelling, canonical);
  }
  return names;
}

/** `credit-card`, `credit_card`, `creditCard` and `CreditCard` alike become `CreditCard`. */
export function pascalName(name: string): string {
  return name.replace(/(?:^|[\s_-]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
