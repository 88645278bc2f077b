// The whole program of the layout's worker: bundled to one text, which the page makes a blob of.
import { layoutGraph } from './layout.ts';
import type { LayoutRequest } from './layout-types.ts';

interface Asked {
  readonly ticket: number;
  readonly request: LayoutRequest;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(answer: unknown): void;
};

scope.onmessage = ({ data: { ticket, request } }) => {
  try {
    scope.postMessage({ ticket, result: layoutGraph(request) });
  } catch (error) {
    scope.postMessage({ ticket, error: error instanceof Error ? error.message : String(error) });
  }
};
