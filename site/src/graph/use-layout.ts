import { useEffect, useMemo, useState } from 'preact/hooks';
import { loadPart } from '../parts.ts';
import { createLayoutClient, workerOfText, type LayoutClient } from './layout-client.ts';
import type * as LayoutPart from './layout.part.ts';
import type { LayoutRequest, LayoutResult } from './layout-types.ts';

export type LayoutState<T> =
  | { readonly state: 'working'; readonly last?: Done<T> }
  | { readonly state: 'failed'; readonly error: string }
  | ({ readonly state: 'done' } & Done<T>);

/** What was laid out together with its layout: the two belong to each other. */
export interface Done<T> {
  readonly of: T;
  readonly layout: LayoutResult;
}

/** Lays something out whenever it changes; while that takes its time, the last drawing stays. */
export function useLayout<T>(of: T, requestOf: (of: T) => LayoutRequest): LayoutState<T> {
  const client = useLayoutClient();
  const [state, setState] = useState<LayoutState<T>>({ state: 'working' });
  useEffect(() => {
    let isWanted = true;
    setState((before) => (before.state === 'done' ? { state: 'working', last: before } : before));
    client.layout(requestOf(of)).then(
      (layout) => isWanted && setState({ state: 'done', of, layout }),
      (error: unknown) =>
        isWanted && setState({ state: 'failed', error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [of]);
  return state;
}

/** What there is to draw: the last drawing, until the next is there. */
export function doneOf<T>(state: LayoutState<T>): Done<T> | undefined {
  if (state.state === 'done') return state;
  return state.state === 'working' ? state.last : undefined;
}

function useLayoutClient(): LayoutClient {
  const client = useMemo(() => {
    const opened = loadPart<typeof LayoutPart>('layout').then(({ layoutGraph, workerText }) =>
      createLayoutClient(() => workerOfText(workerText), layoutGraph),
    );
    // Told where a layout is asked for.
    opened.catch(() => undefined);
    return {
      layout: async (request: LayoutRequest) => (await opened).layout(request),
      close: () => void opened.then((it) => it.close()),
    };
  }, []);
  useEffect(() => client.close, []);
  return client;
}
