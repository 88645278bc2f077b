import type { NodeDetail } from '../../../../src/docs/site-data.ts';

/** One of the texts that a node's SQL has. */
export interface SqlText {
  readonly label: string;
  /** Targets that get it; none for the text as it is written. */
  readonly targets: readonly string[];
  /** The target that stands for it in an address. */
  readonly link?: string;
  readonly sql?: string;
  readonly problem?: string;
}

/** The text as written, then as targets get it; `own` is the target that the site shows. */
export function sqlTexts({ written, compiled }: NonNullable<NodeDetail['code']>, own: string): readonly SqlText[] {
  return [
    { label: 'As written', targets: [], sql: written },
    ...compiled.map(({ targets, ...text }): SqlText => {
      const isOwn = targets.includes(own);
      const link = isOwn ? own : targets[0];
      const label = `${targets.join(', ')}${isOwn ? ' (shown target)' : ''}`;
      return { label, targets, ...(link !== undefined && { link }), ...text };
    }),
  ];
}
