/**
 * A frame of opaque origin has no localStorage: touching it throws. The UI packages keep small things there (page size,
 * metadata for a first paint) and warn at every write that fails, so they get a store that lives as long as the frame.
 */

class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  clear(): void {
    this.#items.clear();
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

/** Replaces both stores of a window. The real ones are never touched, even where they would answer. */
export function installMemoryStorage(target: object): void {
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(target, name, { configurable: true, value: new MemoryStorage() });
  }
}

if (typeof window !== 'undefined') installMemoryStorage(window);
