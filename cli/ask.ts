/** A kernel in this process, asked by a command as its default person would ask it. */
import type { Kernel } from '../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';

export interface Answer {
  message?: string;
  error?: string;
  errors?: Record<string, { code: string }[]>;
  data?: unknown;
}

/** @param path with its query, without the host */
export async function ask(kernel: Kernel, method: string, path: string, body: unknown): Promise<{ status: number; answer: Answer }> {
  const request = new Request(`http://kernel.invalid${path}`, { method, body: JSON.stringify(body) });
  const response = await kernel.fetch(request, DEFAULT_PRINCIPAL);
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** Keeps the program alive while an answer is waited for: what the kernel waits by does not. */
export async function awake<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => undefined, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
