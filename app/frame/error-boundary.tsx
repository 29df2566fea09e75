import { Component, type ReactNode } from 'react';
import { messageOf } from '../../kernel/errors';
import { getLanguage } from './language';
import { Notice } from './notice';
import { FRAME_TEXTS } from './texts';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Shown in place of the whole notice, for small parts. */
  fallback?: ReactNode;
  /** A change of it draws what failed once more. */
  retryWith?: string;
}

interface ErrorBoundaryState {
  failed: boolean;
  error: unknown;
  /** What it was drawn with last. */
  drawnWith: string | undefined;
}

/** Keeps a screen that throws from blanking the frame: says what happened and offers to reload. Needs no provider. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false, error: undefined, drawnWith: this.props.retryWith };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failed: true, error };
  }

  static getDerivedStateFromProps({ retryWith }: ErrorBoundaryProps, { drawnWith }: ErrorBoundaryState): ErrorBoundaryState | null {
    return retryWith === drawnWith ? null : { failed: false, error: undefined, drawnWith: retryWith };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    const texts = FRAME_TEXTS[getLanguage()].translation.frame;
    return (
      <Notice isAlert title={texts.crashed} hint={texts.crashedHint} action={{ label: texts.reload, onPress: () => location.reload() }}>
        <pre className="bg-muted max-w-full overflow-auto rounded-md p-3 text-left text-xs">{messageOf(this.state.error)}</pre>
      </Notice>
    );
  }
}
