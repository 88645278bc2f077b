import { useState } from 'preact/hooks';
import { Markdown } from '../../components/rich-text.tsx';

/** Texts that are longer, or of more lines, are cut until somebody wants to read them. */
const LONG = 900;
const MANY_LINES = 10;

/** A node's description; of a long one the beginning first, so that the columns stay in sight. */
export function Description({ text }: { readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  if (!text) return <p class="empty">Not described.</p>;
  const isLong = text.length > LONG || text.split('\n').length > MANY_LINES;
  return (
    <div class="description">
      <div class={isLong && !isWhole ? 'description-cut' : ''}>
        <Markdown text={text} />
      </div>
      {isLong && (
        <button type="button" class="button button-small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Less' : 'Whole description'}
        </button>
      )}
    </div>
  );
}
