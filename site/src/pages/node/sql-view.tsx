import { useState } from 'preact/hooks';
import type { NodeDetail } from '../../../../src/docs/site-data.ts';
import { CodeView } from '../../components/code-view.tsx';
import { usePrinting } from '../../components/printing.ts';
import { useSite } from '../../data/site.ts';

type Code = NonNullable<NodeDetail['code']>;

/** SQL as written, and as each target gets it. */
export function SqlView({ code }: { readonly code: Code }) {
  const { overview } = useSite();
  const own = code.compiled.findIndex(({ targets }) => targets.includes(overview.target));
  const [chosen, choose] = useState<number>(-1);
  const isPrinting = usePrinting();
  const texts = [
    { label: 'As written', sql: code.written as string | undefined, problem: undefined as string | undefined },
    ...code.compiled.map(({ targets, sql, problem }, index) => ({
      label: `${targets.join(', ')}${index === own ? ' (shown target)' : ''}`,
      sql,
      problem,
    })),
  ];
  const shown = isPrinting ? texts : [texts[chosen + 1]!];
  return (
    <>
      {texts.length > 1 && (
        <div class="segments sql-choice" role="group" aria-label="SQL as written or for a target">
          {texts.map(({ label }, index) => (
            <button key={label} type="button" aria-pressed={index === chosen + 1} onClick={() => choose(index - 1)}>
              {label}
            </button>
          ))}
        </div>
      )}
      {shown.map(({ label, sql, problem }) => (
        <div key={label}>
          {isPrinting && <h3>{label}</h3>}
          {problem && <p class="note note-warn">It cannot be compiled for this target: {problem}</p>}
          {sql !== undefined && <CodeView text={sql} label={`SQL: ${label}`} />}
        </div>
      ))}
    </>
  );
}
