import { Component } from 'preact';
import type { ComponentChildren } from 'preact';
import { Problem } from '../components/loading.tsx';

interface State {
  readonly problem?: string;
}

/** Keeps a bug of one page from taking the others away; Preact tells of errors to classes alone. */
export class Guard extends Component<{ readonly children: ComponentChildren }, State> {
  override state: State = {};

  override componentDidCatch(error: unknown): void {
    this.setState({ problem: error instanceof Error ? error.message : String(error) });
  }

  override render() {
    const { problem } = this.state;
    if (problem === undefined) return this.props.children;
    return (
      <Problem text={`This page cannot be drawn: ${problem}. The site may have been generated anew: reload it.`} />
    );
  }
}
