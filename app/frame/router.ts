/**
 * Stands in for `@tanstack/react-router` inside the UI packages. The frame has one page; where a link of an action leads
 * is for the shell to judge, and an absolute address is never followed.
 */
type LinkListener = (url: string) => void;

const listeners = new Set<LinkListener>();

/** Calls back for every address the packages want to go to; answers with the function that ends it. */
export function onNavigate(listener: LinkListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function navigate(target: { to?: unknown; href?: unknown }): Promise<void> {
  const url = target.to ?? target.href;
  if (typeof url === 'string') for (const listener of listeners) listener(url);
  return Promise.resolve();
}

export function useNavigate(): typeof navigate {
  return navigate;
}

/** Asked for by the packages' error pages, which the frame does not show. */
export function useRouter(): { navigate: typeof navigate; history: { go: (steps: number) => void } } {
  return { navigate, history: { go: () => undefined } };
}
