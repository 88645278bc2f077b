import type { ComponentChildren } from 'preact';
import type { Loaded } from '../data/site.ts';

/** Draws what was loaded; meanwhile says so, and says what to do where it failed. */
export function Loading<T>(props: { readonly of: Loaded<T>; readonly children: (value: T) => ComponentChildren }) {
  const { of, children } = props;
  if (of.state === 'ready') return <>{children(of.value)}</>;
  if (of.state === 'failed') return <Problem text={of.error} />;
  return (
    <p class="loading" role="status">
      Loading…
    </p>
  );
}

/** A mistake in words, with the way out. */
export function Problem({ text }: { readonly text: string }) {
  return (
    <div class="problem" role="alert">
      <p>{text}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        Reload the page
      </button>
    </div>
  );
}
