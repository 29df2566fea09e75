/** Files that the system hands to the installed page: a bundle that was opened with it. */

/** Absent where pages cannot be installed, or take no files. */
interface LaunchQueue {
  setConsumer: (consumer: (launch: { files?: readonly { getFile: () => Promise<File> }[] }) => void) => void;
}

/** Hands on the files of every launch; `take` opens what a person drops too, and asks before anything is installed. */
export function takeLaunched(take: (files: File[]) => void, page: { launchQueue?: LaunchQueue } = window as object): void {
  page.launchQueue?.setConsumer(({ files = [] }) => {
    if (files.length === 0) return;
    void Promise.all(files.map((handle) => handle.getFile())).then(
      take,
      // A file that went away in between: nothing was opened, and nothing is lost.
      () => undefined,
    );
  });
}
