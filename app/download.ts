/** Lets the browser save a file. */
export function download({ name, blob }: { name: string; blob: Blob }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click is handled after this turn; a minute is more than any browser takes to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
