/**
 * Places where a room plugs in what others need of it. A room declares a port; whoever makes a kernel plugs something in; nobody
 * between the two has to know it.
 */
export interface Port<T> {
  readonly name: string;
  /** Never there: it ties the port to the type of what is plugged in. */
  readonly plugged?: (value: T) => T;
}

export const port = <T>(name: string): Port<T> => ({ name });

export interface Ports {
  /** @throws Error where nothing is plugged in: the kernel was made without it */
  of<T>(port: Port<T>): T;
}

export interface PortBoard extends Ports {
  plug<T>(port: Port<T>, value: T): void;
}

export function createPorts(): PortBoard {
  const plugged = new Map<unknown, unknown>();
  return {
    plug: (at, value) => void plugged.set(at, value),
    of<T>(at: Port<T>): T {
      if (!plugged.has(at)) throw new Error(`nothing is plugged in as ${at.name}`);
      return plugged.get(at) as T;
    },
  };
}
