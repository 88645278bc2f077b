import type { NodeRow } from '../../../src/docs/site-data.ts';
import type { Verdict } from '../data/trust.ts';
import { HEALTH_WORDS } from '../format/kinds.ts';
import { nodeLink } from '../router/links.ts';
import { Pill } from './marks.tsx';

/** A verdict in a sentence, and what it rests on. */
export function VerdictCard(props: {
  readonly title: string;
  readonly verdict: Verdict;
  /** For links to the nodes that reasons name. */
  readonly rows?: readonly NodeRow[];
}) {
  const { title, verdict, rows } = props;
  return (
    <section class={`verdict verdict-${verdict.health}`} aria-label={title}>
      <span class="verdict-sign" aria-hidden="true">
        {HEALTH_WORDS[verdict.health].sign}
      </span>
      <div>
        <p class="verdict-title">{title}</p>
        <p class="verdict-sentence">{verdict.sentence}</p>
        <ul class="verdict-reasons">
          {verdict.reasons.map(({ health, text, node }) => {
            const row = node === undefined ? undefined : rows?.[node];
            return (
              <li key={text}>
                <Pill health={health}>{row ? <a href={nodeLink(row.id)}>{text}</a> : text}</Pill>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
