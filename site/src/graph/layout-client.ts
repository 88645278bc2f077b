import type { LayoutRequest, LayoutResult } from './layout-types.ts';

/** What lays graphs out: a worker, or the page's own thread where there is none. */
export interface LayoutClient {
  /** Rejects with a sentence. */
  layout(request: LayoutRequest): Promise<LayoutResult>;
  /** Ends the worker. Nothing may be asked any more. */
  close(): void;
}

/** What a client needs of a worker. */
export interface LayoutWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Answer }) => void) | null;
  onerror: ((event: never) => void) | null;
}

interface Answer {
  readonly ticket: number;
  readonly result?: LayoutResult;
  readonly error?: string;
}

/** Below, the worker's start and the copying cost more than the layout itself. */
const SMALL = 40;

/**
 * A client over a worker, made when the first large graph is asked for. Where workers are refused (an old browser, a stricter policy), or
 * where the worker breaks, the layout runs in the page.
 */
export function createLayoutClient(
  startWorker: () => LayoutWorker,
  layoutHere: (request: LayoutRequest) => LayoutResult,
): LayoutClient {
  const asked = new Map<number, { readonly request: LayoutRequest; settle(answer: Answer): void }>();
  let worker: LayoutWorker | 'refused' | undefined;
  let tickets = 0;

  const refuse = () => {
    worker = 'refused';
    for (const [ticket, { request, settle }] of asked) settle({ ticket, result: layoutHere(request) });
    asked.clear();
  };
  const start = () => {
    try {
      const started = startWorker();
      started.onmessage = ({ data }) => {
        asked.get(data.ticket)?.settle(data);
        asked.delete(data.ticket);
      };
      started.onerror = refuse;
      return started;
    } catch {
      return 'refused' as const;
    }
  };

  return {
    layout: async (request) => {
      if (request.nodes.length <= SMALL) return layoutHere(request);
      const current = (worker ??= start());
      if (current === 'refused') return layoutHere(request);
      const ticket = tickets++;
      const answer = await new Promise<Answer>((settle) => {
        asked.set(ticket, { request, settle });
        current.postMessage({ ticket, request });
      });
      if (!answer.result) throw new Error(`The graph cannot be laid out: ${answer.error ?? 'no answer'}.`);
      return answer.result;
    },
    close: () => {
      if (worker !== 'refused') worker?.terminate();
      asked.clear();
    },
  };
}

/** A worker of a program's text: from `file://` and under the page's policy, workers come from blobs alone. */
export function workerOfText(text: string): LayoutWorker {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(url) as unknown as LayoutWorker;
}
