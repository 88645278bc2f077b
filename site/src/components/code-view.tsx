import { CopyButton } from './copy-button.tsx';
import { Coloured } from './rich-text.tsx';

/** A whole text of code with the numbers of its lines and a button that copies it. */
export function CodeView(props: { readonly text: string; readonly language?: string; readonly label: string }) {
  const text = props.text.replace(/\s+$/, '');
  const lines = text.split('\n').length;
  return (
    <div class="code-view">
      <CopyButton class="code-view-copy" text={() => props.text} />
      <div class="code-view-scroll" tabIndex={0} role="region" aria-label={props.label}>
        <pre class="code-view-numbers" aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </pre>
        <pre class="code-view-text">
          <Coloured text={text} language={props.language ?? 'sql'} />
        </pre>
      </div>
    </div>
  );
}

/** A piece of SQL, as it stands. */
export function Fragment({ sql }: { readonly sql: string }) {
  return (
    <pre class="code-block">
      <Coloured text={sql} />
    </pre>
  );
}
