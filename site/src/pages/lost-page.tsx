import { overviewLink } from '../router/links.ts';

/** An address that leads nowhere. */
export function LostPage({ what }: { readonly what: string }) {
  return (
    <div class="page">
      <h1>Not found</h1>
      <p>{what}</p>
      <p>
        It may have been renamed or removed since the link was made. Search for it above, or go to the{' '}
        <a href={overviewLink()}>overview</a>.
      </p>
    </div>
  );
}
