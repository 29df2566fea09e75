import { create } from 'zustand';

/** Whether files are dragged over the page, a preview included. */
export const useFilesOver = create<{ over: boolean }>(() => ({ over: false }));

export const setFilesOver = (over: boolean): void => {
  if (useFilesOver.getState().over !== over) useFilesOver.setState({ over });
};
