import { HealthMark, KindMark } from '../components/marks.tsx';
import { KIND_WORDS } from '../format/kinds.ts';
import type { Hit } from './describe-hit.ts';
import type { MarkedPiece } from './marks.ts';

/** A text with what was found in it marked. Preact escapes it. */
export function Marked({ pieces }: { readonly pieces: readonly MarkedPiece[] }) {
  return <>{pieces.map(({ text, isMarked }, at) => (isMarked ? <mark key={at}>{text}</mark> : text))}</>;
}

/** What a result is: its kind, name and place. */
export function HitTitle({ hit }: { readonly hit: Hit }) {
  return (
    <span class="search-hit-title">
      <KindMark kind={hit.kind} />
      <span class="search-hit-name">
        <Marked pieces={hit.name} />
      </span>
      <span class="search-hit-place">
        {KIND_WORDS[hit.kind].one}
        {hit.place !== undefined && ` · ${hit.place}`}
      </span>
      {hit.health !== 'unknown' && <HealthMark health={hit.health} />}
    </span>
  );
}

/** Why it is a result, where its name does not say it. `linked`: columns lead to themselves. */
export function HitReasons({ hit, isLinked = false }: { readonly hit: Hit; readonly isLinked?: boolean }) {
  const { columns, columnsTotal, others } = hit;
  if (columns.length === 0 && others.length === 0) return null;
  return (
    <span class="search-hit-reasons">
      {columns.map(({ link, name }) => {
        const text = <Marked pieces={name} />;
        return isLinked ? (
          <a key={link} class="search-column" href={link}>
            {text}
          </a>
        ) : (
          <span key={link} class="search-column">
            {text}
          </span>
        );
      })}
      {columnsTotal > columns.length && (
        <span class="search-more"> and {columnsTotal - columns.length} more columns</span>
      )}
      {others.map(({ where, text }) => (
        <span key={where} class="search-other">
          {where}: <Marked pieces={text} />
        </span>
      ))}
    </span>
  );
}
